import CMiraCodecs

/// Writes the chunks of a PNG; the pixels are filtered and deflated in C.
///
/// - Source: PNG (Third Edition), W3C 2025.
struct PNGWriter {
    private(set) var bytes = PNGHeader.signature

    mutating func append(_ name: StaticString, _ data: [UInt8]) {
        bytes.appendBigEndian32(data.count)
        let start = bytes.count
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: data)
        bytes.appendBigEndian32(Int(crc32(of: bytes, start..<bytes.count)))
    }

    /// Writes the pixels as IDAT chunks.
    mutating func appendPixels(
        _ size: PixelSize, bits: Int32, hasAlpha: Bool, level: Int, _ pixels: UnsafeRawPointer?
    ) throws(ImageError) {
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        try unsafe callCodec("PNG") { message in
            unsafe mira_png_compress(
                pixels, UInt32(size.width), UInt32(size.height), bits, hasAlpha, Int32(level), &out, &count, message)
        }
        defer { unsafe mira_free(out) }
        let stream = unsafe UnsafeBufferPointer(start: out, count: count)
        bytes.reserveCapacity(bytes.count + count + 64)
        // A chunk's length is a signed 32-bit number.
        for start in stride(from: 0, to: count, by: 1 << 30) {
            append("IDAT", unsafe Array(stream[start..<min(count, start + 1 << 30)]))
        }
    }
}

extension EncodingOptions {
    /// The chunks before the pixels.
    func pngHeader(_ size: PixelSize, bits: Int, hasAlpha: Bool, colorSpace: ColorSpace) throws(ImageError) -> PNGWriter
    {
        var writer = PNGWriter()
        var header: [UInt8] = []
        header.appendBigEndian32(size.width)
        header.appendBigEndian32(size.height)
        header += [UInt8(bits), hasAlpha ? 6 : 2, 0, 0, 0]
        writer.append("IHDR", header)
        if colorSpace == .sRGB && iccProfile == nil {
            writer.append("sRGB", [0])
        }
        return writer
    }
}
