import Glibc

/// An oil painting of an evening over fields, laid down stroke by stroke from broad to fine: a style to borrow.
///
/// - Source: Hertzmann, "Painterly rendering with curved brush strokes of multiple sizes", 1998, over a scene that is
///   a function instead of a photograph.
struct Painting {
    private let size: Int
    private var paint: [Vector]
    /// How thick the paint lies, in pixels of the picture at 1024.
    private var relief: [Float]

    /// Paints `size` × `size` pixels.
    static func film(size: Int) -> Film {
        var painting = Painting(size: size)
        for (radius, spacing, seed) in [(30, 26, 1), (17, 13, 2), (9, 7.5, 3), (5, 5.5, 4)] as [(Float, Float, UInt32)]
        {
            painting.layStrokes(radius: radius, spacing: spacing, seed: seed)
        }
        return painting.lit()
    }

    private init(size: Int) {
        self.size = size
        // A ground of thin umber.
        paint = [Vector](repeating: color(0x8A6A4C), count: size * size)
        relief = [Float](repeating: 0, count: size * size)
    }

    private mutating func layStrokes(radius: Float, spacing: Float, seed: UInt32) {
        let count = Int(1024 / spacing)
        var order = (0..<count * count).map { $0 }
        for index in order.indices.dropFirst() {
            order.swapAt(index, Int(hash(UInt32(index) &+ seed &* 977) % UInt32(index + 1)))
        }
        for cell in order {
            func random(_ salt: UInt32) -> Float {
                Float(hash(UInt32(cell) &* 31 &+ salt &+ seed &* 7919) >> 8) * 0x1p-24
            }
            let start = SIMD2(
                (Float(cell % count) + random(1)) * spacing, (Float(cell / count) + random(2)) * spacing)
            // Fine brushes only where the picture has something small to say.
            let detail = Evening.detail(start / 1024)
            if radius < 12, random(3) > detail * (radius < 7 ? 0.9 : 1.3) { continue }
            var points = [start]
            var direction = Evening.direction(start / 1024)
            if random(4) < 0.5 { direction = -direction }
            let steps = 4 + Int(random(5) * 5)
            let ink = Evening.color(start / 1024)
            for _ in 0..<steps {
                let here = points[points.count - 1]
                var next = Evening.direction(here / 1024)
                if (next * direction).sum() < 0 { next = -next }
                direction = mix(direction, next, 0.7)
                direction /= (direction * direction).sum().squareRoot()
                let point = here + direction * radius * 0.9
                // A stroke ends where its colour does.
                if length(Evening.color(point / 1024) - ink) > 0.16 { break }
                points.append(point)
            }
            if points.count == 1 { points.append(start + direction * radius * 0.5) }
            let varied = ink * (0.88 + 0.24 * random(6)) + (Vector(random(7), random(8), random(9)) - 0.5) * 0.06
            stroke(
                points, radius: radius * (0.75 + 0.4 * random(10)), pointwiseMax(varied, .zero), seed: random(11) * 100)
        }
    }

    /// Draws one stroke with the marks of its bristles; paint is thick at the edges and thins toward the end.
    private mutating func stroke(_ points: [SIMD2<Float>], radius: Float, _ ink: Vector, seed: Float) {
        let scale = Float(size) / 1024
        let low = points.reduce(points[0]) { pointwiseMin($0, $1) } - radius
        let high = points.reduce(points[0]) { pointwiseMax($0, $1) } + radius
        let columns = max(Int(low.x * scale), 0)..<max(min(Int(high.x * scale) + 1, size), 0)
        let rows = max(Int(low.y * scale), 0)..<max(min(Int(high.y * scale) + 1, size), 0)
        guard columns.lowerBound < columns.upperBound, rows.lowerBound < rows.upperBound else { return }
        for row in rows {
            for column in columns {
                let p = SIMD2(Float(column) + 0.5, Float(row) + 0.5) / scale
                guard let (across, along) = place(p, points, radius) else { continue }
                let end = along / (Float(points.count - 1) * radius * 0.9)
                let bristle = noise(Vector(across * 0.55, along * 0.018, seed))
                let fine = noise(Vector(across * 1.4, along * 0.03, seed + 50))
                let edge = abs(across) / radius
                let load = 1.1 - 0.75 * end + 0.55 * bristle + 0.25 * fine - pow(edge, 6) * 0.8
                let cover = smoothstep(0.05, 0.35, load) * smoothstep(1, 0.9, edge)
                guard cover > 0 else { continue }
                let index = row * size + column
                paint[index] = mix(paint[index], ink * (1 + 0.1 * bristle), cover)
                let height =
                    relief[index] * 0.35 + (0.5 + 0.5 * bristle + 0.3 * fine + 0.5 * pow(edge, 3)) * radius * 0.06
                relief[index] = mix(relief[index], height, cover)
            }
        }
    }

