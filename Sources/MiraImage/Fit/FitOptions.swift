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
    /// How the box is filled.
    public var mode = FitMode.letterbox
    /// What fills the bars of a letterbox.
    public var padding = Padding.color(SIMD4(repeating: 255))
    /// Which part stays, or where the picture lies.
    public var gravity = Gravity.center
    /// In which light pixels are mixed.
    public var light = ResamplingLight.linear

    /// A letterbox with white bars, centred, in linear light.
    public init() {}
}
