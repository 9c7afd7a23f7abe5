import MiraImage

/// The lower edge of a cut-out.
struct Outline {
    /// Per column of the box: the row of the lower edge (alpha ½, to a fraction of a pixel); nil where nothing is.
    var bottom: [Float?]
    /// The lowest of them.
    var base: Float

    init(layer: LinearPicture, box: ProductHull.Box) {
        let pixels = layer.grid.pixels
        bottom = (box.left...box.right).map { x in
            var y = box.bottom
            while y >= box.top, pixels[y * layer.width + x].w < 0.5 { y -= 1 }
            guard y >= box.top else { return nil }
            let inside = pixels[y * layer.width + x].w
            let below = y + 1 < layer.height ? pixels[(y + 1) * layer.width + x].w : 0
            return Float(y) + 0.5 + (inside - 0.5) / max(1e-3, inside - below)
        }
        base = bottom.compactMap { $0 }.max() ?? Float(box.bottom + 1)
    }
}

/// Where a product stands on the floor, guessed from its lower edge.
struct Footprint {
    /// Per column of the box: the depths between which the product is. Where nothing is, the front lies behind the back.
    var front: [Float], back: [Float]
    /// Per column: the row in which the product meets the floor, or would if it reached down to it.
    var contact: [Float]
    /// Per column: whether it reaches down to the floor.
    var stands: [Bool]
    /// Per column: how closed the space between lower edge and floor is, 0…1.
    var foot: [Float]
    /// Where its middle stands, and how deep it is.
    var center: Float, thickness: Float

    /// How far the body bulges over its foot: the dark line under every real edge.
    private static let overhang: Float = 0.012

    init(outline: Outline, box: ProductHull.Box, camera: Camera) {
        let count = box.width
        let baseDepth = camera.floorDepth(row: outline.base)
        let unit = baseDepth / camera.focal
        let fullWidth = Float(count) * unit
        // A foot as wide as the product, seen from this camera, bends by so much; what rises higher hangs over the floor.
        let bend = (outline.base - camera.horizon) * Float(count) / (2 * camera.focal)
        let reach = max(0.03 * Float(box.height), 1.5 * bend)
        let chain = Self.lowerHull(outline.bottom, above: outline.base - reach)
        guard let first = chain.first, let last = chain.last else {
            front = Array(repeating: 1, count: count)
            back = Array(repeating: 0, count: count)
            contact = Array(repeating: outline.base, count: count)
            stands = Array(repeating: false, count: count)
            foot = Array(repeating: 0, count: count)
            (center, thickness) = (baseDepth, 0)
            return
        }
        let aspect = Float(box.height) / Float(count)
        let share = Arithmetic.mix(0.5, 0.85, Arithmetic.smooth(0.6, 1.3, aspect))
        // Depth behind the base point, from the rows of the chain; a photograph from above bends more than a foot can.
        let depths = chain.map { camera.floorDepth(row: $0.row) - baseDepth }
        let deepest = max(1e-6, depths.max() ?? 0)
        let squeeze = min(1, 0.6 * fullWidth / deepest)
        let footWidth = Float(last.column - first.column + 1) * unit
        let (firstDepth, lastDepth) = ((depths.first ?? 0) * squeeze, (depths.last ?? 0) * squeeze)

        front = Array(repeating: 1, count: count)
        back = Array(repeating: 0, count: count)
        contact = Array(repeating: outline.base, count: count)
        stands = Array(repeating: false, count: count)
        foot = Array(repeating: 0, count: count)
        var sum: Float = 0
        var segment = 0
        for x in first.column...last.column {
            while segment + 2 < chain.count, chain[segment + 1].column < x { segment += 1 }
            let (a, b) = (chain[segment], chain[min(segment + 1, chain.count - 1)])
            let t = b.column > a.column ? Float(x - a.column) / Float(b.column - a.column) : 0
            let row = Arithmetic.mix(a.row, b.row, t)
            let seen = camera.floorDepth(row: row) - baseDepth
            let near = seen * squeeze
            let along = last.column > first.column ? Float(x - first.column) / Float(last.column - first.column) : 0
            let line = Arithmetic.mix(firstDepth, lastDepth, along)
            let s = 2 * along - 1
            let body = share * footWidth * max(0, 1 - s * s * s * s).squareRoot()
            contact[x] = row
            stands[x] = true
            // A round body that was taken for a foot hangs over the floor where the foot was squeezed.
            foot[x] = Arithmetic.smooth(0.06, 0.01, seen - near)
            front[x] = baseDepth + near
            back[x] = baseDepth + line + max(line - near, body)
            sum += front[x] + back[x]
        }
        center = sum / Float(2 * (last.column - first.column + 1))
        thickness = share * fullWidth
        let centerRow = camera.floorRow(depth: center)
        for x in 0..<count {
            let s = 2 * (Float(x) + 0.5) / Float(count) - 1
            let half = 0.5 * thickness * max(0, 1 - s * s).squareRoot()
            if stands[x] {
                front[x] -= Self.overhang
                back[x] = max(back[x], center + half)
            } else if outline.bottom[x] != nil {
                // What hangs over the floor is mirrored about the floor under its middle; the foot's ends lead there.
                let end = x < first.column ? first : last
                let away = Float(abs(x - end.column)) / (0.1 * Float(count))
                contact[x] = Arithmetic.mix(end.row, centerRow, Arithmetic.smooth(0, 1, away))
                front[x] = center - half
                back[x] = center + half
            }
        }
    }

    /// The chain of corners of the lower edge from left to right that nothing of it lies under.
    private static func lowerHull(_ bottom: [Float?], above limit: Float) -> [(column: Int, row: Float)] {
        var chain: [(column: Int, row: Float)] = []
        for (column, row) in bottom.enumerated() {
            guard let row, row >= limit else { continue }
            while chain.count >= 2 {
                let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
                let turn =
                    Float(b.column - a.column) * (row - a.row) - (b.row - a.row) * Float(column - a.column)
                // Rows grow downwards: keep b only where it hangs below the line from a.
                guard turn >= 0 else { break }
                chain.removeLast()
            }
            chain.append((column, row))
        }
        return chain
    }
}
