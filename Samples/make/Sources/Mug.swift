import Glibc

/// A stoneware mug: speckled glaze, a printed motif, a bare clay foot, and a handle with air inside.
enum Mug {
    static let height: Float = 9.4
    private static let radius: Float = 4.15

    static func meshes(turn: Float = -0.5) -> [Mesh] {
        [body(), handle(), foot()].map { $0.moved(turn: turn) }
    }

    private static let glaze = color(0xEFEBE3)
    private static let clay = color(0xB98E68)

    private static func speckled(_ p: Vector) -> Vector {
        let fine = smoothstep(0.52, 0.62, noise(p * 7.3))
        let coarse = smoothstep(0.6, 0.68, noise(p * 3.1 + Vector(5, 5, 5)))
        let cloud = 1 + 0.03 * noise(p * 0.6)
        return mix(mix(glaze * cloud, color(0x8A7259), fine * 0.5), color(0x5E4A38), coarse * 0.6)
    }

    /// The hand-thrown surface: slow waves that bend what is mirrored in it.
    private static func thrown(_ hit: Hit) -> Vector {
        let p = hit.position
        let e: Float = 0.02
        func height(_ q: Vector) -> Float {
            0.006 * noise(q * Vector(0.5, 1.6, 0.5)) + 0.0022 * noise(q * 1.9)
        }
        let h = height(p)
        let slope = Vector(
            height(p + Vector(e, 0, 0)) - h, height(p + Vector(0, e, 0)) - h, height(p + Vector(0, 0, e)) - h)
        let gradient = slope / e
        return normalize(hit.normal - gradient + hit.normal * dot(gradient, hit.normal))
    }

    private static func body() -> Mesh {
        let print = motif()
        var material = Material(roughness: 0.16, reflectance: 0.045) { hit in
            let p = hit.position
            let around = (hit.uv.x - 0.5) * 2 * .pi * radius
            let outside = p.x * p.x + p.z * p.z > 3.9 * 3.9 * 0.96
            guard outside else { return speckled(p) }
            let ink = print.sample(SIMD2(around + motifSize.x / 2 + motifShift, 7.9 - p.y))
            let worn = ink.w * (0.93 + 0.05 * noise(p * 9))
            // The glaze thins on the rim, and the clay shines through.
            let rim = smoothstep(9.22, 9.4, p.y) * 0.6
            return mix(mix(speckled(p), Vector(ink.x, ink.y, ink.z), worn), clay * 0.9, rim)
        }
        material.normal = thrown
        let profile = rounded([
            (3.3, 0.42, 0), (3.72, 0.5, 0.25), (4.1, 1.1, 0.6), (4.15, 5, 0), (4.15, 9.4, 0.17), (3.8, 9.4, 0.17),
            (3.78, 5, 0), (3.7, 1.4, 0.9), (2.8, 0.9, 0.4), (0, 0.9, 0),
        ])
        return Mesh(material, revolving: profile)
    }

    private static func foot() -> Mesh {
        let bare = Material(roughness: 0.8, reflectance: 0.02) { hit in
            clay * (1 + 0.12 * noise(hit.position * 6) + 0.1 * noise(hit.position * 21))
        }
        return Mesh(
            bare,
            revolving: rounded([(2.7, 0.25, 0), (2.9, 0, 0.1), (3.3, 0, 0.1), (3.36, 0.44, 0.05), (2.9, 0.44, 0)]))
    }

    /// An ear: a flattened tube along a curve from below the rim to above the foot.
    private static func handle() -> Mesh {
        let path: [SIMD2<Float>] = [
            SIMD2(3.85, 7.75), SIMD2(6.6, 8.65), SIMD2(7.9, 5.7), SIMD2(6.3, 2.6), SIMD2(3.85, 2.15),
        ]
        func point(_ t: Float) -> SIMD2<Float> {
            // De Casteljau.
            var points = path
            while points.count > 1 { points = zip(points, points.dropFirst()).map { mix($0, $1, t) } }
            return points[0]
        }
        var material = Material(roughness: 0.16, reflectance: 0.045) { speckled($0.position) }
        material.normal = thrown
        return Mesh(material, rows: 96, columns: 64) { u, v in
            let here = point(v)
            let d = normalize(Vector(point(v + 0.002) - point(v - 0.002), 0))
            let side = SIMD2(-d.y, d.x)
            let angle = u * 2 * .pi
            let ends = 1 + 0.22 * pow(abs(v - 0.5) * 2, 5)
            // A superellipse: a strap with rounded edges.
            let c = cos(angle)
            let s = sin(angle)
            let thick = 0.42 * ends * (c < 0 ? -1 : 1) * pow(abs(c), 0.8)
            let wide = 0.72 * ends * (s < 0 ? -1 : 1) * pow(abs(s), 0.8)
            return Vector(here.x + side.x * thick, here.y + side.y * thick, wide)
        }
    }

    private static let motifSize = SIMD2<Float>(9, 6.4)
    /// How far the print sits from opposite the seam, so that it faces the camera when the mug is turned.
    private static let motifShift: Float = -1.75

    /// Hills in three blues under a sun of copper.
    private static func motif() -> Canvas {
        let canvas = Canvas(width: motifSize.x, height: motifSize.y, pixelsPerUnit: 110)
        let middle = SIMD2<Float>(4.5, 2.9)
        canvas.circle(color(0xC5714A), middle + SIMD2(0.9, -0.5), radius: 0.95)
        let hills: [(Int, Float, Float, Float, Float)] = [
            (0x9DB4BE, 2.75, 0.62, 1.25, 0.4), (0x56788C, 3.35, 0.5, 1.7, 2.1), (0x24445A, 3.95, 0.4, 1.45, 4.4),
        ]
        for (hex, level, swing, frequency, phase) in hills {
            canvas.fill(color(hex), from: .zero, to: motifSize) { p in
                let ridge = level - swing * sin(p.x * frequency + phase) - 0.16 * sin(p.x * frequency * 2.3 + phase * 3)
                let d = p - middle
                return max((ridge - p.y) * 0.8, (d * d).sum().squareRoot() - 2.75)
            }
        }
        for (row, y) in [Float(4.55), 4.95, 5.3].enumerated() {
            let half = 1.3 - Float(row) * 0.4
            canvas.line(color(0xEFEBE3), [SIMD2(middle.x - half, y), SIMD2(middle.x + half * 0.6, y)], width: 0.07)
        }
        return canvas
    }
}
