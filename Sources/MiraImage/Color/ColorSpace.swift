/// What the numbers of a picture mean.
public enum ColorSpace: Sendable, Hashable {
    /// IEC 61966-2-1.
    case sRGB
    /// Another RGB or gray space, described by an ICC profile.
    case profile(ICCProfile)

    /// The profile that describes the space; nil for sRGB.
    var profile: ICCProfile? {
        switch self {
        case .sRGB: nil
        case .profile(let profile): profile
        }
    }
}
