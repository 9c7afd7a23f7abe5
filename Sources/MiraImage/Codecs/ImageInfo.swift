/// What a file's header and metadata say, before any pixel is decoded.
public struct ImageInfo: Sendable {
    /// What the samples stand for.
    public enum ColorModel: String, Sendable, Codable {
        case gray, rgb, palette, cmyk, ycck
    }

    /// By the bytes.
    public var format: ImageFormat
    /// As stored, before orientation.
    public var size: PixelSize
    /// Bits a sample, as stored (1, 2, 4, 8, 16).
    public var bitDepth: Int
    /// As stored: a JPEG's YCbCr is rgb.
    public var colorModel: ColorModel
    /// Whether the file has a place for alpha, used or not.
    public var hasAlpha: Bool
    /// Whether there are more frames; the first one is the picture.
    public var isAnimated: Bool
    /// How the pixels are to be turned, by the EXIF data.
    public var orientation: Orientation
    /// The embedded profile, if it describes such colours.
    public var iccProfile: ICCProfile?
    /// The raw TIFF block of the EXIF data, without `Exif\0\0`.
    public var exif: [UInt8]?
    /// The XMP packet.
    public var xmp: [UInt8]?
    /// Pixels per inch, where the file says so.
    public var density: PixelDensity?
    /// Things that were found wrong but could be passed over: a damaged profile, a bad EXIF block.
    public var notes: [String]

    /// The size after orientation.
    public var displaySize: PixelSize { orientation.swapsSides ? size.transposed : size }

    /// A description by its parts.
    public init(
        format: ImageFormat, size: PixelSize, bitDepth: Int, colorModel: ColorModel, hasAlpha: Bool,
        isAnimated: Bool = false, orientation: Orientation = .up, iccProfile: ICCProfile? = nil,
        exif: [UInt8]? = nil, xmp: [UInt8]? = nil, density: PixelDensity? = nil, notes: [String] = []
    ) {
        self.format = format
        self.size = size
        self.bitDepth = bitDepth
        self.colorModel = colorModel
        self.hasAlpha = hasAlpha
        self.isAnimated = isAnimated
        self.orientation = orientation
        self.iccProfile = iccProfile
        self.exif = exif
        self.xmp = xmp
        self.density = density
        self.notes = notes
    }
}

/// Pixels per inch, both ways.
public struct PixelDensity: Sendable, Hashable {
    /// Along a row.
    public var x: Double
    /// Along a column.
    public var y: Double

    /// A density by its parts.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// The eight EXIF orientations: how stored rows and columns are to be shown.
public enum Orientation: Int, Sendable, Codable, CaseIterable {
    case up = 1, upMirrored, down, downMirrored, leftMirrored, right, rightMirrored, left

    /// Whether the shown picture has its sides exchanged.
    public var swapsSides: Bool { rawValue >= 5 }
}
