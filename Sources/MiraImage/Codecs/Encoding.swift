/// How a picture is written.
public struct EncodingOptions: Sendable {
    /// The format to write.
    public var format: ImageFormat
    /// JPEG and WebP: 0 (worst) to 100; JPEG keeps full colour resolution (4:4:4) from 90 on, half (4:2:0) below.
    public var quality = 90
    /// PNG: 0 (fast) to 9 (small).
    public var pngLevel = 6
    /// WebP: whether to keep every pixel.
    public var lossless = false
    /// The profile to write; when this is nil, a picture gets that of its own colours, and sRGB an sRGB chunk or a small profile.
    public var iccProfile: ICCProfile?
    /// A raw TIFF block; it is written with an upright orientation, as the pixels are.
    public var exif: [UInt8]?
    /// An XMP packet, UTF-8.
    public var xmp: [UInt8]?
    /// PNG text entries (keyword, text); other formats have no place for them and leave them out.
    public var text: [(keyword: String, text: String)] = []
    /// Pixels per inch to write down.
    public var density: PixelDensity?

    /// Options with their defaults.
    public init(_ format: ImageFormat) {
        self.format = format
    }
}

extension Picture {
    /// Encodes the picture. JPEG has no alpha: flatten first, or transparent pixels are laid on white.
    ///
    /// The same picture and options give the same bytes.
    ///
    /// - Throws: `.invalidArgument` for a size or metadata that the format can't hold, `.fault` when the library fails.
    public func encoded(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        try options.check(size)
        return switch options.format {
        case .png: try encodedPNG(options)
        case .jpeg: try encodedJPEG(options)
        case .webp: try encodedWebP(options)
        }
    }
}

extension DeepPicture {
    /// Encodes the picture: PNG with 16 bits, the other formats with 8.
    ///
    /// - Throws: `.invalidArgument` for a size or metadata that the format can't hold, `.fault` when the library fails.
    public func encoded(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        guard options.format == .png else { return try Picture(self).encoded(options) }
        try options.check(size)
        return try encodedPNG(options)
    }
}

extension EncodingOptions {
    /// Checks that the format can hold a picture of `size`.
    fileprivate func check(_ size: PixelSize) throws(ImageError) {
        let most =
            switch format {
            case .png: Int(Int32.max)
            case .jpeg: 65_500
            case .webp: 16_383
            }
        guard size.width > 0, size.height > 0, size.width <= most, size.height <= most else {
            throw ImageError(
                .invalidArgument,
                "expected 1 to \(most) pixels a side for \(format.rawValue) but found \(size); choose another size or format"
            )
        }
    }

    /// The quality within its range.
    var clampedQuality: Int { min(max(quality, 0), 100) }

    /// The EXIF block to write.
    var uprightEXIF: [UInt8]? { exif.map(EXIF.upright) }

    /// The profile to write, for formats that say sRGB by a profile too.
    func profile(for space: ColorSpace) -> ICCProfile { iccProfile ?? space.profile ?? .sRGB }
}
