/// Pixels as they were stored: not oriented, colours not converted.
public struct DecodedImage: Sendable {
    public enum Pixels: Sendable {
        case eight(Picture)
        case sixteen(DeepPicture)
    }

    public var info: ImageInfo
    public var pixels: Pixels

    public init(info: ImageInfo, pixels: Pixels) {
        self.info = info
        self.pixels = pixels
    }
}

/// Reads pictures from memory, by what their bytes say, never by a name or a declared type.
public enum ImageDecoder {
    /// Reads header and metadata only.
    public static func info(of bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) -> ImageInfo {
        throw ImageError(.fault, "reading is not built yet")
    }

    /// Decodes the pixels as stored. `limits` are checked on the header, before memory is allocated.
    public static func decode(_ bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) -> DecodedImage {
        throw ImageError(.fault, "reading is not built yet")
    }
}

extension Picture {
    /// Decodes, orients and converts to 8-bit sRGB: the picture as everything but preparation wants it.
    public init(decoding bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) {
        throw ImageError(.fault, "reading is not built yet")
    }
}
