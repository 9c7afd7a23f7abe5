import Glibc

/// An empty oak table in a bright room, a window out of the picture at the left: a background to put products on.
///
/// Centimetres; the table top is y = 0.
enum Windowsill {
    static func scene() -> Scene {
        Scene(meshes: [table(), wall(), floor()] + window() + furniture(), lamps: lamps(), surroundings: sky)
    }

    static let camera = Camera(
        eye: Vector(0, 27, 92), target: Vector(0, 7.5, 0), fieldOfView: 27, aperture: 1.15, focus: 84)

    private static func sky(_ direction: Vector) -> Vector {
        Vector(0.7, 0.74, 0.78) * 1.25
    }

    private static func lamps() -> [Lamp] {
        // The sun, softened by haze, and the open sky in the window.
        let sun = Lamp(
            softbox: Vector(-620, 410, 50), facing: Vector(0, 0, -5), width: 34, height: 34, .init(1, 0.84, 0.64) * 5000
        )
        let glass = Lamp(
            centre: Vector(-131, 64, -6), halfWidth: Vector(0, 0, -40), halfHeight: Vector(0, 54, 0)
        ) { _ in Vector(0.78, 0.9, 1.08) * 9 }
        return [sun, glass]
    }

    private static func table() -> Mesh {
        var material = Material(roughness: 0.42, reflectance: 0.035) { hit in
            oak(hit.position).color
        }
        material.roughness = { 0.36 + 0.18 * oak($0.position).pores }
        material.normal = { hit in
            let e: Float = 0.03
            let p = hit.position
            func height(_ q: Vector) -> Float {
                -0.006 * oak(q).pores - 0.05 * oak(q).gap + 0.01 * noise(q * Vector(0.05, 0, 0.4))
            }
            let h = height(p)
            let gradient = Vector(height(p + Vector(e, 0, 0)) - h, 0, height(p + Vector(0, 0, e)) - h) / e
            return normalize(hit.normal - gradient)
        }
        return quad(material, Vector(-118, 0, 120), Vector(236, 0, 0), Vector(0, 0, -168))
    }

    /// Planks along x, each cut from another place of the tree.
    private static func oak(_ p: Vector) -> (color: Vector, pores: Float, gap: Float) {
        let width: Float = 14
        let plank = (p.z / width).rounded(.down)
        let seed = Float(hash(UInt32(bitPattern: Int32(plank) &+ 40)) & 1023)
        let across = p.z - plank * width
        let q = Vector(p.x, seed * 3.1, p.z + seed)
        // Growth rings met at a flat angle: long arches along the plank.
        let arch =
            (across - width / 2) * 0.5 + 1.6 * noise(q * Vector(0.025, 1, 0.16)) + 0.0016
            * pow(p.x - 40 + seed * 0.1, 2) * 0.2
        let ring = 0.5 + 0.5 * sin(arch * 4.6 + 0.9 * noise(q * Vector(0.12, 1, 1.1)))
        let pores = smoothstep(0.18, 0.62, noise(q * Vector(0.8, 1, 11))) * (0.35 + 0.65 * ring)
        let flecks = smoothstep(0.35, 0.6, noise(q * Vector(0.35, 1, 4.5) + Vector(0, 9, 0)))
        let tone = 1 + 0.1 * (seed / 1023 - 0.5) * 2 + 0.06 * noise(q * Vector(0.04, 1, 0.12))
        var wood = mix(color(0xB8936B), color(0x8F6842), ring * ring * 0.7) * tone
        wood *= 1 - 0.3 * pores
        wood = mix(wood, color(0xD0AA7C), flecks * 0.18)
        let gap = smoothstep(0.16, 0.04, min(across, width - across))
        return (wood * (1 - 0.75 * gap), pores, gap)
    }

    private static func wall() -> Mesh {
        let plaster = Material(roughness: 0.9, reflectance: 0.02) { hit in
            color(0xDCD3C4) * (1 + 0.03 * noise(hit.position * 0.05))
        }
        return quad(plaster, Vector(-131, -80, -190), Vector(420, 0, 0), Vector(0, 330, 0))
    }

    private static func floor() -> Mesh {
        quad(Material(color(0x8C7A66), roughness: 0.6), Vector(-131, -75, 300), Vector(420, 0, 0), Vector(0, 0, -500))
    }

