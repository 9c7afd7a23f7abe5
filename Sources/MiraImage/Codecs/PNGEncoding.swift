import CMiraCodecs

extension Picture {
    /// RGB when the picture is opaque, RGBA else.
    func encodedPNG(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let hasAlpha = hasTransparency
        var writer = try options.pngHeader(size, bits: 8, hasAlpha: hasAlpha, colorSpace: colorSpace)
        try unsafe grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe writer.appendPixels(
                size, bits: 8, hasAlpha: hasAlpha, level: options.pngLevel, UnsafeRawPointer(pixels.baseAddress))
        }
        writer.append("IEND", [])
        return writer.bytes
    }
}

extension DeepPicture {
    /// RGB of 16 bits when the picture is opaque, RGBA else.
    func encodedPNG(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let hasAlpha = hasTransparency
        var writer = try options.pngHeader(size, bits: 16, hasAlpha: hasAlpha, colorSpace: colorSpace)
        try unsafe grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe writer.appendPixels(
                size, bits: 16, hasAlpha: hasAlpha, level: options.pngLevel, UnsafeRawPointer(pixels.baseAddress))
        }
        writer.append("IEND", [])
        return writer.bytes
    }

    private var hasTransparency: Bool {
        let pixels = grid.pixels
        for index in pixels.indices where pixels[index].w != .max { return true }
        return false
    }
}

/// Writes the chunks of a PNG; the pixels are filtered and deflated in C.
///
/// - Source: PNG (Third Edition), W3C 2025.
struct PNGWriter {
    private(set) var bytes = PNGHeader.signature

    mutating func append(_ name: StaticString, _ data: some Collection<UInt8>) {
        bytes.appendBigEndian32(data.count)
        let start = bytes.count
        bytes.append(ascii: name)
        bytes.append(contentsOf: data)
        bytes.appendBigEndian32(Int(crc32(of: bytes, start..<bytes.count)))
    }

    /// Writes the pixels: `size.area` of four samples, in the machine's byte order.
    mutating func appendPixels(
        _ size: PixelSize, bits: Int32, hasAlpha: Bool, level: Int, _ pixels: UnsafeRawPointer?
    ) throws(ImageError) {
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        defer { unsafe mira_free(out) }
        try unsafe callCodec("PNG") { message in
            unsafe mira_png_compress(
                pixels, UInt32(size.width), UInt32(size.height), bits, hasAlpha, Int32(level), &out, &count, message)
        }
        // On success `out` holds `count` bytes.
        let stream = unsafe UnsafeBufferPointer(start: out, count: count)
        bytes.reserveCapacity(bytes.count + count + 64)
        // A chunk's length is a 31-bit number.
        let most = 1 << 30
        for start in stride(from: 0, to: count, by: most) {
            unsafe append("IDAT", stream[start..<min(count, start + most)])
        }
    }

    /// A text entry: `tEXt` where Latin-1 has its characters, `iTXt` else; left out without a keyword that PNG allows.
    mutating func append(keyword: String, text: String) {
        guard let keyword = Self.keyword(keyword) else { return }
        let clean = Self.plain(text)
        if let latin = Self.latin1(clean) {
            append("tEXt", keyword + [0] + latin)
        } else {
            appendInternational(keyword: keyword, text: Array(clean.utf8))
        }
    }

    /// An `iTXt` entry, not compressed, of no named language.
    mutating func appendInternational(keyword: [UInt8], text: [UInt8]) {
        append("iTXt", keyword + [0, 0, 0, 0, 0] + text)
    }

    /// 1 to 79 printable characters of Latin-1, without spaces at the ends or side by side.
    private static func keyword(_ text: String) -> [UInt8]? {
        let words = latin1(plain(text).map { $0 == "\n" ? " " : String($0) }.joined())?.split(separator: 0x20)
        let joined = words.map { Array($0.joined(separator: [0x20]).prefix(79)) } ?? []
        let trimmed = joined.last == 0x20 ? joined.dropLast() : joined[...]
        return trimmed.isEmpty ? nil : Array(trimmed)
    }

    /// The text with line feeds as its only control characters.
    private static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if previous != "\r" { result.append("\n") }
            case "\t": result.append(" ")
            default: if scalar.properties.generalCategory != .control { result.append(scalar) }
            }
            previous = scalar
        }
        return String(result)
    }

    private static func latin1(_ text: String) -> [UInt8]? {
        let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        return bytes.count == text.unicodeScalars.count ? bytes : nil
    }
}

extension EncodingOptions {
    /// The chunks before the pixels.
    fileprivate func pngHeader(
        _ size: PixelSize, bits: Int, hasAlpha: Bool, colorSpace: ColorSpace
    ) throws(ImageError) -> PNGWriter {
        var writer = PNGWriter()
        var header: [UInt8] = []
        header.appendBigEndian32(size.width)
        header.appendBigEndian32(size.height)
        header += [UInt8(bits), hasAlpha ? 6 : 2, 0, 0, 0]
        writer.append("IHDR", header)
        if let profile = iccProfile ?? colorSpace.profile {
            writer.append("iCCP", Array("icc".utf8) + [0, 0] + (try deflate(profile.bytes)))
        } else {
            // Perceptual, as most writers say.
            writer.append("sRGB", [0])
        }
        if let density {
            var physical: [UInt8] = []
            for value in [density.x, density.y] {
                physical.appendBigEndian32(Int((min(max(value, 0), 1_000_000) / 0.0254).rounded()))
            }
            writer.append("pHYs", physical + [1])
        }
        if let exif = uprightEXIF { writer.append("eXIf", exif) }
        for entry in text { writer.append(keyword: entry.keyword, text: entry.text) }
        if let xmp {
            writer.appendInternational(keyword: Array("XML:com.adobe.xmp".utf8), text: xmp.filter { $0 != 0 })
        }
        return writer
    }
}
