/// How a picture of one size gets into a box: which part is taken, to which whole pixels it is brought.
///
/// A value that is known before any pixel is decoded, so that decoders can shrink and crop for it.
struct FitPlan: Sendable, Hashable {
    /// Size of the picture.
    let source: PixelSize
    /// Size of the result, padding included.
    let result: PixelSize
    /// The part of the picture that is resampled.
    let region: Region
    /// The pixels of the result that the part is brought to; around them is padding.
    let inner: PixelRect

    /// Where points of the picture come to lie.
    var transform: FitTransform {
        let scaleX = Double(inner.columns.count) / region.width
        let scaleY = Double(inner.rows.count) / region.height
        return FitTransform(
            source: source, result: result, scaleX: scaleX, scaleY: scaleY,
            offsetX: Double(inner.columns.lowerBound) - region.x * scaleX,
            offsetY: Double(inner.rows.lowerBound) - region.y * scaleY)
    }

    /// - Throws: `.invalidArgument` for an empty picture or box, `.limitExceeded` for a box beyond `Limits`.
    init(_ source: PixelSize, into box: PixelSize, mode: FitMode, gravity: Gravity) throws(ImageError) {
        guard source.area > 0 else {
            throw ImageError(.invalidArgument, "expected a picture of at least 1x1 pixels but found \(source)")
        }
        if mode == .none {
            self.init(source: source, result: source, region: Region(source), inner: PixelRect(source))
            return
        }
        guard box.area > 0 else {
            throw ImageError(.invalidArgument, "expected a size of at least 1x1 pixels but found \(box)")
        }
        try Limits().check(box)
        switch mode {
        case .stretch, .none:
            self.init(source: source, result: box, region: Region(source), inner: PixelRect(box))
        case .contain:
            let inner = Self.largest(source, in: box)
            self.init(source: source, result: inner, region: Region(source), inner: PixelRect(inner))
        case .letterbox:
            let inner = Self.largest(source, in: box)
            let x = Int((Double(box.width - inner.width) * gravity.x).rounded(.down))
            let y = Int((Double(box.height - inner.height) * gravity.y).rounded(.down))
            self.init(
                source: source, result: box, region: Region(source), inner: PixelRect(x: x, y: y, size: inner))
        case .cover:
            self.init(
                source: source, result: box, region: Self.crop(of: source, for: box, gravity), inner: PixelRect(box))
        }
    }

    private init(source: PixelSize, result: PixelSize, region: Region, inner: PixelRect) {
        self.source = source
        self.result = result
        self.region = region
        self.inner = inner
    }

    /// The size in whole pixels, of the nearest aspect, that touches the box's sides one way and fits the other.
    private static func largest(_ source: PixelSize, in box: PixelSize) -> PixelSize {
        // Products of whole numbers: the side that touches is chosen exactly.
        if source.width * box.height >= box.width * source.height {
            let height = Double(box.width) * Double(source.height) / Double(source.width)
            return PixelSize(width: box.width, height: min(box.height, max(1, Int(height.rounded()))))
        }
        let width = Double(box.height) * Double(source.width) / Double(source.height)
        return PixelSize(width: min(box.width, max(1, Int(width.rounded()))), height: box.height)
    }

    /// The largest part of the box's aspect: exact, with fractions, so that nothing is stretched.
    private static func crop(of source: PixelSize, for box: PixelSize, _ gravity: Gravity) -> Region {
        var region = Region(source)
        if source.width * box.height >= box.width * source.height {
            region.width = Double(box.width) * Double(source.height) / Double(box.height)
        } else {
            region.height = Double(box.height) * Double(source.width) / Double(box.width)
        }
        region.x = (Double(source.width) - region.width) * gravity.x
        region.y = (Double(source.height) - region.height) * gravity.y
        if region.width == Double(box.width), region.height == Double(box.height) {
            // Nothing is scaled: at whole pixels every pixel stays as it is.
            region.x = region.x.rounded(.down)
            region.y = region.y.rounded(.down)
        }
        return region
    }
}

extension Gravity {
    /// 0 keeps the left, 1 the right, a half the middle.
    var x: Double {
        switch self {
        case .west, .northwest, .southwest: 0
        case .east, .northeast, .southeast: 1
        case .center, .north, .south: 0.5
        }
    }

    /// 0 keeps the top, 1 the bottom, a half the middle.
    var y: Double {
        switch self {
        case .north, .northeast, .northwest: 0
        case .south, .southeast, .southwest: 1
        case .center, .east, .west: 0.5
        }
    }
}
