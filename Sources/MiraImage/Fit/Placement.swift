/// Where a picture lies in an output: its upper left corner and its size, in output pixels, fractions allowed; no rotation.
///
/// Pixel centres are at x + 0.5, so the point (u, v) of a picture of `source` size lies at (x + u·width/source.width, …).
public struct Placement: Sendable, Hashable, Codable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// `[a, b, c, d, tx, ty]` that takes a point of the picture to the output: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
    public func matrix(source: PixelSize) -> [Double] {
        [width / Double(source.width), 0, 0, height / Double(source.height), x, y]
    }
}

extension Picture {
    /// The picture resampled once to where `placement` says, on a transparent canvas: linear light, premultiplied, Lanczos-3.
    ///
    /// A placement of scale 1 at whole pixels copies every pixel to the bit.
    ///
    /// - Shapes: self h×w → canvas.height×canvas.width; outside the placement transparent black.
    /// - Throws: `.invalidArgument` for an empty or endless placement, `.cancelled`.
    public func placed(
        _ placement: Placement, on canvas: PixelSize, monitor: Monitor = .silent
    ) throws(ImageError) -> Picture {
        throw ImageError(.fault, "resampling is not built yet")
    }
}

extension Mask {
    /// The mask resampled once to where `placement` says; 0 outside it.
    public func placed(_ placement: Placement, on canvas: PixelSize) throws(ImageError) -> Mask {
        throw ImageError(.fault, "resampling is not built yet")
    }

    /// The mask resampled to `size`, Lanczos-3, clipped to 0…255.
    public func resampled(to size: PixelSize) throws(ImageError) -> Mask {
        throw ImageError(.fault, "resampling is not built yet")
    }
}
