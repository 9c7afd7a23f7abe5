import Glibc

/// A painted wooden toy car: a rounded body with cut-out windows, and wheels of bare beech.
enum ToyCar {
    static let height: Float = 6.6

    static func meshes(turn: Float = -0.55) -> [Mesh] {
        let parts = [
            isosurface(paint, from: Vector(-6.6, 0.6, -3), to: Vector(6.6, 7, 3), cell: 0.09, body),
            isosurface(beech, from: Vector(-5.4, -0.1, -3.7), to: Vector(5.4, 3.2, 3.7), cell: 0.07, wheels),
            isosurface(pin, from: Vector(-5, 0.8, -3.9), to: Vector(5, 2.2, 3.9), cell: 0.05, hubs),
            isosurface(lampPaint, from: Vector(5.2, 1.6, -2.4), to: Vector(7, 3.6, 2.4), cell: 0.06, headlamps),
        ]
        return parts.map { $0.moved(turn: turn) }
    }

    private static let paint: Material = {
        var material = Material(roughness: 0.3, reflectance: 0.042) { hit in
            let p = hit.position
            // Turned back into the car's own frame, the stripe runs along the middle of the bonnet and roof.
            let red = color(0xB8322A) * (1 + 0.05 * noise(p * 1.1))
            return red
        }
        material.normal = { hit in
            // Brush strokes along the car, under the gloss.
            let e: Float = 0.02
            func height(_ q: Vector) -> Float { 0.0016 * noise(q * Vector(0.7, 5, 5)) + 0.0012 * noise(q * 3) }
            let p = hit.position
            let h = height(p)
            let gradient =
                Vector(
                    height(p + Vector(e, 0, 0)) - h, height(p + Vector(0, e, 0)) - h, height(p + Vector(0, 0, e)) - h)
                / e
            return normalize(hit.normal - gradient + hit.normal * dot(gradient, hit.normal))
        }
        return material
    }()

    private static let beech = Material(roughness: 0.45, reflectance: 0.035) { hit in
        let p = hit.position
        let grain = noise(p * Vector(1.1, 7, 1.1)) * 0.5 + 0.5
        let flecks = smoothstep(0.42, 0.62, noise(p * Vector(3, 20, 3)))
        return mix(color(0xDDB98A), color(0xB98A57), grain * 0.6) * (1 - 0.22 * flecks)
    }

    private static let pin = Material(color(0x3A3F45), roughness: 0.35)
    private static let lampPaint = Material(color(0xF2E2B8), roughness: 0.2, reflectance: 0.045)

    private static func body(_ p: Vector) -> Float {
        let q = Vector(p.x, p.y, abs(p.z))
        let chassis = box(q - Vector(0, 2.55, 0), Vector(5.9, 1.15, 2.35), 0.85)
        // The cabin leans in at the top, and more at the front.
        let lean = (p.y - 3.4) * 0.16
        let cabin = box(
            Vector(p.x + 0.75 + lean * 0.9, p.y - 4.3, p.z), Vector(2.9 - lean, 2.1, 2.1 - lean * 0.55), 0.8)
        var d = softUnion(chassis, cabin, 0.55)
        // Arches over the wheels.
        for x in [Float(-3.3), 3.35] {
            let arch = max(length(Vector(p.x - x, p.y - 1.55, 0)) - 1.95, 1.55 - abs(p.z))
            d = softCut(d, arch, 0.12)
        }
        // Two windows at each side, one in front and one behind, cut in like a jigsaw does.
        let side = { (x: Float, width: Float) -> Float in
            let inWindow = box(Vector(p.x - x, p.y - 4.75, 0), Vector(width, 0.78, 4), 0.4)
            return max(inWindow, -9)
        }
        d = softCut(d, side(-2.05, 0.95), 0.14)
        d = softCut(d, side(0.45, 0.95), 0.14)
        return d
    }

    private static func wheels(_ p: Vector) -> Float {
        var d = Float.infinity
        for x in [Float(-3.3), 3.35] {
            let q = Vector(p.x - x, p.y - 1.6, abs(p.z) - 2.65)
            let rim = length(Vector(q.x, q.y, 0))
            var wheel = roundedCylinder(rim, q.z, radius: 1.6, half: 0.55, edge: 0.22)
            // A turned groove and a dished face.
            let groove = max(abs(rim - 1.1) - 0.07, 0.4 - q.z)
            wheel = softCut(wheel, groove, 0.06)
            d = min(d, wheel)
        }
        return d
    }

    private static func hubs(_ p: Vector) -> Float {
        var d = Float.infinity
        for x in [Float(-3.3), 3.35] {
            let q = Vector(p.x - x, p.y - 1.6, abs(p.z) - 3.2)
            d = min(d, roundedCylinder(length(Vector(q.x, q.y, 0)), q.z, radius: 0.34, half: 0.22, edge: 0.12))
        }
        return d
    }

    private static func headlamps(_ p: Vector) -> Float {
        let q = Vector(p.x - 5.78, p.y - 2.75, abs(p.z) - 1.45)
        return roundedCylinder(length(Vector(0, q.y, q.z)), q.x, radius: 0.52, half: 0.26, edge: 0.16)
    }

    private static func box(_ p: Vector, _ half: Vector, _ radius: Float) -> Float {
        let q = pointwiseMax(p, -p) - half + radius
        return length(pointwiseMax(q, .zero)) + min(q.max(), 0) - radius
    }

    private static func roundedCylinder(_ r: Float, _ along: Float, radius: Float, half: Float, edge: Float) -> Float {
        let q = SIMD2(r - radius + edge, abs(along) - half + edge)
        let outside = pointwiseMax(q, .zero)
        return (outside * outside).sum().squareRoot() + min(max(q.x, q.y), 0) - edge
    }

    private static func softUnion(_ a: Float, _ b: Float, _ radius: Float) -> Float {
        let h = max(radius - abs(a - b), 0) / radius
        return min(a, b) - h * h * radius / 4
    }

    private static func softCut(_ a: Float, _ b: Float, _ radius: Float) -> Float {
        -softUnion(-a, b, radius)
    }
}
