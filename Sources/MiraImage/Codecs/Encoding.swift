/// How a picture is written.
public struct EncodingOptions: Sendable {
    public var format: ImageFormat
    /// JPEG and WebP: 0 (worst) to 100.
    public var quality = 90
    /// PNG: 0 (fast) to 9 (small).
    public var pngLevel = 6
    /// WebP: whether to keep every pixel.
    public var lossless = false
    /// The profile to write; sRGB pictures get an sRGB chunk or a small sRGB profile when this is nil.
    public var iccProfile: ICCProfile?
    /// A raw TIFF block.
    public var exif: [UInt8]?
    /// An XMP packet, UTF-8.
    public var xmp: [UInt8]?
    /// PNG text entries (keyword, text); other formats have no place for them and leave them out.
    public var text: [(keyword: String, text: String)] = []
    public var density: PixelDensity?

    public init(_ format: ImageFormat) {
        self.format = format
    }
}

extension Picture {
    /// Encodes the picture. JPEG has no alpha: flatten first, or transparent pixels are laid on white.
    ///
    /// - Throws: `.invalidArgument` for a size that the format can't hold, `.fault` when the library fails.
    public func encoded(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        throw ImageError(.fault, "writing is not built yet")
    }
}
