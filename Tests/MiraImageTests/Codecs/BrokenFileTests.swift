import MiraImage
import MiraTestSupport
import Testing

/// Files that must be refused, or at least survived.
@Suite struct BrokenFileTests {
    static func whole(_ format: ImageFormat) throws -> [UInt8] {
        var options = EncodingOptions(format)
        options.exif = exifBlock(orientation: 1)
        options.xmp = Array("<x:xmpmeta/>".utf8)
        return try gradientPicture(width: 12, height: 10, alpha: 200).encoded(options)
    }

    /// Every way to cut off a PNG or a WebP is noticed; a JPEG's end marker may be missing.
    @Test(arguments: ImageFormat.allCases)
    func truncatedFilesAreRefused(_ format: ImageFormat) throws {
        let bytes = try Self.whole(format)
        for length in 0..<bytes.count - (format == .jpeg ? 4 : 0) {
            let error = #expect(throws: ImageError.self, "\(length) of \(bytes.count) bytes") {
                try ImageDecoder.decode(Array(bytes[..<length]))
            }
            #expect(error?.cause == .malformed)
            #expect(error?.message.contains("\n") == false)
        }
    }

    @Test func truncatedProgressiveJPEGIsRefused() throws {
        var builder = JPEGBuilder(64, 64, sampling: [(1, 1)]) { _, x, y in (x * 37 + y * 11) & 255 }
        builder.frame = 0xC2
        let bytes = builder.bytes
        #expect(throws: Never.self) { try ImageDecoder.decode(bytes) }
        #expect(throws: ImageError.self) { try ImageDecoder.decode(Array(bytes[..<(bytes.count - 6)])) }
        #expect(throws: ImageError.self) { try ImageDecoder.decode(Array(bytes[..<(bytes.count / 2)])) }
    }

    /// Nothing may crash, hang or trap, whatever a byte becomes.
    @Test(arguments: ImageFormat.allCases)
    func changedBytesAreSurvived(_ format: ImageFormat) throws {
        let bytes = try Self.whole(format)
        let changes: [UInt8] = [0x01, 0x80, 0xFF]
        for index in bytes.indices {
            var broken = bytes
            broken[index] ^= changes[index % 3]
            _ = try? ImageDecoder.decode(broken, limits: Self.small).picture(in: .sRGB)
        }
    }

    static var small: Limits {
        var limits = Limits()
        limits.maxPixels = 1 << 16
        return limits
    }

    /// What a PNG's checksums guard is refused, whichever bit fell over.
    @Test func changedPixelsOfPNGAreRefused() throws {
        let builder = PNGBuilder(9, 9, .rgb) { x, y, c in x * y + c }
        let bytes = builder.bytes
        // From the start of the header's data to the end of the pixels' checksum.
        for index in 16..<bytes.count - 12 where index < 33 || index >= 41 {
            var broken = bytes
            broken[index] ^= 4
            #expect(throws: ImageError.self, "byte \(index)") { try ImageDecoder.decode(broken) }
        }
    }

    @Test func pixelsThatAreTooFewAreRefused() throws {
        var builder = PNGBuilder(8, 8, .gray) { x, y, _ in x + y }
        let short = PNGBuilder(8, 7, .gray) { x, y, _ in x + y }.bytes
        // The pixels of a lower picture behind the header of a higher one.
        builder.sample = { _, _, _ in 0 }
        #expect(throws: ImageError.self) { try ImageDecoder.decode(Array(builder.bytes[..<33] + short[33...])) }
    }

    @Test func filterThatDoesNotExistIsRefused() {
        var builder = PNGBuilder(8, 8, .gray) { x, y, _ in x + y }
        builder.filters = [5]
        #expect(throws: ImageError.self) { try ImageDecoder.decode(builder.bytes) }
    }

    @Test func paletteIndexBeyondThePaletteIsSurvived() throws {
        var builder = PNGBuilder(4, 1, .palette, depth: 8) { x, _, _ in x * 80 }
        builder.chunks = [("PLTE", [1, 2, 3])]
        _ = try? ImageDecoder.decode(builder.bytes)
        builder.chunks = []
        #expect(throws: ImageError.self) { try ImageDecoder.decode(builder.bytes) }
    }

    /// Huge headers are refused by what they say, before memory is taken for them.
    @Test(arguments: [(60_000, 60_000), (32_768, 1), (1, 32_768), (20_000, 20_000)])
    func hugeHeadersAreRefused(width: Int, height: Int) throws {
        var png = PNGBuilder(1, 1, .rgba) { _, _, _ in 0 }.bytes
        let header = bigEndian32(width) + bigEndian32(height) + [8, 6, 0, 0, 0]
        png.replaceSubrange(8..<33, with: PNGBuilder.chunk("IHDR", header))
        var jpeg = JPEGBuilder(8, 8, sampling: [(1, 1)]) { _, _, _ in 0 }.bytes
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: bigEndian16(height) + bigEndian16(width))
        var files = [png, jpeg]
        if min(width, height) >= 24 {
            files.append(
                WebPBuilder.file(
                    WebPBuilder.header(width: width, height: height, flags: 2)
                        + WebPBuilder.frame(
                            x: 0, y: 0, width: 12, height: 10, try WebPBuilder.pictureChunks(of: Self.whole(.webp)))))
        }
        for bytes in files {
            for attempt in [{ _ = try ImageDecoder.info(of: bytes) }, { _ = try ImageDecoder.decode(bytes) }] {
                let error = #expect(throws: ImageError.self) { try attempt() }
                #expect(error?.cause == .limitExceeded)
                #expect(error?.message.contains("\(width)x\(height)") == true)
            }
        }
    }

    @Test func limitsOfTheCallerHold() throws {
        let bytes = try Self.whole(.png)
        var limits = Limits()
        limits.maxInputBytes = bytes.count - 1
        #expect(throws: ImageError.self) { try ImageDecoder.info(of: bytes, limits: limits) }
        limits = Limits()
        limits.maxPixels = 12 * 10 - 1
        #expect(throws: ImageError.self) { try ImageDecoder.info(of: bytes, limits: limits) }
        limits.maxPixels = 12 * 10
        #expect(throws: Never.self) { try ImageDecoder.decode(bytes, limits: limits) }
        limits.maxDecodedBytes = 12 * 10 * 4 - 1
        #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes, limits: limits) }
    }

    /// Each scan passes over the whole picture, so their number is bounded.
    @Test func progressiveBombIsRefused() throws {
        var builder = JPEGBuilder(16, 16, sampling: [(1, 1)]) { _, _, _ in 77 }
        builder.frame = 0xC2
        builder.refinements = 30
        #expect(throws: Never.self) { try ImageDecoder.decode(builder.bytes) }
        builder.refinements = 400
        let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(builder.bytes) }
        #expect(error?.cause == .limitExceeded)
    }
}
