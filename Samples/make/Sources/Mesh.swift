import Glibc

/// Triangles with a normal and a texture coordinate at each corner, all of one material.
struct Mesh: Sendable {
    var positions: [Vector] = []
    var normals: [Vector] = []
    var coordinates: [SIMD2<Float>] = []
    var triangles: [SIMD3<Int32>] = []
    var material: Material

    init(_ material: Material) {
        self.material = material
    }

    mutating func add(_ position: Vector, _ normal: Vector, _ coordinate: SIMD2<Float> = .zero) {
        positions.append(position)
        normals.append(normalize(normal))
        coordinates.append(coordinate)
    }

    /// Joins the last `rows` × `columns` corners into a sheet of triangles.
    mutating func joinGrid(rows: Int, columns: Int) {
        let first = positions.count - rows * columns
        for row in 0..<rows - 1 {
            for column in 0..<columns - 1 {
                let a = Int32(first + row * columns + column)
                let b = a + Int32(columns)
                triangles.append(SIMD3(a, a + 1, b))
                triangles.append(SIMD3(b, a + 1, b + 1))
            }
        }
    }

    /// A surface through `point(u, v)` for u and v in 0 … 1; its normals come from differences.
    init(_ material: Material, rows: Int, columns: Int, _ point: (Float, Float) -> Vector) {
        self.init(material)
        let h: Float = 1e-3
        for row in 0..<rows {
            for column in 0..<columns {
                let v = Float(row) / Float(rows - 1)
                let u = Float(column) / Float(columns - 1)
                let across = point(u + h, v) - point(u - h, v)
                let along = point(u, v + h) - point(u, v - h)
                add(point(u, v), cross(along, across), SIMD2(u, v))
            }
        }
        joinGrid(rows: rows, columns: columns)
    }

    /// The profile (radius, height), a polyline whose corners are rounded before, turned around the y axis.
    ///
    /// The texture's u runs around (0 and 1 meet at the back), and v along the profile by length.
    init(_ material: Material, revolving profile: [SIMD2<Float>], segments: Int = 256) {
        self.init(material)
        var lengths: [Float] = [0]
        for (a, b) in zip(profile, profile.dropFirst()) {
            let d = b - a
            lengths.append((lengths.last ?? 0) + (d * d).sum().squareRoot())
        }
        let total = max(lengths.last ?? 1, 1e-6)
        for (index, point) in profile.enumerated() {
            let d = profile[min(index + 1, profile.count - 1)] - profile[max(index - 1, 0)]
            for segment in 0...segments {
                let u = Float(segment) / Float(segments)
                let angle = (u - 0.5) * 2 * .pi
                let around = SIMD2(sin(angle), cos(angle))
                add(
                    Vector(point.x * around.x, point.y, point.x * around.y),
                    Vector(d.y * around.x, -d.x, d.y * around.y),
                    SIMD2(u, lengths[index] / total))
            }
        }
        joinGrid(rows: profile.count, columns: segments + 1)
    }

    /// The mesh with every corner moved by `move`, which keeps angles.
    func moved(turn angle: Float = 0, by offset: Vector = .zero) -> Mesh {
        var copy = self
        let c = cos(angle)
        let s = sin(angle)
        func turned(_ v: Vector) -> Vector {
            Vector(c * v.x + s * v.z, v.y, c * v.z - s * v.x)
        }
        copy.positions = positions.map { turned($0) + offset }
        copy.normals = normals.map(turned)
        return copy
    }
}

/// A polyline with every inner corner replaced by an arc-like curve that starts `radius` before it.
func rounded(_ corners: [(x: Float, y: Float, radius: Float)], steps: Int = 12) -> [SIMD2<Float>] {
    var points: [SIMD2<Float>] = []
    for (index, corner) in corners.enumerated() {
        let here = SIMD2(corner.x, corner.y)
        guard index > 0, index < corners.count - 1, corner.radius > 0 else {
            points.append(here)
            continue
        }
        func toward(_ other: (x: Float, y: Float, radius: Float)) -> SIMD2<Float> {
            let d = SIMD2(other.x, other.y) - here
            let distance = (d * d).sum().squareRoot()
            return here + d * min(corner.radius / distance, 0.5)
        }
        let start = toward(corners[index - 1])
        let end = toward(corners[index + 1])
        for step in 0...steps {
            let t = Float(step) / Float(steps)
            points.append(mix(mix(start, here, t), mix(here, end, t), t))
        }
    }
    return points
}
