import MiraImage

/// A second, closer look at a part of a picture. The masks are what a model saw: squares, whatever the picture's aspect.
extension Mask {
    /// The part of a picture of `size` around what is inside, with room; nil where that is nearly everything, or nothing.
    func closeUp(of size: PixelSize) -> Region? {
        guard let box = components().all.reduce(nil as Component?, { $0?.joined(with: $1) ?? $1 }) else { return nil }
        let (scaleX, scaleY) = (Double(size.width) / Double(width), Double(size.height) / Double(height))
        let room = 0.2 * max(Double(box.columns.count) * scaleX, Double(box.rows.count) * scaleY)
        let left = max(0, Double(box.columns.lowerBound) * scaleX - room)
        let top = max(0, Double(box.rows.lowerBound) * scaleY - room)
        let right = min(Double(size.width), Double(box.columns.upperBound) * scaleX + room)
        let bottom = min(Double(size.height), Double(box.rows.upperBound) * scaleY + room)
        let region = Region(x: left, y: top, width: right - left, height: bottom - top)
        let isWorthwhile = region.width * region.height < 0.85 * Double(size.area)
        return isWorthwhile && region.width >= 16 && region.height >= 16 ? region : nil
    }

    /// Whether what is inside of a close-up's mask is cut off by edges of the close-up that are not the picture's.
    func runsOn(beyond region: Region, of size: PixelSize) -> Bool {
        let values = grid.pixels
        func share(_ count: Int, _ index: (Int) -> Int) -> Double {
            Double((0..<count).count { values[index($0)] >= 128 }) / Double(count)
        }
        let limit = 0.02
        if region.y > 0, share(width, { $0 }) > limit { return true }
        if region.x > 0, share(height, { $0 * width }) > limit { return true }
        if region.y + region.height < Double(size.height), share(width, { (height - 1) * width + $0 }) > limit {
            return true
        }
        return region.x + region.width < Double(size.width) && share(height, { $0 * width + width - 1 }) > limit
    }

    /// The mask with a picture's aspect, its longest side at most `side` and at most the picture's.
    func scaled(toFit size: PixelSize, side: Int) throws(ImageError) -> Mask {
        try resampled(to: size.scaled(toSide: side))
    }

    /// This mask of a whole picture of `size`, and `detail` of a close-up in its place: it saw the product larger.
    func refined(by detail: Mask, at region: Region, of size: PixelSize) throws(ImageError) -> Mask {
        // As fine as the close-up, within reason.
        let side = min(
            800, Double(detail.width) * Double(max(size.width, size.height)) / max(region.width, region.height))
        let result = size.scaled(toSide: Int(side))
        let scale = (x: Double(result.width) / Double(size.width), y: Double(result.height) / Double(size.height))
        return try detail.placed(
            Placement(
                x: region.x * scale.x, y: region.y * scale.y, width: region.width * scale.x,
                height: region.height * scale.y),
            on: result)
    }
}

extension PixelSize {
    /// The size brought to a longest side of at most `side`; never larger than it is.
    fileprivate func scaled(toSide side: Int) -> PixelSize {
        let scale = min(1, Double(side) / Double(max(width, height)))
        return PixelSize(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())))
    }
}

extension Component {
    /// A component that spans both; its centre is not kept.
    fileprivate func joined(with other: Component) -> Component {
        var result = self
        result.area += other.area
        result.columns =
            min(columns.lowerBound, other.columns.lowerBound)..<max(columns.upperBound, other.columns.upperBound)
        result.rows = min(rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound)
        return result
    }
}