    /// Where `p` lies beside a polyline: signed distance across, and length along.
    private func place(_ p: SIMD2<Float>, _ points: [SIMD2<Float>], _ radius: Float) -> (Float, Float)? {
        var nearest = radius * radius
        var found: (Float, Float)?
        var start: Float = 0
        for (a, b) in zip(points, points.dropFirst()) {
            let along = b - a
            let length2 = max((along * along).sum(), 1e-6)
            let t = clamp(((p - a) * along).sum() / length2)
            let d = p - a - along * t
            let distance2 = (d * d).sum()
            let length = length2.squareRoot()
            if distance2 < nearest {
                nearest = distance2
                let side = along.x * d.y - along.y * d.x
                found = (distance2.squareRoot() * (side < 0 ? -1 : 1), start + t * length)
            }
            start += length
        }
        return found
    }

    /// The painting in raking light from the upper left, with the weave of the canvas under thin paint.
    private func lit() -> Film {
        let film = Film(width: size, height: size)
        let scale = 1024 / Float(size)
        func height(_ column: Int, _ row: Int) -> Float {
            let x = min(max(column, 0), size - 1)
            let y = min(max(row, 0), size - 1)
            let thick = relief[y * size + x]
            let weave = 0.09 * (sin(Float(x) * scale * 2.1) + sin(Float(y) * scale * 2.1))
            return thick + weave / (1 + thick * 2)
        }
        for row in 0..<size {
            for column in 0..<size {
                let slope = SIMD2(
                    height(column + 1, row) - height(column - 1, row), height(column, row + 1) - height(column, row - 1)
                )
                let normal = normalize(Vector(-slope.x, -slope.y, 2 * scale * 1.6))
                let light = normalize(Vector(-0.5, -0.62, 0.8))
                let diffuse = 0.25 + 0.92 * max(dot(normal, light), 0)
                let halfway = normalize(light + Vector(0, 0, 1))
                let gloss = 0.16 * pow(max(dot(normal, halfway), 0), 40)
                film[column, row] = paint[row * size + column] * diffuse + gloss * 0.35
            }
        }
        return film
    }
}

/// The scene of the painting: colours and directions over the unit square.
private enum Evening {
    private static let sun = SIMD2<Float>(0.66, 0.43)

    static func color(_ p: SIMD2<Float>) -> Vector {
        if p.y > horizon(p.x) { return land(p) }
        let tall = cypress(p)
        return tall > 0
            ? mix(sky(p), mix(hex(0x14302B), hex(0x3E5A2A), noise(Vector(p.x * 60, p.y * 22, 3)) + 0.4), tall) : sky(p)
    }

    /// 0 … 1: how much there is to see at a point.
    static func detail(_ p: SIMD2<Float>) -> Float {
        let d = p - sun
        let nearSun = smoothstep(0.24, 0.02, (d * d).sum().squareRoot())
        let nearHorizon = smoothstep(0.07, 0.0, abs(p.y - horizon(p.x)))
        return clamp(0.12 + nearSun * 0.6 + nearHorizon * 0.9 + cypress(p) * 0.7 + (p.y > 0.72 ? 0.4 : 0))
    }

