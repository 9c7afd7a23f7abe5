public import MiraImage

/// A reference after decoding, orientation, conversion to sRGB and, where its role needs it, cutting out.
public struct PreparedReference: Sendable {
    public var index: Int
    public var role: ReferenceRole
    /// Why it has that role, where the caller did not say: `the only picture with a cut-out object`.
    public var roleReason: String?
    public var weight: Double
    public var name: String
    /// Oriented, sRGB.
    public var picture: Picture
    /// Of products and identities.
    public var cutout: Cutout?
    /// Lower-case hex, of the bytes as they arrived.
    public var sha256: String

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

/// A product or identity at its place.
public struct PlacedProduct: Sendable {
    /// Index into `Plan.references`.
    public var reference: Int
    /// Where the whole reference picture lies; the cut-out is inside it.
    public var placement: Placement
    /// The box of the visible product, in output pixels: its lowest row is where it stands.
    public var bounds: Placement

    public init(reference: Int, placement: Placement, bounds: Placement) {
        self.reference = reference
        self.placement = placement
        self.bounds = bounds
    }
}

/// The compositor's decision, before any engine runs: which reference plays which role, where and how large, what is kept,
/// what may be painted. A value that can be printed (`--explain`) and tested.
public struct Plan: Sendable {
    public var prompt: String
    public var size: PixelSize
    public var quality: Quality
    public var preserve: Preserve
    public var references: [PreparedReference]
    /// Back to front.
    public var products: [PlacedProduct]
    /// The user's picture as the scene, and where it lies in the output (it covers all of it).
    public var background: (reference: Int, placement: Placement)?
    public var styles: [(reference: Int, weight: Double)]
    /// Pixels of the first reference that stay: 255 = kept, 0 = painted, between = mixed; output size.
    public var keep: (reference: Int, placement: Placement, mask: Mask)?
    /// The row of the horizon, fraction of the output's height; nil: the engine's choice.
    public var horizon: Double?
    public var transparentBackground: Bool
    /// Decisions and assumptions, in words for a person.
    public var notes: [String]

    public init(prompt: String, size: PixelSize, quality: Quality, preserve: Preserve) {
        self.prompt = prompt
        self.size = size
        self.quality = quality
        self.preserve = preserve
        references = []
        products = []
        styles = []
        transparentBackground = false
        notes = []
    }
}
