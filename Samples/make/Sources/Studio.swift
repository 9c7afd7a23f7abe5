import Glibc

/// A table-top studio: a paper sweep, a large softbox at the upper left, a strip beside
/// the product for its edge, a fill at the right, and a wide one overhead.
///
/// The unit is a centimetre; products stand at the origin and face +z.
enum Studio {
    /// A seamless paper sweep, from the table up the wall.
    static func sweep(_ paper: Vector, depth: Float = 75) -> Mesh {
        let radius: Float = 60
        var path: [SIMD2<Float>] = [SIMD2(90, 0), SIMD2(-depth + radius, 0)]
        for step in 1...48 {
            let angle = Float(step) / 48 * .pi / 2
            path.append(SIMD2(-depth + radius - radius * sin(angle), radius - radius * cos(angle)))
        }
        path.append(SIMD2(-depth, 160))
        var mesh = Mesh(Material(paper, roughness: 0.75, reflectance: 0.02))
        for (index, point) in path.enumerated() {
            let d = path[min(index + 1, path.count - 1)] - path[max(index - 1, 0)]
            for x in [Float(-160), 160] {
                mesh.add(Vector(x, point.y, point.x), Vector(0, -d.x, d.y), .zero)
            }
        }
        mesh.joinGrid(rows: path.count, columns: 2)
        return mesh
    }

    /// The lamps for a product about `height` tall.
    static func lamps(height: Float) -> [Lamp] {
        let target = Vector(0, height * 0.5, 0)
        return [
            Lamp(softbox: Vector(-52, 62, 42), facing: target, width: 60, height: 60, Vector(1, 0.965, 0.91) * 10),
            Lamp(softbox: Vector(70, 38, 30), facing: target, width: 46, height: 90, Vector(0.93, 0.97, 1) * 1.3),
            Lamp(
                softbox: Vector(-36, 17, 13), facing: Vector(0, 12, 0), width: 10, height: 34, Vector(1, 0.98, 0.95) * 4
            ),
            Lamp(
                softbox: Vector(10, 92, -12), facing: Vector(0, 0, -6), width: 70, height: 50,
                Vector(1, 0.99, 0.97) * 2.6),
        ]
    }

    /// The dim room around.
    static func room(_ direction: Vector) -> Vector {
        mix(Vector(0.3, 0.29, 0.28), Vector(0.42, 0.42, 0.42), clamp(direction.y * 0.5 + 0.5))
    }

    /// A camera that sees a product of `height` with air around, from `pitch` degrees above.
    static func camera(height: Float, pitch: Float = 10, fill: Float = 0.62) -> Camera {
        let fieldOfView: Float = 22
        let distance = height / fill / 2 / tan(fieldOfView * .pi / 360)
        let angle = pitch * .pi / 180
        let target = Vector(0, height * 0.47, 0)
        return Camera(
            eye: target + Vector(0, sin(angle), cos(angle)) * distance, target: target, fieldOfView: fieldOfView,
            aperture: height * 0.012)
    }
}
