extension Grid {
    /// The grid as it is to be shown.
    func oriented(_ orientation: Orientation) -> Grid {
        guard orientation != .up, size.area > 0 else { return self }
        let target = orientation.swapsSides ? size.transposed : size
        let (width, height) = (width, height)
        // Where the result's pixel (0, 0) comes from, and the steps in the source for one to the right and one down.
        let (start, right, down): (Int, Int, Int) =
            switch orientation {
            case .up: (0, 1, width)
            case .upMirrored: (width - 1, -1, width)
            case .down: (height * width - 1, -1, -width)
            case .downMirrored: ((height - 1) * width, 1, -width)
            case .leftMirrored: (0, width, 1)
            case .right: ((height - 1) * width, -width, 1)
            case .rightMirrored: (height * width - 1, -width, -1)
            case .left: (width - 1, width, -1)
            }
        let source = pixels
        return unsafe Grid(
            size: target,
            unsafeFill: { out in
                // Tiles keep both sides of a transposition in the cache. Every index is start + x·right + y·down of a pixel in
                // the target, which is a permutation of the source's pixels.
                let tile = orientation.swapsSides ? 32 : max(target.width, 1)
                for tileY in stride(from: 0, to: target.height, by: 32) {
                    for tileX in stride(from: 0, to: target.width, by: tile) {
                        let columns = tileX..<min(tileX + tile, target.width)
                        for y in tileY..<min(tileY + 32, target.height) {
                            var from = start &+ y &* down &+ columns.lowerBound &* right
                            for x in columns {
                                unsafe out[y &* target.width &+ x] = source[unchecked: from]
                                from &+= right
                            }
                        }
                    }
                }
            })
    }
}

extension Picture {
    /// The picture turned and mirrored as `orientation` says.
    public func oriented(_ orientation: Orientation) -> Picture {
        Picture(grid.oriented(orientation), colorSpace: colorSpace)
    }
}

extension DeepPicture {
    /// The picture turned and mirrored as `orientation` says.
    public func oriented(_ orientation: Orientation) -> DeepPicture {
        DeepPicture(grid.oriented(orientation), colorSpace: colorSpace)
    }
}

extension Mask {
    /// The mask turned and mirrored as `orientation` says.
    public func oriented(_ orientation: Orientation) -> Mask {
        Mask(grid.oriented(orientation))
    }
}
