public import MiraImage

/// What a reference picture is for.
public enum ReferenceRole: String, Sendable, Codable, CaseIterable {
    /// Cut out, placed, kept.
    case product
    /// Brought to the size; the scene.
    case background
    /// Lends its colours.
    case style
    /// Kept exactly, never restyled.
    case identity
}

/// A reference picture as it arrived.
public struct Reference: Sendable {
    /// The encoded bytes.
    public var bytes: [UInt8]
    /// nil: worked out, and said.
    public var role: ReferenceRole?
    /// 0…1: how much a style counts.
    public var weight: Double
    /// How messages call it: a file's name, `reference_images[0]`.
    public var name: String
    /// The caller's matte of this reference, encoded; 255 = product.
    public var matte: [UInt8]?

    /// A reference that is used as `role` says.
    public init(
        bytes: [UInt8], role: ReferenceRole? = nil, weight: Double = 1, name: String, matte: [UInt8]? = nil
    ) {
        self.bytes = bytes
        self.role = role
        self.weight = weight
        self.name = name
        self.matte = matte
    }
}

/// The size that is asked for.
public enum OutputSize: Sendable, Hashable {
    /// One of 1024x1024, 1024x1536, 1536x1024.
    case fixed(PixelSize)
    /// The first reference's nearest aspect, else square.
    case auto
    /// The first reference's own size.
    case source

    /// The three sizes of the API.
    public static let offered = [
        PixelSize(width: 1024, height: 1024), PixelSize(width: 1024, height: 1536),
        PixelSize(width: 1536, height: 1024),
    ]
}

/// How much work goes into a picture.
public enum Quality: String, Sendable, Codable, CaseIterable {
    case low, medium, high
}

/// What may happen to the product's pixels.
public enum Preserve: String, Sendable, Codable, CaseIterable {
    /// Nothing but one resampling.
    case exact
    /// The scene's light may fall on them, within bounds.
    case natural
}

/// One request for pictures, whichever way it came in.
public struct GenerationRequest: Sendable {
    /// 1–4000 Unicode scalars after trimming, any language.
    public var prompt: String
    /// Of the output.
    public var size = OutputSize.auto
    /// How much work goes into a picture.
    public var quality = Quality.medium
    /// 1–4.
    public var count = 1
    /// At most four.
    public var references: [Reference] = []
    /// Encoded; alpha 0 may be painted, everything else of the first reference stays.
    public var mask: [UInt8]?
    /// 0 … 2⁵³ − 1; nil: drawn at random, and reported.
    public var seed: UInt64?
    /// What may happen to the products' pixels.
    public var preserve = Preserve.exact
    /// What may find the products in their pictures.
    public var cutout = CutoutOptions.Finder.auto
    /// The product's base point, fractions of the output.
    public var basePoint: (x: Double, y: Double)?
    /// The product's height, fraction of the output's height.
    public var productHeight: Double?
    /// The horizon's row, fraction of the output's height.
    public var horizon: Double?
    /// How the pictures are written.
    public var outputFormat = ImageFormat.png
    /// JPEG and WebP, 0–100.
    public var outputQuality = 90
    /// Whether the result is the product alone on nothing.
    public var transparentBackground = false

    /// One picture of what `prompt` says, with every default.
    public init(prompt: String) {
        self.prompt = prompt
    }
}
