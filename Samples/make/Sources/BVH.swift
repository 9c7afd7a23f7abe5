/// A bounding volume hierarchy over triangles: binned surface area heuristic, eight-byte links, depth first.
///
/// Owns its memory for the life of the program; pointers keep the traversal free of checks.
final class BVH: @unchecked Sendable {
    private struct Node {
        var low: Vector
        var high: Vector
        /// The first triangle of a leaf, or the second child.
        var first: Int32
        /// The number of triangles of a leaf, or 0.
        var count: Int32
    }

    private struct Triangle {
        var corner: Vector
        var edge1: Vector
        var edge2: Vector
    }

    private let nodes: UnsafeMutablePointer<Node>
    private let triangles: UnsafeMutablePointer<Triangle>
    /// The original number of each triangle, in the order of the leaves.
    private let order: [Int32]

    init(corners: [(Vector, Vector, Vector)]) {
        var builder = Builder(corners)
        builder.split(0, 0..<corners.count)
        nodes = .allocate(capacity: builder.nodes.count)
        nodes.initialize(from: builder.nodes, count: builder.nodes.count)
        triangles = .allocate(capacity: corners.count)
        for (place, index) in builder.order.enumerated() {
            let (a, b, c) = corners[Int(index)]
            (triangles + place).initialize(to: Triangle(corner: a, edge1: b - a, edge2: c - a))
        }
        order = builder.order
    }

    private struct Builder {
        var nodes: [Node] = []
        var order: [Int32]
        let low: [Vector]
        let high: [Vector]
        let centre: [Vector]

        init(_ corners: [(Vector, Vector, Vector)]) {
            order = (0..<Int32(corners.count)).map { $0 }
            low = corners.map { pointwiseMin(pointwiseMin($0, $1), $2) }
            high = corners.map { pointwiseMax(pointwiseMax($0, $1), $2) }
            centre = zip(low, high).map { ($0 + $1) * 0.5 }
            nodes = [Node(low: .zero, high: .zero, first: 0, count: 0)]
        }

        mutating func split(_ node: Int, _ range: Range<Int>) {
            var bounds = Bounds()
            var centres = Bounds()
            for place in range {
                let index = Int(order[place])
                bounds.add(low[index], high[index])
                centres.add(centre[index], centre[index])
            }
            nodes[node] = Node(
                low: bounds.low, high: bounds.high, first: Int32(range.lowerBound), count: Int32(range.count))
            guard range.count > 4, let (axis, position) = cheapestCut(range, bounds, centres) else { return }
            let centre = centre
            let middle = order[range].partition { centre[Int($0)][axis] >= position }
            guard middle > range.lowerBound, middle < range.upperBound else { return }
            let left = nodes.count
            nodes.append(nodes[node])
            split(left, range.lowerBound..<middle)
            let right = nodes.count
            nodes.append(nodes[node])
            split(right, middle..<range.upperBound)
            // The left child always follows its parent.
            nodes[node].first = Int32(right)
            nodes[node].count = 0
        }

        func cheapestCut(_ range: Range<Int>, _ bounds: Bounds, _ centres: Bounds) -> (Int, Float)? {
            let bins = 16
            var best: (Int, Float)?
            var bestCost = Float(range.count) * bounds.area
            for axis in 0..<3 {
                let extent = centres.high[axis] - centres.low[axis]
                guard extent > 1e-9 else { continue }
                var boxes = [Bounds](repeating: Bounds(), count: bins)
                var counts = [Int](repeating: 0, count: bins)
                for place in range {
                    let index = Int(order[place])
                    let bin = min(Int((centre[index][axis] - centres.low[axis]) / extent * Float(bins)), bins - 1)
                    boxes[bin].add(low[index], high[index])
                    counts[bin] += 1
                }
                for cut in 1..<bins {
                    var cost = 0.5 * bounds.area
                    for side in [0..<cut, cut..<bins] {
                        var box = Bounds()
                        for bin in side where counts[bin] > 0 { box.add(boxes[bin].low, boxes[bin].high) }
                        let count = counts[side].reduce(0, +)
                        if count > 0 { cost += Float(count) * box.area }
                    }
                    if cost < bestCost {
                        bestCost = cost
                        best = (axis, centres.low[axis] + extent * Float(cut) / Float(bins))
                    }
                }
            }
            return best
        }
    }

    private struct Bounds {
        var low = Vector(repeating: .infinity)
        var high = Vector(repeating: -.infinity)

        mutating func add(_ low: Vector, _ high: Vector) {
            self.low = pointwiseMin(self.low, low)
            self.high = pointwiseMax(self.high, high)
        }

        var area: Float {
            let d = high - low
            return d.x * d.y + d.y * d.z + d.z * d.x
        }
    }

    /// The nearest triangle along a ray within `limit`, with its barycentric coordinates; `any` stops at the first one found.
    func intersect(_ origin: Vector, _ direction: Vector, limit: Float, any: Bool = false)
        -> (triangle: Int, distance: Float, u: Float, v: Float)?
    {
        let inverse = Vector(repeating: 1) / direction
        var nearest = limit
        var found: (triangle: Int, distance: Float, u: Float, v: Float)?
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 64) { stack in
            var depth = 0
            var node = 0
            while true {
                let here = nodes[node]
                if Self.enters(here, origin, inverse, nearest) < .infinity {
                    if here.count > 0 {
                        for index in Int(here.first)..<Int(here.first &+ here.count) {
                            let t = triangles[index]
                            let p = cross(direction, t.edge2)
                            let determinant = dot(t.edge1, p)
                            let scale = 1 / determinant
                            let s = origin - t.corner
                            let u = dot(s, p) * scale
                            guard u >= 0, u <= 1 else { continue }
                            let q = cross(s, t.edge1)
                            let v = dot(direction, q) * scale
                            guard v >= 0, u + v <= 1 else { continue }
                            let distance = dot(t.edge2, q) * scale
                            guard distance > 0, distance < nearest else { continue }
                            nearest = distance
                            found = (Int(order[index]), distance, u, v)
                            if any { return found }
                        }
                    } else {
                        let left = node &+ 1
                        let right = Int(here.first)
                        let toLeft = Self.enters(nodes[left], origin, inverse, nearest)
                        let toRight = Self.enters(nodes[right], origin, inverse, nearest)
                        let near = toLeft <= toRight ? left : right
                        if max(toLeft, toRight) < .infinity {
                            stack[depth] = Int32(near == left ? right : left)
                            depth &+= 1
                        }
                        if min(toLeft, toRight) < .infinity {
                            node = near
                            continue
                        }
                    }
                }
                guard depth > 0 else { return found }
                depth &-= 1
                node = Int(stack[depth])
            }
        }
    }

    /// The distance at which a ray enters the box of `node`, or infinity.
    @inline(__always)
    private static func enters(_ node: Node, _ origin: Vector, _ inverse: Vector, _ limit: Float) -> Float {
        let a = (node.low - origin) * inverse
        let b = (node.high - origin) * inverse
        let low = pointwiseMin(a, b)
        let high = pointwiseMax(a, b)
        let enter = max(max(low.x, low.y), max(low.z, 0))
        let leave = min(min(high.x, high.y), min(high.z, limit))
        return enter <= leave * 1.000001 ? enter : .infinity
    }
}
