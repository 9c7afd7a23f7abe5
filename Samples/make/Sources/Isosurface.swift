/// The surface where a signed distance is zero, as one corner in each cell that it crosses.
///
/// - Source: Gibson, "Constrained elastic surface nets", 1998, in the form without relaxation.
func isosurface(
    _ material: Material, from low: Vector, to high: Vector, cell: Float, _ distance: (Vector) -> Float
) -> Mesh {
    let count = SIMD3<Int>((high - low) / cell) &+ 2
    func index(_ x: Int, _ y: Int, _ z: Int) -> Int { (z * count.y + y) * count.x + x }
    func position(_ x: Int, _ y: Int, _ z: Int) -> Vector { low + Vector(Float(x), Float(y), Float(z)) * cell }

    var values = [Float](repeating: 0, count: count.x * count.y * count.z)
    for z in 0..<count.z {
        for y in 0..<count.y {
            for x in 0..<count.x { values[index(x, y, z)] = distance(position(x, y, z)) }
        }
    }

    var mesh = Mesh(material)
    var corner = [Int32](repeating: -1, count: values.count)
    for z in 0..<count.z - 1 {
        for y in 0..<count.y - 1 {
            for x in 0..<count.x - 1 {
                var sum = Vector.zero
                var crossings: Float = 0
                for edge in cubeEdges {
                    let a = edge.0
                    let b = edge.1
                    let from = values[index(x + a.x, y + a.y, z + a.z)]
                    let to = values[index(x + b.x, y + b.y, z + b.z)]
                    guard (from < 0) != (to < 0) else { continue }
                    let start = position(x + a.x, y + a.y, z + a.z)
                    sum += mix(start, position(x + b.x, y + b.y, z + b.z), from / (from - to))
                    crossings += 1
                }
                guard crossings > 0 else { continue }
                var point = sum / crossings
                // Two Newton steps bring the corner onto the surface itself.
                for _ in 0..<2 {
                    let gradient = slope(distance, point, cell * 0.1)
                    point -= gradient * (distance(point) / max(dot(gradient, gradient), 0.1))
                }
                corner[index(x, y, z)] = Int32(mesh.positions.count)
                mesh.add(point, slope(distance, point, cell * 0.1))
            }
        }
    }

    for z in 1..<count.z - 1 {
        for y in 1..<count.y - 1 {
            for x in 1..<count.x - 1 {
                let here = values[index(x, y, z)] < 0
                if here != (values[index(x + 1, y, z)] < 0) {
                    quad(index(x, y - 1, z - 1), index(x, y, z - 1), index(x, y - 1, z), index(x, y, z))
                }
                if here != (values[index(x, y + 1, z)] < 0) {
                    quad(index(x - 1, y, z - 1), index(x, y, z - 1), index(x - 1, y, z), index(x, y, z))
                }
                if here != (values[index(x, y, z + 1)] < 0) {
                    quad(index(x - 1, y - 1, z), index(x, y - 1, z), index(x - 1, y, z), index(x, y, z))
                }
            }
        }
    }
    return mesh

    func quad(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        mesh.triangles.append(SIMD3(corner[a], corner[b], corner[c]))
        mesh.triangles.append(SIMD3(corner[c], corner[b], corner[d]))
    }
}

/// The gradient of a signed distance, by central differences over `step`.
func slope(_ distance: (Vector) -> Float, _ p: Vector, _ step: Float) -> Vector {
    let x = Vector(step, 0, 0)
    let y = Vector(0, step, 0)
    let z = Vector(0, 0, step)
    let d = Vector(
        distance(p + x) - distance(p - x), distance(p + y) - distance(p - y), distance(p + z) - distance(p - z))
    return d / (2 * step)
}

private let cubeEdges: [(SIMD3<Int>, SIMD3<Int>)] = {
    var edges: [(SIMD3<Int>, SIMD3<Int>)] = []
    for corner in 0..<8 {
        let a = SIMD3(corner & 1, corner >> 1 & 1, corner >> 2)
        for axis in 0..<3 where a[axis] == 0 {
            var b = a
            b[axis] = 1
            edges.append((a, b))
        }
    }
    return edges
}()
