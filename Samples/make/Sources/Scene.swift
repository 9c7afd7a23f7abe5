/// Meshes and lamps, ready for rays.
final class Scene: Sendable {
    /// What a hit needs to know of a triangle, in one piece: rays ask for it millions of times.
    private struct Surface: Sendable {
        var flat: Vector
        var normals: (Vector, Vector, Vector)
        var coordinates: (SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)
        var material: Int
    }

    private let bvh: BVH
    private let surfaces: [Surface]
    let materials: [Material]
    let lamps: [Lamp]
    /// The light that comes from where nothing is.
    let surroundings: @Sendable (Vector) -> Vector

    init(meshes: [Mesh], lamps: [Lamp], surroundings: @escaping @Sendable (Vector) -> Vector) {
        self.lamps = lamps
        self.surroundings = surroundings
        materials = meshes.map(\.material)
        var corners: [(Vector, Vector, Vector)] = []
        var surfaces: [Surface] = []
        for (index, mesh) in meshes.enumerated() {
            for triangle in mesh.triangles {
                let (a, b, c) = (Int(triangle.x), Int(triangle.y), Int(triangle.z))
                let (p, q, r) = (mesh.positions[a], mesh.positions[b], mesh.positions[c])
                corners.append((p, q, r))
                surfaces.append(
                    Surface(
                        flat: normalize(cross(q - p, r - p)),
                        normals: (mesh.normals[a], mesh.normals[b], mesh.normals[c]),
                        coordinates: (mesh.coordinates[a], mesh.coordinates[b], mesh.coordinates[c]), material: index))
            }
        }
        self.surfaces = surfaces
        bvh = BVH(corners: corners)
    }

    /// Where a ray meets a mesh first, the number of its material, and the distance.
    func hit(_ origin: Vector, _ direction: Vector) -> (hit: Hit, material: Int, distance: Float)? {
        guard let found = bvh.intersect(origin, direction, limit: .infinity) else { return nil }
        let surface = surfaces[found.triangle]
        let flat = dot(surface.flat, direction) > 0 ? -surface.flat : surface.flat
        let (u, v, w) = (found.u, found.v, 1 - found.u - found.v)
        var normal = normalize(surface.normals.0 * w + surface.normals.1 * u + surface.normals.2 * v)
        if dot(normal, flat) < 0 { normal = -normal }
        // A smooth normal may face away where the triangle does not: bend it back to grazing.
        let facing = dot(normal, direction)
        if facing > -0.01 { normal = normalize(normal - direction * (facing + 0.01)) }
        var hit = Hit(
            position: origin + direction * found.distance + flat * 1e-3, normal: normal,
            uv: surface.coordinates.0 * w + surface.coordinates.1 * u + surface.coordinates.2 * v)
        if let detail = materials[surface.material].normal { hit.normal = detail(hit) }
        return (hit, surface.material, found.distance)
    }

    /// Whether anything lies between two points.
    func isBlocked(_ origin: Vector, _ direction: Vector, _ distance: Float) -> Bool {
        bvh.intersect(origin, direction, limit: distance, any: true) != nil
    }
}

/// A rectangle that shines from one side, a softbox or a window; the camera does not see it, mirrors do.
struct Lamp: Sendable {
    /// The middle of the rectangle.
    var centre: Vector
    /// From the middle to the middle of two sides.
    var halfWidth: Vector
    var halfHeight: Vector
    /// The radiance at a point of the rectangle, each coordinate −1 … 1.
    var radiance: @Sendable (SIMD2<Float>) -> Vector

    init(centre: Vector, halfWidth: Vector, halfHeight: Vector, radiance: @escaping @Sendable (SIMD2<Float>) -> Vector)
    {
        self.centre = centre
        self.halfWidth = halfWidth
        self.halfHeight = halfHeight
        self.radiance = radiance
        normal = normalize(cross(halfWidth, halfHeight))
        area = 4 * length(cross(halfWidth, halfHeight))
    }

    /// A softbox of `width` × `height` at `centre` that faces `target`, brightest in the middle.
    init(softbox centre: Vector, facing target: Vector, width: Float, height: Float, _ light: Vector) {
        let forward = normalize(target - centre)
        let side = normalize(cross(Vector(0, 1, 0.001), forward))
        let up = cross(forward, side)
        self.init(centre: centre, halfWidth: side * width / 2, halfHeight: up * height / 2) { p in
            let edge = smoothstep(1, 0.88, abs(p.x)) * smoothstep(1, 0.88, abs(p.y))
            return light * edge * (1 - 0.35 * clamp((p * p).sum() / 2))
        }
    }

    let normal: Vector
    let area: Float

    /// The distance along a ray and the radiance met there.
    func intersect(_ origin: Vector, _ direction: Vector) -> (distance: Float, radiance: Vector)? {
        let facing = dot(direction, normal)
        guard facing < -1e-6 else { return nil }
        let distance = dot(centre - origin, normal) / facing
        guard distance > 1e-4 else { return nil }
        let d = origin + direction * distance - centre
        let p = SIMD2(dot(d, halfWidth) / dot(halfWidth, halfWidth), dot(d, halfHeight) / dot(halfHeight, halfHeight))
        guard abs(p.x) <= 1, abs(p.y) <= 1 else { return nil }
        return (distance, radiance(p))
    }
}
