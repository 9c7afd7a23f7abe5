import MiraImage
import MiraTestSupport
import Testing

@Suite struct PNGDecodingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: PNGBuilder.Kind
        let depth: Int
        let isInterlaced: Bool
        var testDescription: String { "\(kind) \(depth) bits\(isInterlaced ? " interlaced" : "")" }
    }

    static let cases = PNGBuilder.Kind.allCases.flatMap { kind in
        kind.depths.flatMap { depth in [false, true].map { Case(kind: kind, depth: depth, isInterlaced: $0) } }
    }

    /// A sample that uses every value of its depth, and differs between channels and neighbours.
    static func sample(_ x: Int, _ y: Int, _ channel: Int, depth: Int) -> Int {
        (x * 40503 + y * 25717 + channel * 9973 + x * y * 771) & ((1 << depth) - 1)
    }

    static func palette(_ index: Int) -> [UInt8] {
        [UInt8(index * 7 & 255), UInt8((index * 29 + 3) & 255), UInt8(255 - index & 255)]
    }

    /// What each sample means at full depth, as PNG's standard has it.
    static func expected(_ builder: PNGBuilder, _ x: Int, _ y: Int) -> SIMD4<Int> {
        let top = (1 << builder.depth) - 1
        let s = (0..<builder.kind.channels).map { builder.sample(x, y, $0) }
        switch builder.kind {
        case .gray: return SIMD4(s[0], s[0], s[0], top)
        case .rgb: return SIMD4(s[0], s[1], s[2], top)
        case .palette:
            let color = palette(s[0])
            return SIMD4(Int(color[0]), Int(color[1]), Int(color[2]), 255)
        case .grayAlpha: return SIMD4(s[0], s[0], s[0], s[1])
        case .rgba: return SIMD4(s[0], s[1], s[2], s[3])
        }
    }

    /// Sizes around the passes of interlacing and the padding of packed rows, every filter among the rows.
    @Test(arguments: cases, [(1, 1), (5, 3), (9, 17), (33, 12)])
    func everyKind(_ kind: Case, _ size: (Int, Int)) throws {
        var builder = PNGBuilder(size.0, size.1, kind.kind, depth: kind.depth) {
            Self.sample($0, $1, $2, depth: kind.depth)
        }
        builder.isInterlaced = kind.isInterlaced
        builder.filters = [4, 1, 3, 2, 0, 4]
        builder.parts = 3
        if kind.kind == .palette {
            builder.chunks = [("PLTE", (0..<(1 << kind.depth)).flatMap(Self.palette))]
        }
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.size == PixelSize(width: size.0, height: size.1))
        #expect(image.info.bitDepth == kind.depth)
        #expect(image.info.hasAlpha == (kind.kind == .rgba || kind.kind == .grayAlpha))
        let model: ImageInfo.ColorModel =
            switch kind.kind {
            case .gray, .grayAlpha: .gray
            case .palette: .palette
            case .rgb, .rgba: .rgb
            }
        #expect(image.info.colorModel == model)
        let top = kind.kind == .palette ? 255 : (1 << kind.depth) - 1
        for y in 0..<size.1 {
            for x in 0..<size.0 {
                let wanted = Self.expected(builder, x, y)
                switch image.pixels {
                case .sixteen(let deep):
                    #expect(kind.depth == 16)
                    try #require(SIMD4<Int>(truncatingIfNeeded: deep.grid[x, y]) == wanted)
                case .eight(let picture):
                    #expect(kind.depth <= 8)
                    try #require(SIMD4<Int>(truncatingIfNeeded: picture[x, y]) &* top == wanted &* 255)
                case .cmyk: Issue.record("a PNG has no inks")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 4, 8, 16])
    func grayKeyIsComparedAtFullDepth(depth: Int) throws {
        var builder = PNGBuilder(4, 1, .gray, depth: depth) { x, _, _ in [0, 1, 0, 1][x] }
        builder.chunks = [("tRNS", [0, 1])]
        let picture = try ImageDecoder.decode(builder.bytes).storedPicture()
        #expect((0..<4).map { picture[$0, 0].w } == [255, 0, 255, 0])
        #expect(try ImageDecoder.info(of: builder.bytes).hasAlpha)
    }

    /// 0x1234 and 0x1235 are the same in 8 bits; only one is the key.
    @Test func deepColorKeyIsComparedAtFullDepth() throws {
        var builder = PNGBuilder(2, 1, .rgb, depth: 16) { x, _, channel in 0x1234 + (channel == 2 ? x : 0) }
        builder.chunks = [("tRNS", [0x12, 0x34, 0x12, 0x34, 0x12, 0x34])]
        guard case .sixteen(let deep) = try ImageDecoder.decode(builder.bytes).pixels else {
            Issue.record("16 bits did not stay 16 bits")
            return
        }
        #expect(deep.grid[0, 0] == SIMD4(0x1234, 0x1234, 0x1234, 0))
        #expect(deep.grid[1, 0] == SIMD4(0x1234, 0x1234, 0x1235, 0xFFFF))
    }

    @Test func paletteTransparencyMayBeShort() throws {
        var builder = PNGBuilder(3, 1, .palette, depth: 2) { x, _, _ in x }
        builder.chunks = [("PLTE", (0..<3).flatMap(Self.palette)), ("tRNS", [7, 100])]
        let picture = try ImageDecoder.decode(builder.bytes).storedPicture()
        #expect((0..<3).map { picture[$0, 0].w } == [7, 100, 255])
    }

    @Test func deepPixelsAreRoundedToEightBits() throws {
        let values = [0, 128, 129, 32767, 32768, 65407, 65408, 65535]
        let builder = PNGBuilder(values.count, 1, .gray, depth: 16) { x, _, _ in values[x] }
        let picture = try ImageDecoder.decode(builder.bytes).storedPicture()
        for (x, value) in values.enumerated() {
            #expect(Int(picture[x, 0].x) == Int((Double(value) / 257).rounded()))
        }
    }

    @Test func animationGivesItsDefaultImage() throws {
        var builder = PNGBuilder(2, 2, .rgb) { x, y, _ in x * 100 + y }
        builder.chunks = [("acTL", bigEndian32(2) + bigEndian32(0))]
        let frame = storedZlib([UInt8](repeating: 0, count: 14))
        builder.lateChunks = [("fdAT", bigEndian32(1) + frame)]
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.isAnimated)
        #expect(image.storedPicture()[1, 1] == SIMD4(101, 101, 101, 255))
    }

    @Test func metadataIsFoundBeforeAndBehindThePixels() throws {
        let xmp = Array("<x:xmpmeta/>".utf8)
        let text = Array("XML:com.adobe.xmp\0".utf8)
        let metadata: [(String, [UInt8])] = [
            ("eXIf", exifBlock(orientation: 6)), ("iTXt", text + [1, 0, 0, 0] + storedZlib(xmp)),
        ]
        for isLate in [false, true] {
            var builder = PNGBuilder(3, 2, .gray) { x, y, _ in x + 10 * y }
            builder.chunks = [("pHYs", bigEndian32(11811) + bigEndian32(5906) + [1])] + (isLate ? [] : metadata)
            builder.lateChunks = isLate ? metadata : []
            let info = try ImageDecoder.info(of: builder.bytes)
            #expect(info.orientation == .right)
            #expect(info.displaySize == PixelSize(width: 2, height: 3))
            #expect(info.exif == exifBlock(orientation: 6))
            #expect(info.xmp == xmp)
            #expect(info.density.map { [$0.x.rounded(), $0.y.rounded()] } == [300, 150])
            #expect(info.notes.isEmpty)
        }
    }

    @Test func damagedMetadataIsPassedOverWithANote() throws {
        var builder = PNGBuilder(3, 2, .gray) { x, y, _ in x + 10 * y }
        builder.chunks = [("eXIf", exifBlock(orientation: 6))]
        var bytes = builder.bytes
        bytes[33 + 8 + 3] ^= 1
        let info = try ImageDecoder.info(of: bytes)
        #expect(info.orientation == .up)
        #expect(info.notes.count == 1)
    }

    /// 17 MiB of zeros in 100 KiB: a profile, a text and an unknown chunk that must not be unpacked.
    @Test func chunkBombsCostNothing() throws {
        var builder = PNGBuilder(1, 1, .gray) { _, _, _ in 9 }
        let bomb = Array("x\0\0".utf8) + deflatedZeros(megabytes: 17)
        builder.chunks = [
            ("iCCP", bomb), ("zTXt", bomb), ("iTXt", Array("XML:com.adobe.xmp\0\u{1}\0\0\0".utf8) + bomb),
        ]
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.iccProfile == nil)
        #expect(image.storedPicture()[0, 0] == SIMD4(9, 9, 9, 255))
    }

    /// A zlib stream of so many MiB of zeros: one literal and matches of 258 bytes, by the fixed code; no checksum.
    private func deflatedZeros(megabytes: Int) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x9C]
        var pending = 0
        var bits = 0
        func put(_ value: Int, _ count: Int) {
            pending |= value << bits
            bits += count
            while bits >= 8 {
                stream.append(UInt8(pending & 255))
                pending >>= 8
                bits -= 8
            }
        }
        put(0b011, 3)
        put(0b0000_1100, 8)
        // Length 258 is code 285: 11000101, sent from its high bit; distance 1 is five zeros.
        for _ in 0..<(megabytes << 20) / 258 {
            put(0b1010_0011, 8)
            put(0, 5)
        }
        put(0, 7 + 8)
        return stream
    }
}
