/// Pixels as they were stored: not oriented, colours not converted.
public struct DecodedImage: Sendable {
    /// The kinds of pixels that files hold, after gray and palettes were expanded.
    public enum Pixels: Sendable {
        case eight(Picture)
        case sixteen(DeepPicture)
        case cmyk(CMYKPicture)
    }

    /// What the file says of them; `iccProfile` is the one that the pixels are tied to.
    public var info: ImageInfo
    /// The pixels.
    public var pixels: Pixels

    /// Pixels with what is known of them.
    public init(info: ImageInfo, pixels: Pixels) {
        self.info = info
        self.pixels = pixels
    }
}

extension DecodedImage {
    /// Ties the pixels to their profile; one that can't be used is passed over with a note.
    fileprivate func described() -> DecodedImage {
        guard let profile = info.iccProfile else { return self }
        var result = self
        let bits: Int32 = if case .sixteen = pixels { 16 } else { 8 }
        do throws(ImageError) {
            _ = try ColorTransform.between(profile, nil, bits: bits)
        } catch {
            result.info.iccProfile = nil
            result.info.notes.append("the colour profile can't be used and was passed over")
            return result
        }
        switch pixels {
        case .eight(var picture):
            picture.colorSpace = .profile(profile)
            result.pixels = .eight(picture)
        case .sixteen(var deep):
            deep.colorSpace = .profile(profile)
            result.pixels = .sixteen(deep)
        case .cmyk(var ink):
            ink.profile = profile
            result.pixels = .cmyk(ink)
        }
        return result
    }
}

/// Reads pictures from memory, by what their bytes say, never by a name or a declared type.
public enum ImageDecoder {
    /// Reads header and metadata only.
    ///
    /// - Throws: `.malformed`, `.unsupported` with the thing's name, `.limitExceeded`.
    public static func info(of bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) -> ImageInfo {
        try Header(bytes, limits: limits).info
    }

    /// Decodes the pixels as stored. `limits` are checked on the header, before memory is allocated.
    ///
    /// - Throws: `.malformed`, `.unsupported` with the thing's name, `.limitExceeded`.
    public static func decode(_ bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) -> DecodedImage {
        let header = try Header(bytes, limits: limits)
        var info = header.info
        switch header.kind {
        case .png(let png):
            return DecodedImage(info: info, pixels: try png.decodePixels(of: bytes)).described()
        case .jpeg(let jpeg):
            let (pixels, notes) = try jpeg.decodePixels(of: bytes)
            info.notes += notes
            return DecodedImage(info: info, pixels: pixels).described()
        case .webp(let webp):
            return DecodedImage(info: info, pixels: try webp.decodePixels(of: bytes)).described()
        }
    }
}

/// A header that has passed the limits.
private struct Header {
    enum Kind {
        case png(PNGHeader)
        case jpeg(JPEGHeader)
        case webp(WebPContainer)
    }

    let kind: Kind
    let info: ImageInfo

    init(_ bytes: [UInt8], limits: Limits) throws(ImageError) {
        try limits.check(inputBytes: bytes.count)
        switch try FileSignature.format(of: bytes) {
        case .png:
            let header = try PNGHeader(bytes)
            (kind, info) = (.png(header), header.info())
        case .jpeg:
            let header = try JPEGHeader(bytes)
            (kind, info) = (.jpeg(header), header.info())
        case .webp:
            let header = try WebPContainer(bytes)
            (kind, info) = (.webp(header), header.info())
        }
        try limits.check(info.size, bytesPerPixel: info.bitDepth == 16 ? 8 : 4)
    }
}

extension Picture {
    /// Decodes, orients and converts to 8-bit sRGB: the picture as everything but preparation wants it.
    ///
    /// - Throws: `.malformed`, `.unsupported` with the thing's name, `.limitExceeded`.
    public init(decoding bytes: [UInt8], limits: Limits = Limits()) throws(ImageError) {
        self = try ImageDecoder.decode(bytes, limits: limits).picture(in: .sRGB)
    }
}
