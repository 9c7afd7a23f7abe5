/// Metadata that may be kept.
public enum MetadataKind: String, Sendable, Codable, CaseIterable {
    case exif, icc, xmp
}

/// How `prepare` works.
public struct PreparationOptions: Sendable {
    /// The box; nil: that of `offered` whose aspect is nearest.
    public var size: PixelSize?
    /// Sizes to choose from where none is given.
    public var offered: [PixelSize]
    /// How the picture comes into the box.
    public var fit = FitOptions()
    /// Whether colours and profile stay as they are stored, instead of being converted to sRGB.
    public var keepsColors = false
    /// Whether 16 bits a sample stay 16, where the format has them (PNG).
    public var keepsDepth = false
    /// nil: the source's own.
    public var format: ImageFormat?
    /// JPEG and WebP, 0–100.
    public var quality = 90
    /// The most that the file may take: quality is lowered first, then the size.
    public var maxBytes: Int?
    /// Metadata to keep; pixel density is always kept.
    public var keep: Set<MetadataKind> = []
    /// Checked on the header.
    public var limits = Limits()

    /// - Parameter offered: sizes to choose from where none is given; not empty.
    public init(nearestOf offered: [PixelSize]) {
        self.offered = offered
    }
}

/// A picture ready for upload.
public struct PreparedPicture: Sendable {
    /// The encoded file.
    public var bytes: [UInt8]
    /// The file's format.
    public var format: ImageFormat
    /// JPEG and WebP: the quality used.
    public var quality: Int?
    /// The map from the oriented source to the result.
    public var transform: FitTransform
    /// Metadata that the source had and the result has not.
    public var removed: [MetadataKind]
    /// What was assumed, mended or given up, in words for a person.
    public var notes: [String]

    /// The file as a data-URI.
    public var dataURI: String { DataURI.encode(bytes, mediaType: format.mediaType) }
}
