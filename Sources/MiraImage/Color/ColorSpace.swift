/// What the numbers of a picture mean.
public enum ColorSpace: Sendable, Hashable {
    case sRGB
    /// Another RGB or gray space, described by an ICC profile.
    case profile(ICCProfile)
}

/// An ICC profile as it was found in a file: bytes, not yet trusted.
public struct ICCProfile: Sendable, Hashable {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}
