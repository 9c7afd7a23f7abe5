import MiraImage
import MiraTestSupport
import Testing

/// Rows that pass one by one give what the whole picture gives.
@Suite struct PrepareTests {
    /// A photo-like picture: waves, an edge, some noise.
    func scene(_ size: PixelSize, alpha: Bool = false) -> Picture {
        var numbers = SeededNumbers(seed: 17)
        var picture = Picture(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (u, v) = (x * 200 / size.width, y * 200 / size.height)
                let noise = Int.random(in: 0...20, using: &numbers)
                let edge = x > size.width / 3 ? 30 : 0
                picture[x, y] = SIMD4(
                    UInt8(u + noise), UInt8(v + edge), UInt8((u + v) / 2 + noise),
                    alpha ? UInt8(min(255, x * 255 / size.width + edge)) : 255)
            }
        }
        return picture
    }

    func options(_ mode: FitMode, _ size: PixelSize, _ light: ResamplingLight = .linear) -> PreparationOptions {
        var options = PreparationOptions(nearestOf: [size])
        options.size = size
        options.fit.mode = mode
        options.fit.light = light
        options.format = .png
        return options
    }

    func expectNear(_ a: Picture, _ b: Picture, _ tolerance: Int) {
        #expect(a.size == b.size)
        guard a.size == b.size else { return }
        var largest = 0
        for y in 0..<a.height {
            for x in 0..<a.width where a[x, y] != b[x, y] {
                for c in 0..<4 { largest = max(largest, abs(Int(a[x, y][c]) - Int(b[x, y][c]))) }
            }
        }
        #expect(largest <= tolerance, "differ by \(largest)")
    }

    /// The same file with another orientation.
    func turned(_ jpeg: [UInt8], _ orientation: Orientation) -> [UInt8] {
        jpeg[..<2] + JPEGBuilder.exif(exifBlock(orientation: orientation.rawValue)) + jpeg[2...]
    }

    @Test(arguments: Orientation.allCases, FitMode.allCases)
    func everyOrientationInEveryMode(orientation: Orientation, mode: FitMode) throws {
        let jpeg = try scene(PixelSize(width: 90, height: 61)).encoded(EncodingOptions(.jpeg))
        let file = turned(jpeg, orientation)
        for (box, gravity) in [
            (PixelSize(width: 50, height: 50), Gravity.northwest), (PixelSize(width: 64, height: 40), .southeast),
            (PixelSize(width: 120, height: 97), .center),
        ] {
            for light in [ResamplingLight.linear, .gamma] {
                var options = options(mode, box, light)
                options.fit.gravity = gravity
                let prepared = try prepare(file, options: options)
                let (whole, transform) = try Picture(decoding: file).fitted(to: box, options: options.fit)
                #expect(prepared.transform == transform)
                // Mirrored rows are rounded from the other end.
                expectNear(try Picture(decoding: prepared.bytes), whole, orientation == .up ? 0 : 1)
            }
        }
    }

    @Test(arguments: [false, true], [ResamplingLight.linear, .gamma])
    func picturesWithAlpha(lossless: Bool, light: ResamplingLight) throws {
        let picture = scene(PixelSize(width: 75, height: 100), alpha: true)
        var encoding = EncodingOptions(lossless ? .png : .webp)
        encoding.lossless = true
        let file = try picture.encoded(encoding)
        for mode in [FitMode.letterbox, .cover] {
            var options = options(mode, PixelSize(width: 40, height: 30), light)
            options.fit.padding = .transparent
            let prepared = try prepare(file, options: options)
            let whole = try picture.fitted(to: PixelSize(width: 40, height: 30), options: options.fit).picture
            expectNear(try Picture(decoding: prepared.bytes), whole, 0)
            options.format = .jpeg
            let flat = try prepare(file, options: options)
            #expect(!flat.notes.isEmpty)
            let expected = try whole.flattened(light: light).encoded(EncodingOptions(.jpeg))
            expectNear(try Picture(decoding: flat.bytes), try Picture(decoding: expected), 0)
        }
    }

    @Test(arguments: [ResamplingLight.linear, .gamma])
    func deepPictures(light: ResamplingLight) throws {
        let picture = scene(PixelSize(width: 64, height: 80))
        var grid = Grid<SIMD4<UInt16>>(size: picture.size, filledWith: .zero)
        for y in 0..<80 {
            for x in 0..<64 { grid[x, y] = SIMD4<UInt16>(truncatingIfNeeded: picture[x, y]) &* 257 }
        }
        let file = try DeepPicture(grid).encoded(EncodingOptions(.png))
        let size = PixelSize(width: 30, height: 25)
        var options = options(.letterbox, size, light)
        let whole = try picture.fitted(to: size, options: options.fit).picture
        expectNear(try Picture(decoding: try prepare(file, options: options).bytes), whole, 1)
        options.keepsDepth = true
        let deep = try prepare(file, options: options)
        #expect(try ImageDecoder.info(of: deep.bytes).bitDepth == 16)
        expectNear(try Picture(decoding: deep.bytes), whole, 1)
        // With a profile the colours are converted in 16 bits.
        var encoding = EncodingOptions(.png)
        let rotated = [[0.1431, 0.0606, 0.7139], [0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971]]
        encoding.iccProfile = ICCProfile(bytes: ICCBuilder.rgb(rotated, gamma: 2.2))
        options.keepsDepth = false
        let tagged = try DeepPicture(grid).encoded(encoding)
        let converted = try Picture(decoding: tagged).fitted(to: size, options: options.fit).picture
        expectNear(try Picture(decoding: try prepare(tagged, options: options).bytes), converted, 6)
    }

    /// Far enough shrunk, a JPEG is decoded smaller; what comes out hardly differs.
    @Test func jpegIsShrunkWhileItIsDecoded() throws {
        let picture = scene(PixelSize(width: 250, height: 190))
        var encoding = EncodingOptions(.jpeg)
        encoding.quality = 98
        let file = try picture.encoded(encoding)
        for (side, mode) in [(60, FitMode.letterbox), (25, .cover), (14, .contain)] {
            let size = PixelSize(width: side, height: side)
            let options = options(mode, size, .gamma)
            let whole = try Picture(decoding: file).fitted(to: size, options: options.fit).picture
            expectNear(try Picture(decoding: try prepare(file, options: options).bytes), whole, 8)
        }
    }

    @Test func extremeSizes() throws {
        for source in [
            PixelSize(width: 1, height: 1), PixelSize(width: 1, height: 200), PixelSize(width: 200, height: 1),
            PixelSize(width: 2, height: 3),
        ] {
            let picture = scene(source)
            let file = try picture.encoded(EncodingOptions(.png))
            for mode in FitMode.allCases {
                let box = PixelSize(width: 90, height: 70)
                let prepared = try prepare(file, options: options(mode, box))
                let whole = try picture.fitted(to: box, options: options(mode, box).fit)
                #expect(prepared.transform == whole.transform)
                expectNear(try Picture(decoding: prepared.bytes), whole.picture, 0)
            }
        }
    }

    /// A worker's memory keeps nothing of the picture before.
    @Test func workersForget() throws {
        let files = try [(31, 77), (200, 20), (64, 64), (5, 9)].map { width, height in
            try scene(PixelSize(width: width, height: height), alpha: true).encoded(EncodingOptions(.png))
        }
        let options = options(.cover, PixelSize(width: 33, height: 21))
        let first = try files.map { try prepare($0, options: options).bytes }
        let again = try files.reversed().map { try prepare($0, options: options).bytes }
        #expect(first == again.reversed())
    }
}
