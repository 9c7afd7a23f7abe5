import MiraImage
import MiraTestSupport
import Testing

@Suite struct WebPDecodingTests {
    static func lossless(_ picture: Picture) throws -> [UInt8] {
        var options = EncodingOptions(.webp)
        options.lossless = true
        return try picture.encoded(options)
    }

    @Test(arguments: [255, 120, 0] as [UInt8])
    func losslessKeepsEveryPixel(alpha: UInt8) throws {
        let picture = gradientPicture(width: 31, height: 17, alpha: alpha)
        let bytes = try Self.lossless(picture)
        #expect(try Picture(decoding: bytes) == picture)
        #expect(try ImageDecoder.info(of: bytes).hasAlpha == (alpha != 255))
    }

    @Test(arguments: [255, 120] as [UInt8])
    func lossyIsClose(alpha: UInt8) throws {
        var picture = Picture(size: PixelSize(width: 40, height: 30))
        for y in 0..<30 { for x in 0..<40 { picture[x, y] = SIMD4(UInt8(x * 5), UInt8(y * 7), 90, alpha) } }
        let decoded = try Picture(decoding: picture.encoded(EncodingOptions(.webp)))
        #expect(decoded.size == picture.size)
        for y in 0..<30 {
            for x in 0..<40 {
                let (a, b) = (
                    SIMD4<Int>(truncatingIfNeeded: picture[x, y]), SIMD4<Int>(truncatingIfNeeded: decoded[x, y])
                )
                #expect(a.w == b.w)
                #expect(abs((a &- b).wrappedSum()) < 30)
            }
        }
    }

    /// A frame smaller than the canvas lies where it says, on transparent ground, its own alpha kept.
    @Test(arguments: [0, 2] as [UInt8])
    func animationGivesItsFirstFrameOnTheCanvas(flags: UInt8) throws {
        let frame = gradientPicture(width: 10, height: 6, alpha: 77)
        let other = gradientPicture(width: 20, height: 12, alpha: 255)
        let animated = WebPBuilder.file(
            WebPBuilder.header(width: 20, height: 12, flags: 0x12)
                + WebPBuilder.chunk("ANIM", [9, 8, 7, 255, 0, 0])
                + WebPBuilder.frame(
                    x: 4, y: 2, width: 10, height: 6, flags: flags,
                    WebPBuilder.pictureChunks(of: try Self.lossless(frame)))
                + WebPBuilder.frame(
                    x: 0, y: 0, width: 20, height: 12, WebPBuilder.pictureChunks(of: try Self.lossless(other))))
        let image = try ImageDecoder.decode(animated)
        #expect(image.info.isAnimated && image.info.hasAlpha)
        let picture = image.storedPicture()
        #expect(picture.size == PixelSize(width: 20, height: 12))
        for y in 0..<12 {
            for x in 0..<20 {
                let inside = (4..<14).contains(x) && (2..<8).contains(y)
                #expect(picture[x, y] == (inside ? frame[x - 4, y - 2] : .zero))
            }
        }
    }

    @Test func frameOutsideTheCanvasIsRefused() throws {
        let picture = WebPBuilder.pictureChunks(of: try Self.lossless(gradientPicture(width: 10, height: 6)))
        for (x, y, width, height) in [(12, 0, 10, 6), (0, 8, 10, 6), (0, 0, 8, 6), (1 << 24, 0, 10, 6)] {
            let bytes = WebPBuilder.file(
                WebPBuilder.header(width: 20, height: 12, flags: 0x02)
                    + WebPBuilder.frame(x: x, y: y, width: width, height: height, picture))
            let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes) }
            #expect(error?.cause == .malformed)
        }
    }

    @Test func animationWithoutAFrameIsRefused() {
        let bytes = WebPBuilder.file(WebPBuilder.header(width: 20, height: 12, flags: 0x02))
        #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes) }
    }

    @Test func metadataOfChunks() throws {
        let xmp = Array("<x:xmpmeta/>".utf8)
        let profile = ICCBuilder.rgb([ICCBuilder.red, ICCBuilder.green, ICCBuilder.blue], gamma: 1.8, name: "eighteen")
        let picture = WebPBuilder.pictureChunks(of: try Self.lossless(gradientPicture(width: 10, height: 6)))
        let bytes = WebPBuilder.file(
            WebPBuilder.header(width: 10, height: 6, flags: 0x2C) + WebPBuilder.chunk("ICCP", profile) + picture
                + WebPBuilder.chunk("EXIF", Array("Exif\0\0".utf8) + exifBlock(orientation: 3))
                + WebPBuilder.chunk("XMP ", xmp))
        let info = try ImageDecoder.info(of: bytes)
        #expect(info.orientation == .down)
        #expect(info.exif == exifBlock(orientation: 3))
        #expect(info.xmp == xmp)
        #expect(info.iccProfile?.name == "eighteen")
    }
}
