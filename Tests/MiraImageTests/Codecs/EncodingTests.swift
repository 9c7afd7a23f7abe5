import MiraImage
import MiraTestSupport
import Testing

@Suite struct EncodingTests {
    static func chunks(of png: [UInt8]) -> [(name: String, data: [UInt8])] {
        var result: [(String, [UInt8])] = []
        var at = 8
        while at + 12 <= png.count {
            let length = (0..<4).reduce(0) { $0 << 8 | Int(png[at + $1]) }
            result.append((String(decoding: png[at + 4..<at + 8], as: UTF8.self), Array(png[at + 8..<at + 8 + length])))
            at += 12 + length
        }
        return result
    }

    @Test(arguments: [(1, 1), (17, 9), (64, 33)], [0, 1, 6, 9])
    func pngKeepsEveryPixel(_ sides: (Int, Int), level: Int) throws {
        var options = EncodingOptions(.png)
        options.pngLevel = level
        for alpha: UInt8 in [255, 90, 0] {
            let picture = gradientPicture(width: sides.0, height: sides.1, alpha: alpha)
            let bytes = try picture.encoded(options)
            #expect(try Picture(decoding: bytes) == picture)
            // RGB when opaque, RGBA else.
            #expect(bytes[25] == (alpha == 255 ? 2 : 6))
        }
    }

    @Test(arguments: [UInt16.max, 30000])
    func deepPNGKeepsEveryPixel(alpha: UInt16) throws {
        var deep = DeepPicture(Grid(size: PixelSize(width: 19, height: 7), filledWith: .zero))
        for y in 0..<7 {
            for x in 0..<19 { deep.grid[x, y] = SIMD4(UInt16(x * 3001), UInt16(y * 9001), UInt16(x * y), alpha) }
        }
        let bytes = try deep.encoded(EncodingOptions(.png))
        guard case .sixteen(let decoded) = try ImageDecoder.decode(bytes).pixels else {
            Issue.record("16 bits did not stay 16 bits")
            return
        }
        #expect(decoded == deep)
        #expect(try Picture(decoding: deep.encoded(EncodingOptions(.jpeg))).size == deep.size)
    }

    @Test(arguments: ImageFormat.allCases)
    func sameBytesTwice(_ format: ImageFormat) throws {
        let picture = gradientPicture(width: 60, height: 41)
        #expect(try picture.encoded(EncodingOptions(format)) == picture.encoded(EncodingOptions(format)))
    }

    @Test(arguments: ImageFormat.allCases)
    func sRGBIsSaid(_ format: ImageFormat) throws {
        let bytes = try gradientPicture(width: 8, height: 8).encoded(EncodingOptions(format))
        if format == .png {
            #expect(Self.chunks(of: bytes).map(\.name) == ["IHDR", "sRGB", "IDAT", "IEND"])
        } else {
            #expect(try ImageDecoder.info(of: bytes).iccProfile == .sRGB)
            #expect(ICCProfile.sRGB.name == "sRGB")
            #expect(ICCProfile.sRGB.bytes.count < 600)
        }
    }

    @Test(arguments: ImageFormat.allCases, [255, 128] as [UInt8])
    func metadataComesBack(_ format: ImageFormat, alpha: UInt8) throws {
        var options = EncodingOptions(format)
        let profile = ICCBuilder.rgb([ICCBuilder.red, ICCBuilder.green, ICCBuilder.blue], gamma: 1.8, name: "eighteen")
        options.iccProfile = ICCProfile(bytes: profile)
        // The pixels are written upright, so the block must say so.
        options.exif = exifBlock(orientation: 6, littleEndian: true, isLong: true)
        options.xmp = Array("<x:xmpmeta>é</x:xmpmeta>".utf8)
        options.density = PixelDensity(x: 300, y: 150)
        let bytes = try gradientPicture(width: 33, height: 20, alpha: alpha).encoded(options)
        let info = try ImageDecoder.info(of: bytes)
        #expect(info.size == PixelSize(width: 33, height: 20))
        #expect(info.iccProfile == options.iccProfile)
        #expect(info.xmp == options.xmp)
        #expect(info.orientation == .up)
        #expect(info.exif?.count == options.exif?.count)
        #expect(info.notes.isEmpty)
        #expect(info.hasAlpha == (alpha != 255 && format != .jpeg))
        if format != .webp {
            #expect(info.density.map { [$0.x.rounded(), $0.y.rounded()] } == [300, 150])
        }
        #expect(throws: Never.self) { try ImageDecoder.decode(bytes) }
    }

