public import MiraImage

/// A product or identity at its place.
public struct PlacedProduct: Sendable {
    /// Index into `Plan.references`.
    public var reference: Int
    /// Where the whole reference picture lies; the cut-out is inside it.
    public var placement: Placement
    /// The box of the visible product, in output pixels: its lowest row is where it stands.
    public var bounds: Placement

    /// A product of `references[reference]`.
    public init(reference: Int, placement: Placement, bounds: Placement) {
        self.reference = reference
        self.placement = placement
        self.bounds = bounds
    }
}

/// The compositor's decision, before any engine runs: which reference plays which role, where and how large, what is kept,
/// what may be painted. A value that can be printed (`--explain`) and tested.
public struct Plan: Sendable {
    /// Trimmed.
    public var prompt: String
    /// Of the output.
    public var size: PixelSize
    /// How much work goes into the scene.
    public var quality: Quality
    /// What may happen to the products' pixels.
    public var preserve: Preserve
    /// In the order of the request.
    public var references: [PreparedReference]
    /// Back to front.
    public var products: [PlacedProduct]
    /// The user's picture as the scene, and where it lies in the output (it covers all of it).
    public var background: (reference: Int, placement: Placement)?
    /// References that lend their colours, and how much each counts.
    public var styles: [(reference: Int, weight: Double)]
    /// Pixels of the first reference that stay: 255 = kept, 0 = painted, between = mixed; output size.
    public var keep: (reference: Int, placement: Placement, mask: Mask)?
    /// The row of the horizon, fraction of the output's height; nil: the engine's choice.
    public var horizon: Double?
    /// Whether the result is the products alone on nothing; no scene is rendered then.
    public var transparentBackground: Bool
    /// Decisions and assumptions, in words for a person.
    public var notes: [String]

    /// A plan without references.
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