    /// The way a brush would go: around the sun in the sky, with the furrows on the land, up in a cypress.
    static func direction(_ p: SIMD2<Float>) -> SIMD2<Float> {
        if p.y > horizon(p.x) {
            let away = p - SIMD2(0.62, horizon(0.62) - 0.05)
            let bend = 0.5 * noise(Vector(p.x * 4, p.y * 4, 8))
            return unit(away + SIMD2(bend * 0.2, bend * 0.08))
        }
        if cypress(p) > 0.3 { return unit(SIMD2(0.25 * sin(p.y * 60), 1)) }
        let d = p - sun
        let swirl = SIMD2(-d.y, d.x) / max((d * d).sum().squareRoot(), 0.05)
        let wind = SIMD2(1, 0.5 * noise(Vector(p.x * 3.2, p.y * 5, 1)))
        return unit(mix(wind, swirl, smoothstep(0.42, 0.1, (d * d).sum().squareRoot())))
    }

    private static func horizon(_ x: Float) -> Float {
        0.58 + 0.03 * sin(x * 7 + 1) + 0.012 * sin(x * 19)
    }

    private static func cypress(_ p: SIMD2<Float>) -> Float {
        var cover: Float = 0
        for (x, top, width) in [(0.17, 0.2, 0.05), (0.26, 0.34, 0.038), (0.9, 0.42, 0.026)] as [(Float, Float, Float)] {
            let t = (p.y - top) / (0.62 - top)
            guard t > 0, t < 1 else { continue }
            let half =
                width * pow(sin(.pi * (0.015 + 0.87 * t)), 0.8) * (1 + 0.2 * noise(Vector(p.x * 40, p.y * 30, 5)))
            cover = max(cover, smoothstep(half, half * 0.75, abs(p.x - x - 0.008 * sin(t * 9))))
        }
        return cover
    }

    private static func sky(_ p: SIMD2<Float>) -> Vector {
        let d = p - sun
        let distance = (d * d).sum().squareRoot()
        let up = clamp(p.y / 0.58)
        var sky = mix(hex(0x24457F), hex(0xE9A85C), pow(up, 1.7))
        let bands = noise(Vector(p.x * 3 + p.y * 2, p.y * 9 + 0.7 * noise(Vector(p.x * 4, p.y * 4, 2)), 0))
        sky = mix(sky, mix(hex(0xE8906C), hex(0x7C6FA6), clamp(1 - up)), smoothstep(0.05, 0.5, bands))
        let rings = 0.5 + 0.5 * sin(distance * 70 + 3 * noise(Vector(p.x * 5, p.y * 5, 4)))
        sky = mix(sky, hex(0xF7D070), smoothstep(0.4, 0.06, distance) * (0.35 + 0.5 * rings))
        return mix(sky, hex(0xFFF3B8), smoothstep(0.075, 0.055, distance))
    }

    private static func land(_ p: SIMD2<Float>) -> Vector {
        let depth = clamp((p.y - horizon(p.x)) / 0.4)
        let away = p - SIMD2(0.62, horizon(0.62) - 0.05)
        let furrow = sin(atan2(away.x, max(away.y, 0.01)) * 34 + 2 * noise(Vector(p.x * 6, p.y * 6, 6)))
        let patch = noise(Vector(p.x * 3.3, p.y * 6, 7))
        var ground = mix(hex(0x5D7A4A), hex(0xC59A3C), smoothstep(-0.25, 0.3, patch))
        ground = mix(ground, mix(hex(0x2F5148), hex(0x8E4F2F), depth), smoothstep(0, 0.9, furrow) * 0.75)
        let poppies = smoothstep(0.34, 0.42, noise(Vector(p.x * 46, p.y * 60, 9))) * smoothstep(0.25, 0.7, depth)
        ground = mix(ground, hex(0xC8392B), poppies)
        return mix(mix(hex(0x8C7FA0), ground, smoothstep(0, 0.12, depth)), hex(0xF0B45C), 0.12 * (1 - depth))
    }

    private static func unit(_ v: SIMD2<Float>) -> SIMD2<Float> {
        v / max((v * v).sum().squareRoot(), 1e-6)
    }

    private static func hex(_ value: Int) -> Vector {
        make_samples.color(value)
    }
}
