/// A fit plan as the file's own rows and columns see it, before orientation.
struct StoredFit: Sendable, Hashable {
    /// The part of the stored picture that is resampled.
    let region: Region
    /// The pixels that the part is brought to.
    let size: PixelSize

    /// - Parameters:
    ///   - plan: for the picture as it is shown.
    ///   - orientation: how the stored picture is turned to be shown.
    init(_ plan: FitPlan, orientation: Orientation) {
        let shown = plan.region
        let (width, height) = (Double(plan.source.width), Double(plan.source.height))
        // Distances of the region from the right and the lower edge of the shown picture.
        let fromRight = width - shown.x - shown.width
        let fromBottom = height - shown.y - shown.height
        let (x, y) =
            switch orientation {
            case .up: (shown.x, shown.y)
            case .upMirrored: (fromRight, shown.y)
            case .down: (fromRight, fromBottom)
            case .downMirrored: (shown.x, fromBottom)
            case .leftMirrored: (shown.y, shown.x)
            case .right: (shown.y, fromRight)
            case .rightMirrored: (fromBottom, fromRight)
            case .left: (fromBottom, shown.x)
            }
        let isTurned = orientation.swapsSides
        region = Region(
            x: x, y: y, width: isTurned ? shown.height : shown.width, height: isTurned ? shown.width : shown.height)
        size = isTurned ? plan.inner.size.transposed : plan.inner.size
    }

    /// The region in whole pixels, where it needs no resampling.
    var copied: PixelRect? {
        guard region.width == Double(size.width), region.height == Double(size.height),
            region.x == region.x.rounded(), region.y == region.y.rounded()
        else { return nil }
        return PixelRect(x: Int(region.x), y: Int(region.y), size: size)
    }
}
