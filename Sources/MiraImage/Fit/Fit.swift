/// How a picture is brought to a box of another aspect.
public enum FitMode: String, Sendable, Codable, CaseIterable {
    /// Fills the box and crops what sticks out.
    case cover
    /// Lies inside the box, without padding: the result may be smaller than the box.
    case contain
    /// Lies inside the box, with padding: the result has the box's size.
    case letterbox
    /// Takes the box's size whatever becomes of the aspect.
    case stretch
    /// Stays as it is.
    case none
}

/// What fills the bars of a letterbox.
public enum Padding: Sendable, Hashable {
    /// Straight RGBA, sRGB.
    case color(SIMD4<UInt8>)
    /// The picture itself, enlarged to cover the box and blurred.
    case blur
    /// The picture's border pixels drawn outwards.
    case edge
    case transparent
}

/// Which part of the picture stays when it is cropped, and where it lies when it is padded.
public enum Gravity: String, Sendable, Codable, CaseIterable {
    case center, north, northeast, east, southeast, south, southwest, west, northwest
}

/// In which light pixels are mixed.
public enum ResamplingLight: Sendable {
    /// Linear light when shrinking, as stored when enlarging (linear light rings visibly there). The default.
    case linear
    /// The stored values, as most tools do.
    case gamma
}

/// How `fitted` works.
public struct FitOptions: Sendable {
    public var mode = FitMode.letterbox
    public var padding = Padding.color(SIMD4(repeating: 255))
    public var gravity = Gravity.center
    public var light = ResamplingLight.linear

    public init() {}
}

/// The map between a picture and its fitted form: scale and offset, with pixel centres at x + 0.5.
///
/// A point (x, y) of the source lies at (x·scaleX + offsetX, y·scaleY + offsetY) of the result.
public struct FitTransform: Sendable, Hashable, Codable {
    public var source: PixelSize
    public var result: PixelSize
    public var scaleX: Double
    public var scaleY: Double
    public var offsetX: Double
    public var offsetY: Double

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
}

extension Picture {
    /// Brings the picture to `size` as `options` say, and returns the map back.
    ///
    /// - Throws: `.invalidArgument` for an empty size, `.limitExceeded` beyond `Limits`.
    public func fitted(
        to size: PixelSize, options: FitOptions = FitOptions()
    ) throws(ImageError) -> (picture: Picture, transform: FitTransform) {
        throw ImageError(.fault, "fitting is not built yet")
    }
}
