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

    /// Whether colours can be converted with it.
    var isUsable: Bool {
        do throws(ImageError) {
            _ = try ColorTransform(from: self, to: nil, bits: 8)
            return true
        } catch {
            return false
        }
    }
}