    @Test(arguments: ImageFormat.allCases)
    func densityIsKept(_ format: ImageFormat) throws {
        var options = EncodingOptions(format)
        options.density = PixelDensity(x: 72, y: 600)
        let info = try ImageDecoder.info(of: gradientPicture(width: 8, height: 8).encoded(options))
        #expect(info.density.map { [$0.x.rounded(), $0.y.rounded()] } == [72, 600])
    }

    @Test(arguments: ImageFormat.allCases)
    func coloursThatAreKeptAreSaid(_ format: ImageFormat) throws {
        let profile = ICCProfile(
            bytes: ICCBuilder.rgb([ICCBuilder.green, ICCBuilder.blue, ICCBuilder.red], gamma: 1.8))
        var picture = gradientPicture(width: 8, height: 8)
        picture.colorSpace = .profile(profile)
        #expect(try ImageDecoder.info(of: picture.encoded(EncodingOptions(format))).iccProfile == profile)
    }

    @Test func textEntriesAreMadeSafe() throws {
        var options = EncodingOptions(.png)
        options.text = [
            ("Software", "Mira é"), ("Title", "猫\u{7}\r\nzwei"), ("  two   words ", "a\0b"), ("", "dropped"),
            ("名", "dropped"), (String(repeating: "k", count: 100), "long"),
        ]
        let chunks = Self.chunks(of: try gradientPicture(width: 2, height: 2).encoded(options))
        let texts = chunks.filter { $0.name == "tEXt" || $0.name == "iTXt" }
        try #require(texts.count == 4)
        #expect(texts[0].name == "tEXt" && texts[0].data == Array("Software\0Mira ".utf8) + [0xE9])
        #expect(texts[1].name == "iTXt" && texts[1].data == Array("Title\0\0\0\0\0猫\nzwei".utf8))
        #expect(texts[2].name == "tEXt" && texts[2].data == Array("two words\0ab".utf8))
        #expect(texts[3].data.firstIndex(of: 0) == 79)
    }

    @Test func jpegQualityAndChroma() throws {
        var options = EncodingOptions(.jpeg)
        let picture = gradientPicture(width: 64, height: 64)
        var last = 0
        for quality in [-5, 10, 50, 89, 90, 100, 1000] {
            options.quality = quality
            let bytes = try picture.encoded(options)
            #expect(bytes.count >= last)
            last = bytes.count
            let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
            #expect(bytes[frame + 11] == (quality >= 90 ? 0x11 : 0x22))
        }
    }

    @Test func jpegLaysTransparencyOnWhite() throws {
        var picture = Picture(size: PixelSize(width: 16, height: 16), filledWith: SIMD4(200, 0, 0, 0))
        #expect(try Picture(decoding: picture.encoded(EncodingOptions(.jpeg)))[8, 8] == SIMD4(255, 255, 255, 255))
        picture = Picture(size: picture.size, filledWith: SIMD4(0, 0, 0, 127))
        let gray = try Picture(decoding: picture.encoded(EncodingOptions(.jpeg)))[8, 8]
        #expect(abs(Int(gray.x) - 128) <= 1)
    }

    @Test(arguments: [(ImageFormat.jpeg, 65_501), (.webp, 16_384)])
    func sizesThatAFormatCannotHold(_ format: ImageFormat, width: Int) {
        let error = #expect(throws: ImageError.self) {
            try Picture(size: PixelSize(width: width, height: 1)).encoded(EncodingOptions(format))
        }
        #expect(error?.cause == .invalidArgument)
        #expect(throws: ImageError.self) {
            try Picture(size: PixelSize(width: 0, height: 4)).encoded(EncodingOptions(format))
        }
    }

    @Test func metadataThatAFormatCannotHold() {
        var options = EncodingOptions(.jpeg)
        options.xmp = [UInt8](repeating: 32, count: 70_000)
        let error = #expect(throws: ImageError.self) { try gradientPicture(width: 4, height: 4).encoded(options) }
        #expect(error?.cause == .invalidArgument)
        options.format = .png
        #expect(throws: Never.self) { try gradientPicture(width: 4, height: 4).encoded(options) }
    }
}
