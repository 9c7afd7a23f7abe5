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
    func described() -> DecodedImage {
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
        try withRows(of: bytes, limits: limits) { info, reader throws(ImageError) in
            let pixels: DecodedImage.Pixels =
                switch reader.kind {
                case .eight: .eight(Picture(try Grid(reading: reader)))
                case .sixteen: .sixteen(DeepPicture(try Grid(reading: reader)))
                case .cmyk: .cmyk(CMYKPicture(try Grid(reading: reader)))
                }
            var info = info
            info.notes += reader.notes
            return DecodedImage(info: info, pixels: pixels).described()
        }
    }

    /// Calls `body` with a picture's rows as they are decoded, so that it need not stand in memory whole.
    ///
    /// - Parameter request: chooses scale and part, once the header is known.
    static func withRows<Result>(
        of bytes: [UInt8], limits: Limits = Limits(),
        _ request: (ImageInfo) throws(ImageError) -> DecodingRequest = { _ in DecodingRequest() },
        _ body: (ImageInfo, RowReader) throws(ImageError) -> Result
    ) throws(ImageError) -> Result {
        let header = try Header(bytes, limits: limits)
        let request = try request(header.info)
        return try unsafe bytes.withUnsafeBufferPointer { buffer throws(ImageError) in
            // The reader borrows `buffer`, and does not outlive `body`.
            let reader =
                switch header.kind {
                case .png(let png): try unsafe png.rows(of: buffer)
                case .jpeg(let jpeg): try unsafe jpeg.rows(of: buffer, request)
                case .webp(let webp): unsafe webp.rows(of: buffer)
                }
            return try withExtendedLifetime(reader) { reader throws(ImageError) in try body(header.info, reader) }
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
