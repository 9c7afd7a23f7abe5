public import MiraImage

/// A reference after decoding, orientation, conversion to sRGB and, where its role needs it, cutting out.
public struct PreparedReference: Sendable {
    /// Place among the request's references, from 0.
    public var index: Int
    /// What it is for.
    public var role: ReferenceRole
    /// Why it has that role, where the caller did not say: `the only picture with a cut-out object`.
    public var roleReason: String?
    /// 0…1: how much a style counts.
    public var weight: Double
    /// How messages call it.
    public var name: String
    /// Oriented, sRGB, at full size: what placements map and kept pixels come from.
    public var picture: Picture
    /// Of products and identities; perhaps smaller than `picture`, and lying at the same placement.
    public var cutout: Cutout?
    /// Lower-case hex, of the bytes as they arrived.
    public var sha256: String

    /// A reference with all that is known of it.
    public init(
        index: Int, role: ReferenceRole, roleReason: String?, weight: Double, name: String, picture: Picture,
        cutout: Cutout?, sha256: String
    ) {
        self.index = index
        self.role = role
        self.roleReason = roleReason
        self.weight = weight
        self.name = name
        self.picture = picture
        self.cutout = cutout
        self.sha256 = sha256
    }
}
