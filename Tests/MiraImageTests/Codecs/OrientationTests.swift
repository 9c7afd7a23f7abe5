import MiraImage
import MiraTestSupport
import Testing

@Suite struct OrientationTests {
    /// Where the shown pixel (x, y) is stored, by the words of the EXIF standard: which side the 0th row and column are on.
    static func stored(_ orientation: Orientation, _ x: Int, _ y: Int, _ size: PixelSize) -> (Int, Int) {
        let (right, bottom) = (size.width - 1, size.height - 1)
        return switch orientation {
        case .up: (x, y)
        case .upMirrored: (right - x, y)
        case .down: (right - x, bottom - y)
        case .downMirrored: (x, bottom - y)
        case .leftMirrored: (y, x)
        case .right: (y, bottom - x)
        case .rightMirrored: (right - y, bottom - x)
        case .left: (right - y, x)
        }
    }

    @Test(arguments: Orientation.allCases, [(1, 1), (7, 3), (3, 70), (65, 33)])
    func picturesMasksAndDeepPicturesTurnAlike(_ orientation: Orientation, _ sides: (Int, Int)) {
        let picture = gradientPicture(width: sides.0, height: sides.1)
        let turned = picture.oriented(orientation)
        #expect(turned.size == (orientation.swapsSides ? picture.size.transposed : picture.size))
        var mask = Mask(size: picture.size)
        var deep = DeepPicture(Grid(size: picture.size, filledWith: .zero))
        for y in 0..<sides.1 {
            for x in 0..<sides.0 {
                mask[x, y] = UInt8((x * 5 + y * 3) & 255)
                deep.grid[x, y] = SIMD4(UInt16(x), UInt16(y), 500, 60000)
            }
        }
        let (turnedMask, turnedDeep) = (mask.oriented(orientation), deep.oriented(orientation))
        for y in 0..<turned.height {
            for x in 0..<turned.width {
                let (fromX, fromY) = Self.stored(orientation, x, y, picture.size)
                #expect(turned[x, y] == picture[fromX, fromY])
                #expect(turnedMask[x, y] == mask[fromX, fromY])
                #expect(turnedDeep.grid[x, y] == deep.grid[fromX, fromY])
            }
        }
    }

    /// The block is put in by hand, since the encoders write upright pictures only.
    static func file(_ format: ImageFormat, exif block: [UInt8]) throws -> [UInt8] {
        switch format {
        case .png:
            var builder = PNGBuilder(5, 3, .gray) { x, y, _ in x * 10 + y }
            builder.chunks = [("eXIf", block)]
            return builder.bytes
        case .jpeg:
            var builder = JPEGBuilder(40, 24, sampling: [(1, 1)]) { _, x, y in x * 10 + y }
            builder.segments = JPEGBuilder.exif(block)
            return builder.bytes
        case .webp:
            var picture = Picture(size: PixelSize(width: 5, height: 3))
            for y in 0..<3 { for x in 0..<5 { picture[x, y] = SIMD4(SIMD3(repeating: UInt8(x * 10 + y)), 255) } }
            var options = EncodingOptions(.webp)
            options.lossless = true
            return WebPBuilder.file(
                WebPBuilder.header(width: 5, height: 3, flags: 0x08)
                    + WebPBuilder.pictureChunks(of: try picture.encoded(options)) + WebPBuilder.chunk("EXIF", block))
        }
    }

    @Test(arguments: ImageFormat.allCases, Orientation.allCases)
    func everyFormatIsTurned(_ format: ImageFormat, _ orientation: Orientation) throws {
        for littleEndian in [false, true] {
            for isLong in [false, true] {
                let block = exifBlock(orientation: orientation.rawValue, littleEndian: littleEndian, isLong: isLong)
                let bytes = try Self.file(format, exif: block)
                #expect(try ImageDecoder.info(of: bytes).orientation == orientation)
                let picture = try Picture(decoding: bytes)
                // JPEG's test picture has blocks of eight for pixels.
                let scale = format == .jpeg ? 8 : 1
                let size = PixelSize(width: 5, height: 3)
                let shown = orientation.swapsSides ? size.transposed : size
                #expect(picture.size == PixelSize(width: shown.width * scale, height: shown.height * scale))
                for y in 0..<shown.height {
                    for x in 0..<shown.width {
                        let (fromX, fromY) = Self.stored(orientation, x, y, size)
                        #expect(picture[x * scale, y * scale].x == UInt8(fromX * 10 + fromY))
                    }
                }
            }
        }
    }

    @Test(arguments: ImageFormat.allCases)
    func damagedBlocksLeaveThePictureUpright(_ format: ImageFormat) throws {
        let good = exifBlock(orientation: 6)
        var blocks: [[UInt8]] = [[], Array("MM".utf8), Array("garbage, no block".utf8), Array(good[..<16])]
        blocks.append(exifBlock(orientation: 9))
        blocks.append(exifBlock(orientation: 0))
        // A directory beyond the end, and one that claims 65535 entries.
        blocks.append(Array(good[..<4]) + bigEndian32(0xFFFF_FFF0) + good[8...])
        for block in blocks {
            let info = try ImageDecoder.info(of: Self.file(format, exif: block))
            #expect(info.orientation == .up)
            #expect(info.notes.count == (block.isEmpty && format == .jpeg ? 0 : 1), "\(block)")
        }
        // What comes before the damage still counts.
        let long = Array(good[..<8]) + bigEndian16(0xFFFF) + good[10...]
        #expect(try ImageDecoder.info(of: Self.file(format, exif: long)).orientation == .right)
    }
}
