extension Mask {
    /// Keeps the parts that have at least `share` of the largest part's pixels of 128 and more; the rest becomes 0.
    ///
    /// - Parameter weakest: values from here on connect.
    func keepingParts(atLeast share: Double, connectedFrom weakest: UInt8 = 128) -> Mask {
        let parts = components(threshold: weakest)
        var areas = [Int](repeating: 0, count: parts.all.count)
        let labels = parts.labels.pixels
        var result = self
        var values = result.grid.mutablePixels
        for index in labels.indices where labels[index] >= 0 && values[index] >= 128 { areas[Int(labels[index])] += 1 }
        let least = share * Double(areas.max() ?? 0)
        for index in labels.indices where labels[index] < 0 || Double(areas[Int(labels[index])]) < least {
            values[index] = 0
        }
        return result
    }

    /// Keeps the part that is most likely the product, and others like it: large, in the middle, and not along the frame.
    ///
    /// - Parameter frame: pixels at the edge that were taken for background.
    func keepingMainPart(frame: Int) -> Mask {
        let parts = components()
        guard parts.all.count > 1 else { return self }
        var onFrame = [Int](repeating: 0, count: parts.all.count)
        let labels = parts.labels.pixels
        for y in 0..<height {
            for x in 0..<width where min(x, y, width - 1 - x, height - 1 - y) == frame {
                let label = labels[y * width + x]
                if label >= 0 { onFrame[Int(label)] += 1 }
            }
        }
        let side = Double(max(width, height))
        let weights = parts.all.indices.map { index in
            let part = parts.all[index]
            let (dx, dy) = ((part.centerX - Double(width) / 2) / side, (part.centerY - Double(height) / 2) / side)
            let contact = Double(onFrame[index]) / Double(part.area).squareRoot()
            return Double(part.area) * Elementary.exp(-(dx * dx + dy * dy) / (2 * 0.2 * 0.2))
                / (1 + 8 * contact * contact)
        }
        guard let main = weights.indices.max(by: { weights[$0] < weights[$1] }) else { return self }
        // Another part may belong to it (a pair of shoes), but not one along the frame.
        return parts.mask { index in
            index == main || (onFrame[index] == 0 && weights[index] > 0.3 * weights[main])
        }
    }

    /// Twice the size, cut to `size`.
    func doubled(to size: PixelSize) -> Mask {
        let values = grid.pixels
        let (width, height) = (width, height)
        return Mask(
            Grid(size: size) { y, row in
                for x in 0..<size.width { row[x] = values[min(y / 2, height - 1) * width + min(x / 2, width - 1)] }
            })
    }

    /// Fills the holes (outside parts that don't reach the picture's edge) that `isGap` does not call a real gap.
    ///
    /// - Parameter isGap: gets the hole's number of pixels and their indexes.
    func fillingHoles(unless isGap: (_ pixels: [Int]) -> Bool) -> Mask {
        let holes = inverted.components(connectivity: .four)
        var members = [[Int]](repeating: [], count: holes.all.count)
        let labels = holes.labels.pixels
        for index in labels.indices where labels[index] >= 0 && !holes.all[Int(labels[index])].touchesEdge {
            members[Int(labels[index])].append(index)
        }
        var result = self
        var values = result.grid.mutablePixels
        for pixels in members where !pixels.isEmpty && !isGap(pixels) {
            for index in pixels { values[index] = 255 }
        }
        return result
    }

    /// 255 where the mask is under 128, else 0.
    var inverted: Mask { map { $0 < 128 ? 255 : 0 } }

    /// Each value as `change` makes it.
    func map(_ change: (UInt8) -> UInt8) -> Mask {
        var result = self
        var values = result.grid.mutablePixels
        for index in values.indices { values[index] = change(values[index]) }
        return result
    }

    /// Number of pixels of at least 128.
    var area: Int {
        let values = grid.pixels
        var count = 0
        for index in values.indices where values[index] >= 128 { count += 1 }
        return count
    }

    /// How much of another mask's inside is inside this one, too; 1 where that is empty.
    func covered(of other: Mask) -> Double {
        let (a, b) = (grid.pixels, other.grid.pixels)
        var (both, all) = (0, 0)
        for index in b.indices where b[index] >= 128 {
            all += 1
            if a[index] >= 128 { both += 1 }
        }
        return all == 0 ? 1 : Double(both) / Double(all)
    }

    /// Pixels inside both, over pixels inside either; 0 where both are empty.
    func overlap(with other: Mask) -> Double {
        let (a, b) = (grid.pixels, other.grid.pixels)
        var (both, either) = (0, 0)
        for index in a.indices {
            let (inA, inB) = (a[index] >= 128, b[index] >= 128)
            if inA || inB { either += 1 }
            if inA && inB { both += 1 }
        }
        return either == 0 ? 0 : Double(both) / Double(either)
    }
}
