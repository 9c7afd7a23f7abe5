import CMiraCodecs

/// What a WebP's RIFF chunks say, and where its first frame lies.
///
/// - Source: WebP Container Specification; RFC 9649.
struct WebPContainer {
    /// Of the canvas.
    var size = PixelSize(width: 0, height: 0)
    var hasAlpha = false
    var isLossless = false
    var isAnimated = false
    var icc: [UInt8]?
    var exif: [UInt8]?
    var xmp: [UInt8]?
    var notes: [String] = []
    /// The bytes that libwebp reads: the whole file, or the chunks of an animation's first frame.
    var picture = 0..<0
    /// Where the picture lies on the canvas.
    var frame = (x: 0, y: 0, size: PixelSize(width: 0, height: 0))

    init(_ bytes: [UInt8]) throws(ImageError) {
        guard let length = bytes.littleEndian32(at: 4), length <= bytes.count - 8 else {
            throw ImageError(.malformed, "expected a whole WebP but the file ends early; save or send it again")
        }
        picture = 0..<bytes.count
        if bytes.name(at: 12) == "VP8X" {
            try readExtended(bytes)
        }
        var header = mira_webp_header()
        let part = bytes[picture]
        try unsafe callCodec("WebP") { message in
            unsafe part.withUnsafeBufferPointer {
                unsafe mira_webp_read_header($0.baseAddress, $0.count, &header, message)
            }
        }
        isLossless = header.lossless
        let coded = PixelSize(width: Int(header.width), height: Int(header.height))
        if !isAnimated {
            size = coded
            frame.size = coded
            hasAlpha = header.has_alpha
        }
        guard coded == frame.size else {
            throw ImageError(
                .malformed, "expected a WebP frame of \(frame.size) but found one of \(coded); save or send it again")
        }
        guard frame.x + frame.size.width <= size.width, frame.y + frame.size.height <= size.height else {
            throw ImageError(
                .malformed, "expected a frame inside the WebP's canvas but found one outside; save or send it again")
        }
    }

    private mutating func readExtended(_ bytes: [UInt8]) throws(ImageError) {
        guard let flags = bytes.littleEndian32(at: 20), let width = bytes.littleEndian24(at: 24),
            let height = bytes.littleEndian24(at: 27)
        else { throw ImageError(.malformed, "expected a WebP header but the file ends early; save or send it again") }
        size = PixelSize(width: width + 1, height: height + 1)
        hasAlpha = flags & 0x10 != 0
        isAnimated = flags & 0x02 != 0
        var hasFrame = false
        var at = 12
        while let name = bytes.name(at: at), let length = bytes.littleEndian32(at: at + 4),
            length <= bytes.count - at - 8
        {
            let data = at + 8..<at + 8 + length
            switch name {
            case "ICCP" where icc == nil: icc = Array(bytes[data])
            case "EXIF" where exif == nil:
                exif = Array(bytes[data])
            case "XMP " where xmp == nil: xmp = Array(bytes[data])
            case "ANMF" where !hasFrame && isAnimated && length >= 16:
                hasFrame = true
                frame.size = PixelSize(
                    width: (bytes.littleEndian24(at: data.lowerBound + 6) ?? 0) + 1,
                    height: (bytes.littleEndian24(at: data.lowerBound + 9) ?? 0) + 1)
                frame.x = 2 * (bytes.littleEndian24(at: data.lowerBound) ?? 0)
                frame.y = 2 * (bytes.littleEndian24(at: data.lowerBound + 3) ?? 0)
                picture = data.dropFirst(16)
            default: break
            }
            at = data.upperBound + length & 1
        }
        guard hasFrame || !isAnimated else {
            throw ImageError(.malformed, "expected an animation with a frame but found none; save or send it again")
        }
    }
}