    /// The left wall around the window, and the window's bars.
    private static func window() -> [Mesh] {
        let plaster = Material(color(0xD9D0C2), roughness: 0.9, reflectance: 0.02)
        let paint = Material(color(0xEDEAE4), roughness: 0.4)
        let x: Float = -130
        func panel(_ low: SIMD2<Float>, _ high: SIMD2<Float>) -> Mesh {
            quad(plaster, Vector(x, low.y, high.x), Vector(0, 0, low.x - high.x), Vector(0, high.y - low.y, 0))
        }
        // The opening is z −46 … 34 and y 10 … 118, with two rows of three panes.
        return [
            panel(SIMD2(-190, -80), SIMD2(-46, 250)), panel(SIMD2(34, -80), SIMD2(300, 250)),
            panel(SIMD2(-46, -80), SIMD2(34, 10)), panel(SIMD2(-46, 118), SIMD2(34, 250)),
            box(paint, Vector(x, 64, -20), Vector(3, 54, 2.6)), box(paint, Vector(x, 64, 8), Vector(3, 54, 2.6)),
            box(paint, Vector(x, 72, -6), Vector(3, 3, 40)),
        ]
    }

    /// Out of focus at the back: a sideboard with books, a jug and a plant.
    private static func furniture() -> [Mesh] {
        let walnut = Material(roughness: 0.4) { hit in
            color(0x5B3D28) * (1 + 0.25 * noise(hit.position * Vector(0.03, 0.5, 0.5)))
        }
        var meshes = [box(walnut, Vector(60, -38, -168), Vector(95, 42, 21))]
        let spines: [(Int, Float, Float)] = [
            (0x7C3B2E, 24, 4), (0x2F4A57, 21, 3), (0xC9B48C, 26, 5), (0x56603F, 22, 3.6), (0xA9764A, 24, 4.4),
        ]
        var x: Float = 22
        for (hex, height, width) in spines {
            meshes.append(
                box(
                    Material(color(hex), roughness: 0.6), Vector(x + width / 2, 4 + height / 2, -166),
                    Vector(width / 2, height / 2, 8)))
            x += width + 0.4
        }
        let jug = Material(color(0xE6DED0), roughness: 0.3)
        meshes.append(
            Mesh(
                jug, revolving: rounded([(0, 0, 0), (6, 0, 1), (10, 9, 6), (5, 20, 5), (5.6, 25, 1), (5, 25, 0)]),
                segments: 64
            ).moved(by: Vector(74, 4, -160)))
        // A plant: leaves on stems that lean outwards.
        let leaf = Material(roughness: 0.4) { hit in
            mix(color(0x3F6B3A), color(0x86A55A), 0.5 + 0.5 * noise(hit.position * 0.12))
        }
        meshes.append(
            Mesh(
                Material(color(0xB4694A), roughness: 0.7),
                revolving: rounded([(0, 0, 0), (8, 0, 0.5), (11, 19, 0.5), (10, 19, 0), (0, 17, 0)]),
                segments: 64
            ).moved(by: Vector(-58, 4 - 42, -150)))
        for index in 0..<46 {
            let h = hash(UInt32(index + 9))
            let angle = Float(h & 255) / 255 * 2 * .pi
            let reach = 6 + Float(h >> 8 & 255) / 255 * 22
            let lift = 14 + Float(h >> 16 & 255) / 255 * 52 - reach * 0.4
            let tip = Vector(cos(angle) * reach, lift, sin(angle) * reach)
            let root = Vector(cos(angle) * reach * 0.45, lift - 9, sin(angle) * reach * 0.45)
            let side = normalize(cross(tip - root, Vector(0, 1, 0.2))) * 5.5
            meshes.append(
                Mesh(leaf, rows: 9, columns: 5) { u, v in
                    let across = (u - 0.5) * 2
                    return root + (tip - root) * (v * 1.6) + side * (across * sin(.pi * clamp(v, 0.02, 0.98)))
                        + Vector(0, -abs(across) * 1.5 - v * v * 5, 0)
                }.moved(by: Vector(-58, -19, -150)))
        }
        return meshes
    }

    private static func quad(_ material: Material, _ corner: Vector, _ right: Vector, _ up: Vector) -> Mesh {
        var mesh = Mesh(material)
        for v in [Float(0), 1] {
            for u in [Float(0), 1] { mesh.add(corner + right * u + up * v, cross(right, up), SIMD2(u, v)) }
        }
        mesh.joinGrid(rows: 2, columns: 2)
        return mesh
    }

    private static func box(_ material: Material, _ centre: Vector, _ half: Vector) -> Mesh {
        var mesh = Mesh(material)
        for axis in 0..<3 {
            for sign in [Float(-1), 1] {
                var out = Vector.zero
                out[axis] = sign
                var right = Vector.zero
                right[(axis + 1) % 3] = half[(axis + 1) % 3]
                var up = Vector.zero
                up[(axis + 2) % 3] = half[(axis + 2) % 3]
                let middle = centre + out * half
                for v in [Float(-1), 1] {
                    for u in [Float(-1), 1] { mesh.add(middle + right * u + up * v, out) }
                }
                mesh.joinGrid(rows: 2, columns: 2)
            }
        }
        return mesh
    }
}
