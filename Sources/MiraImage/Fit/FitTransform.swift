/// The map between a picture and its fitted form: scale and offset, with pixel centres at x + 0.5.
///
/// A point (x, y) of the source lies at (x·scaleX + offsetX, y·scaleY + offsetY) of the result.
public struct FitTransform: Sendable, Hashable, Codable {
    /// Size of the picture before.
    public var source: PixelSize
    /// Size of the fitted picture, padding included.
    public var result: PixelSize
    /// Result pixels per source pixel along the rows.
    public var scaleX: Double
    /// Result pixels per source pixel along the columns; whole pixels make it differ a little from `scaleX`.
    public var scaleY: Double
    /// Where the source's left edge lies; negative where it is cropped.
    public var offsetX: Double
    /// Where the source's upper edge lies; negative where it is cropped.
    public var offsetY: Double

    /// A map by its parts.
    public init(
        source: PixelSize, result: PixelSize, scaleX: Double, scaleY: Double, offsetX: Double, offsetY: Double
    ) {
        self.source = source
        self.result = result
        self.scaleX = scaleX
        self.scaleY = scaleY
        self.offsetX = offsetX
        self.offsetY = offsetY
    }

    /// Where a point of the source lies in the result.
    public func map(x: Double, y: Double) -> (x: Double, y: Double) {
        (x * scaleX + offsetX, y * scaleY + offsetY)
    }

    /// Where a point of the result lies in the source.
    public func unmap(x: Double, y: Double) -> (x: Double, y: Double) {
        ((x - offsetX) / scaleX, (y - offsetY) / scaleY)
    }

    /// The pixels of the result that show the source; the rest is padding.
    public var visible: PixelRect {
        func range(_ offset: Double, _ extent: Double, _ count: Int) -> Range<Int> {
            // An edge within a thousandth of a whole pixel is at it: doubles don't divide exactly.
            let lower = Int(min(max((offset + 1e-3).rounded(.down), 0), Double(count)))
            let upper = Int(min(max((offset + extent - 1e-3).rounded(.up), 0), Double(count)))
            return lower..<max(lower, upper)
        }
        return PixelRect(
            columns: range(offsetX, Double(source.width) * scaleX, result.width),
            rows: range(offsetY, Double(source.height) * scaleY, result.height))
    }

    /// Brings a picture of the result's size back to the source's size and aspect.
    ///
    /// Padding is cut off before the resampling, so that none of it bleeds in; parts of the source that were cropped
    /// stay transparent.
    ///
    /// - Throws: `.invalidArgument` for a picture of another size or a map without room.
    public func unfitted(
        _ picture: Picture, light: ResamplingLight = .linear
    ) throws(ImageError) -> Picture {
        guard picture.size == result else {
            throw ImageError(.invalidArgument, "expected a picture of \(result) but found \(picture.size)")
        }
        let visible = visible
        let seen = try picture.cropped(to: visible)
        let corner = unmap(x: Double(visible.columns.lowerBound), y: Double(visible.rows.lowerBound))
        var place = Placement(
            x: corner.x, y: corner.y, width: Double(visible.columns.count) / scaleX,
            height: Double(visible.rows.count) / scaleY)
        place.snap(to: source)
        return try seen.placed(place, on: source, light: light)
    }
}

extension Placement {
    /// Moves edges that are meant to be the canvas's, but for the error of doubles, exactly there.
    fileprivate mutating func snap(to canvas: PixelSize) {
        func edges(_ start: Double, _ length: Double, _ count: Int) -> (Double, Double) {
            let end = start + length
            let near = 1e-6 * Double(count)
            let first = abs(start) < near ? 0 : start
            let last = abs(end - Double(count)) < near ? Double(count) : end
            return (first, last - first)
        }
        (x, width) = edges(x, width, canvas.width)
        (y, height) = edges(y, height, canvas.height)
    }
}
