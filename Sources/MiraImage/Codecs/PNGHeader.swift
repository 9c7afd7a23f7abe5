/// What a PNG's chunks say, read by a walk of our own: libpng sees the pixels only.
///
/// - Source: PNG (Third Edition), W3C 2025.
struct PNGHeader {
    var size = PixelSize(width: 0, height: 0)
    var bitDepth = 8
    var colorType = 0
    var isInterlaced = false
    var hasTransparencyKey = false
    var isAnimated = false
    var icc: [UInt8]?
    var exif: [UInt8]?
    var xmp: [UInt8]?
    var density: PixelDensity?
    var notes: [String] = []

    /// Bytes that a compressed profile or text may grow to.
    static let maxInflated = 16 << 20
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    init(_ bytes: [UInt8]) throws(ImageError) {
        guard bytes.name(at: 12) != "CgBI" else {
            throw ImageError(
                .unsupported,
                "expected a standard PNG but found Apple's CgBI variant; convert it first, for example with: "
                    + "pngcrush -revert-iphone-optimizations IN OUT.png")
        }
        guard bytes.count >= 33, let width = bytes.bigEndian32(at: 16), let height = bytes.bigEndian32(at: 20) else {
            throw ImageError(.malformed, "expected a PNG header but the file ends early; save or send it again")
        }
        guard bytes.name(at: 12) == "IHDR", bytes.bigEndian32(at: 8) == 13,
            bytes.bigEndian32(at: 29) == Int(crc32(of: bytes, 12..<29))
        else { throw ImageError(.malformed, "expected a PNG header but found damage; save or send it again") }
        bitDepth = Int(bytes[24])
        colorType = Int(bytes[25])
        isInterlaced = bytes[28] != 0
        let depths: [Int: [Int]] = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
        guard depths[colorType]?.contains(bitDepth) == true, bytes[26] == 0, bytes[27] == 0, bytes[28] <= 1 else {
            throw ImageError(
                .malformed,
                "expected a kind of pixel that PNG has but found colour type \(colorType) with \(bitDepth) bits; "
                    + "save or send it again")
        }
        size = PixelSize(width: width, height: height)
        readChunks(of: bytes, from: 33)
    }

    private mutating func readChunks(of bytes: [UInt8], from start: Int) {
        var at = start
        var seenPixels = false
        while let length = bytes.bigEndian32(at: at), let name = bytes.name(at: at + 4), length <= bytes.count - at - 12
        {
            let data = at + 8..<at + 8 + length
            switch name {
            case "IEND": return
            case "IDAT": seenPixels = true
            case "tRNS" where !seenPixels: hasTransparencyKey = colorType < 4
            case "acTL" where !seenPixels: isAnimated = true
            case "iCCP", "eXIf", "iTXt", "pHYs":
                if bytes.bigEndian32(at: data.upperBound) == Int(crc32(of: bytes, at + 4..<data.upperBound)) {
                    readMetadata(name, Array(bytes[data]))
                } else {
                    notes.append("the PNG's \(name) chunk is damaged and was passed over")
                }
            default: break
            }
            at = data.upperBound + 4
        }
    }

    private mutating func readMetadata(_ name: String, _ data: [UInt8]) {
        switch name {
        case "iCCP" where icc == nil:
            // Keyword, zero, method, zlib stream.
            if let zero = data.firstIndex(of: 0), zero + 2 < data.count, data[zero + 1] == 0,
                let profile = inflate(Array(data[(zero + 2)...]), upTo: Self.maxInflated)
            {
                icc = profile
            } else {
                notes.append("the colour profile is damaged and was passed over")
            }
        case "eXIf" where exif == nil:
            exif = data
        case "iTXt" where xmp == nil:
            xmp = Self.internationalText(data, keyword: "XML:com.adobe.xmp")
        case "pHYs":
            if data.count == 9, data[8] == 1, let x = data.bigEndian32(at: 0), let y = data.bigEndian32(at: 4), x > 0,
                y > 0
            {
                density = PixelDensity(x: Double(x) * 0.0254, y: Double(y) * 0.0254)
            }
        default: break
        }
    }

    /// The text of an iTXt chunk with `keyword`: keyword, 0, compressed, method, language, 0, translated keyword, 0, text.
    private static func internationalText(_ data: [UInt8], keyword: StaticString) -> [UInt8]? {
        let length = keyword.utf8CodeUnitCount
        guard data.has(keyword, at: 0), data.count > length + 3, data[length] == 0,
            let language = data[(length + 3)...].firstIndex(of: 0),
            let translated = data[(language + 1)...].firstIndex(of: 0)
        else { return nil }
        let text = Array(data[(translated + 1)...])
        return data[length + 1] == 0 ? text : inflate(text, upTo: maxInflated)
    }
}
