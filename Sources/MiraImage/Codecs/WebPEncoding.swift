import CMiraCodecs

extension Picture {
    /// An extended WebP: the coded picture of libwebp in a container of our own.
    ///
    /// - Source: WebP Container Specification; RFC 9649.
    func encodedWebP(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let hasAlpha = hasTransparency
        let simple = try unsafe grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe encodedBytes("WebP") { out, count, message in
                // The grid holds width*height pixels of four bytes.
                unsafe mira_webp_encode(
                    UnsafeRawPointer(pixels.baseAddress)?.assumingMemoryBound(to: UInt8.self), UInt32(width),
                    UInt32(height), hasAlpha, Int32(options.clampedQuality), options.lossless, out, count, message)
            }
        }
        let exif = options.uprightEXIF ?? options.density.map(EXIF.block(density:))
        let flags = 0x20 | (hasAlpha ? 0x10 : 0) | (exif == nil ? 0 : 0x08) | (options.xmp == nil ? 0 : 0x04)
        var header: [UInt8] = []
        header.appendLittleEndian32(flags)
        header.appendLittleEndian24(width - 1)
        header.appendLittleEndian24(height - 1)

        var chunks: [UInt8] = []
        chunks.append(ascii: "WEBP")
        chunks.append(chunk: "VP8X", header)
        chunks.append(chunk: "ICCP", options.profile(for: colorSpace).bytes)
        // Behind "RIFF", its length and "WEBP": the picture's own chunks, but not the header that libwebp writes for alpha.
        chunks += simple.dropFirst(simple.name(at: 12) == "VP8X" ? 12 + 18 : 12)
        if let exif { chunks.append(chunk: "EXIF", exif) }
        if let xmp = options.xmp { chunks.append(chunk: "XMP ", xmp) }

        var file: [UInt8] = []
        file.append(ascii: "RIFF")
        file.appendLittleEndian32(chunks.count)
        return file + chunks
    }
}

extension Array where Element == UInt8 {
    fileprivate mutating func append(chunk name: StaticString, _ data: [UInt8]) {
        append(ascii: name)
        appendLittleEndian32(data.count)
        self += data
        if data.count % 2 == 1 { append(0) }
    }
}
