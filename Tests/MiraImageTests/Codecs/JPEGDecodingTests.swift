import MiraImage
import MiraTestSupport
import Testing

@Suite struct JPEGDecodingTests {
    static let one = (h: 1, v: 1)

    /// The value of a block, different for neighbours and components.
    static func value(_ component: Int, _ x: Int, _ y: Int) -> Int { (x * 53 + y * 29 + component * 97) & 255 }

    @Test(arguments: [0xC0, 0xC1, 0xC2] as [UInt8])
    func gray(frame: UInt8) throws {
        var builder = JPEGBuilder(37, 21, sampling: [Self.one], sample: Self.value)
        builder.frame = frame
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.colorModel == .gray)
        #expect(image.info.size == PixelSize(width: 37, height: 21))
        let picture = image.storedPicture()
        for y in 0..<21 {
            for x in 0..<37 {
                let value = UInt8(Self.value(0, x / 8, y / 8))
                #expect(picture[x, y] == SIMD4(value, value, value, 255))
            }
        }
    }

    @Test(arguments: [0xC0, 0xC2] as [UInt8], [0, 2])
    func rgbByAdobesMarkerAndByNames(frame: UInt8, restartInterval: Int) throws {
        var builder = JPEGBuilder(20, 20, sampling: [Self.one, Self.one, Self.one], sample: Self.value)
        builder.frame = frame
        builder.restartInterval = restartInterval
        builder.segments = JPEGBuilder.adobe(transform: 0)
        var named = builder
        named.segments = []
        named.componentIDs = Array("RGB".utf8)
        for bytes in [builder.bytes, named.bytes] {
            let image = try ImageDecoder.decode(bytes)
            #expect(image.info.colorModel == .rgb)
            let picture = image.storedPicture()
            for (x, y) in [(0, 0), (19, 3), (8, 19), (15, 15)] {
                let wanted = (0..<3).map { UInt8(Self.value($0, x / 8, y / 8)) }
                #expect(picture[x, y] == SIMD4(wanted[0], wanted[1], wanted[2], 255))
            }
        }
    }

    /// Chroma of one value everywhere, so that no way of enlarging it matters.
    @Test(arguments: [(1, 1), (2, 1), (1, 2), (2, 2), (4, 1), (4, 2), (1, 4)], [0xC0, 0xC2] as [UInt8])
    func everySubsampling(_ factors: (h: Int, v: Int), frame: UInt8) throws {
        var builder = JPEGBuilder(67, 45, sampling: [factors, Self.one, Self.one]) { component, x, y in
            component == 0 ? (x * 31 + y * 17) & 127 + 64 : component == 1 ? 110 : 150
        }
        builder.frame = frame
        let picture = try ImageDecoder.decode(builder.bytes).storedPicture()
        for (x, y) in [(0, 0), (66, 44), (31, 20), (40, 9)] {
            let luma = Double((x / 8 * 31 + y / 8 * 17) & 127 + 64)
            // ITU-T T.871.
            let wanted = [luma + 1.402 * 22, luma - 0.344136 * -18 - 0.714136 * 22, luma + 1.772 * -18]
            for channel in 0..<3 {
                #expect(abs(Double(picture[x, y][channel]) - min(255, max(0, wanted[channel]))) <= 1)
            }
        }
    }

    @Test func inksByThePlainFormula() throws {
        var builder = JPEGBuilder(16, 16, sampling: [Self.one, Self.one, Self.one, Self.one], sample: Self.value)
        for isAdobe in [true, false] {
            builder.segments = isAdobe ? JPEGBuilder.adobe(transform: 0) : []
            let image = try ImageDecoder.decode(builder.bytes)
            #expect(image.info.colorModel == .cmyk)
            for (x, y) in [(0, 0), (9, 9), (15, 0)] {
                // Adobe stores 255 less the ink.
                let ink = (0..<4).map { Self.value($0, x / 8, y / 8) }.map { isAdobe ? 255 - $0 : $0 }
                let wanted = (0..<3).map { UInt8((Double((255 - ink[$0]) * (255 - ink[3])) / 255).rounded()) }
                #expect(image.storedPicture()[x, y] == SIMD4(wanted[0], wanted[1], wanted[2], 255))
                #expect(try image.picture(in: .sRGB)[x, y] == SIMD4(wanted[0], wanted[1], wanted[2], 255))
            }
        }
    }

    /// YCCK with neutral chroma: all three inks are what the first component says.
    @Test func ycckIsToldFromCMYK() throws {
        var builder = JPEGBuilder(8, 8, sampling: [Self.one, Self.one, Self.one, Self.one]) { component, _, _ in
            [200, 128, 128, 255][component]
        }
        builder.segments = JPEGBuilder.adobe(transform: 2)
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.colorModel == .ycck)
        // libjpeg turns YCC to 255 less RGB, and Adobe stores inks inverted: ink 200 at no black.
        #expect(image.storedPicture()[3, 3] == SIMD4(55, 55, 55, 255))
    }

    @Test func multiPictureFileGivesItsFirst() throws {
        let first = JPEGBuilder(8, 8, sampling: [Self.one]) { _, _, _ in 40 }.bytes
        let second = JPEGBuilder(16, 16, sampling: [Self.one]) { _, _, _ in 200 }.bytes
        let picture = try Picture(decoding: first + second)
        #expect(picture.size == PixelSize(width: 8, height: 8))
        #expect(picture[7, 7] == SIMD4(40, 40, 40, 255))
    }

    @Test(
        arguments: [
            (0xC3, 8, "lossless"), (0xC9, 8, "arithmetic"), (0xCA, 8, "arithmetic"), (0xCB, 8, "lossless arithmetic"),
            (0xC5, 8, "hierarchical"), (0xCE, 8, "hierarchical"), (0xC1, 12, "12 bits"), (0xF7, 8, "JPEG-LS"),
        ] as [(UInt8, UInt8, String)])
    func kindsThatAreNotReadAreNamed(frame: UInt8, precision: UInt8, name: String) {
        var builder = JPEGBuilder(8, 8, sampling: [Self.one]) { _, _, _ in 40 }
        builder.frame = frame
        builder.precision = precision
        for attempt in [
            { _ = try ImageDecoder.info(of: builder.bytes) }, { _ = try ImageDecoder.decode(builder.bytes) },
        ] {
            let error = #expect(throws: ImageError.self) { try attempt() }
            #expect(error?.cause == .unsupported)
            #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
        }
    }

    @Test func metadataOfSegments() throws {
        let xmp = Array("<x:xmpmeta/>".utf8)
        let profile = ICCBuilder.rgb([ICCBuilder.red, ICCBuilder.green, ICCBuilder.blue], gamma: 1.8, name: "eighteen")
        var builder = JPEGBuilder(8, 8, sampling: [Self.one]) { _, _, _ in 40 }
        builder.segments =
            JPEGBuilder.segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 2] + bigEndian16(100) + bigEndian16(50) + [0, 0])
            + JPEGBuilder.exif(exifBlock(orientation: 8, littleEndian: true))
            + JPEGBuilder.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp)
            + JPEGBuilder.profile(profile, most: 100)
        let info = try ImageDecoder.info(of: builder.bytes)
        #expect(info.orientation == .left)
        #expect(info.xmp == xmp)
        #expect(info.density == PixelDensity(x: 254, y: 127))
        #expect(info.iccProfile?.bytes == profile)
        #expect(info.iccProfile?.name == "eighteen")
        #expect(info.notes.isEmpty)
    }

    @Test func incompleteProfileIsPassedOverWithANote() throws {
        let profile = ICCBuilder.rgb([ICCBuilder.red, ICCBuilder.green, ICCBuilder.blue], gamma: 1.8)
        var builder = JPEGBuilder(8, 8, sampling: [Self.one]) { _, _, _ in 40 }
        let segments = JPEGBuilder.profile(profile, most: 200)
        builder.segments = Array(segments.dropFirst(2 + 2 + 14 + 200))
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.iccProfile == nil)
        #expect(image.info.notes.count == 1)
    }

    @Test func damageIsNoted() throws {
        let builder = JPEGBuilder(64, 64, sampling: [Self.one]) { _, x, y in (x * 37 + y * 11) & 255 }
        var bytes = builder.bytes
        // A marker in the midst of the scan ends it early, though the file goes on.
        bytes.replaceSubrange(bytes.count - 40..<bytes.count - 38, with: [0xFF, 0xD9])
        let image = try ImageDecoder.decode(bytes)
        #expect(image.info.notes.count == 1)
        #expect(image.storedPicture()[0, 0].x == UInt8(builder.sample(0, 0, 0)))
    }
}
