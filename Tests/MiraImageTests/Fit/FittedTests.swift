import MiraImage
import MiraTestSupport
import Testing

@Suite struct FittedTests {
    func options(_ mode: FitMode, _ gravity: Gravity = .center, _ padding: Padding? = nil) -> FitOptions {
        var options = FitOptions()
        options.mode = mode
        options.gravity = gravity
        if let padding { options.padding = padding }
        return options
    }

    @Test(arguments: FitMode.allCases)
    func sizesAndMaps(mode: FitMode) throws {
        let box = PixelSize(width: 48, height: 64)
        for source in [
            PixelSize(width: 60, height: 40), PixelSize(width: 40, height: 60), PixelSize(width: 1, height: 1),
            PixelSize(width: 200, height: 3), PixelSize(width: 3, height: 200), PixelSize(width: 48, height: 64),
        ] {
            let picture = noisePicture(source, seed: 1, opaque: true)
            let (fitted, transform) = try picture.fitted(to: box, options: options(mode))
            #expect(fitted.size == transform.result && transform.source == source)
            switch mode {
            case .none: #expect(fitted == picture)
            case .contain:
                #expect(fitted.width <= box.width && fitted.height <= box.height)
                #expect(fitted.width == box.width || fitted.height == box.height)
            case .cover, .letterbox, .stretch: #expect(fitted.size == box)
            }
            #expect(!fitted.hasTransparency)
            let there = transform.map(x: 3, y: 5)
            let back = transform.unmap(x: there.x, y: there.y)
            #expect(abs(back.x - 3) < 1e-9 && abs(back.y - 5) < 1e-9)
            if mode == .cover { #expect(abs(transform.scaleX / transform.scaleY - 1) < 1e-12) }
        }
    }

    /// A mark is found where the map says.
    @Test(arguments: [FitMode.cover, .contain, .letterbox, .stretch], Gravity.allCases)
    func theMapTellsTheTruth(mode: FitMode, gravity: Gravity) throws {
        var picture = Picture(size: PixelSize(width: 90, height: 60), filledWith: SIMD4(0, 0, 0, 255))
        for y in 24..<36 { for x in 39..<51 { picture[x, y] = SIMD4(255, 255, 255, 255) } }
        let black = Padding.color(SIMD4(0, 0, 0, 255))
        let (fitted, transform) = try picture.fitted(
            to: PixelSize(width: 50, height: 50), options: options(mode, gravity, black))
        var (sumX, sumY, sum) = (0.0, 0.0, 0.0)
        for y in 0..<fitted.height {
            for x in 0..<fitted.width {
                let weight = Double(SRGB.linear(fitted[x, y]).x)
                sumX += (Double(x) + 0.5) * weight
                sumY += (Double(y) + 0.5) * weight
                sum += weight
            }
        }
        let expected = transform.map(x: 45, y: 30)
        let isInside = expected.x > 8 && expected.x < 42 && expected.y > 8 && expected.y < 42
        if isInside { #expect(abs(sumX / sum - expected.x) < 0.05 && abs(sumY / sum - expected.y) < 0.05) }
        #expect(sum > 0 || mode == .cover)
    }

    @Test func letterboxInWholePixels() throws {
        let picture = Picture(size: PixelSize(width: 6000, height: 4000).halved, filledWith: SIMD4(9, 9, 9, 255))
        let (fitted, transform) = try picture.fitted(to: PixelSize(width: 102, height: 102))
        #expect(transform.visible == PixelRect(x: 0, y: 17, size: PixelSize(width: 102, height: 68)))
        #expect(fitted[50, 16] == SIMD4(repeating: 255) && fitted[50, 17] == SIMD4(9, 9, 9, 255))
        #expect(fitted[50, 84] == SIMD4(9, 9, 9, 255) && fitted[50, 85] == SIMD4(repeating: 255))
    }

    @Test func gravityPlacesAndCrops() throws {
        let wide = PixelSize(width: 40, height: 20)
        let box = PixelSize(width: 20, height: 20)
        let picture = noisePicture(wide, seed: 6, opaque: true)
        // Scale 1: the crop is a copy.
        for (gravity, x) in [(Gravity.west, 0), (.center, 10), (.southeast, 20)] {
            let (fitted, _) = try picture.fitted(to: box, options: options(.cover, gravity))
            #expect(try fitted == picture.cropped(to: PixelRect(x: x, y: 0, size: box)))
        }
        for (gravity, y) in [(Gravity.north, 0), (.east, 5), (.southwest, 10)] {
            let (fitted, transform) = try picture.fitted(to: box, options: options(.letterbox, gravity))
            #expect(transform.visible.rows == y..<y + 10 && fitted.size == box)
        }
    }

    @Test func paddings() throws {
        let picture = noisePicture(PixelSize(width: 32, height: 16), seed: 2, opaque: true)
        let box = PixelSize(width: 32, height: 32)
        let clear = try picture.fitted(to: box, options: options(.letterbox, .center, .transparent)).picture
        #expect(clear[3, 0] == .zero && clear[3, 8] == picture[3, 0])
        let edge = try picture.fitted(to: box, options: options(.letterbox, .center, .edge)).picture
        #expect(edge[3, 0] == picture[3, 0] && edge[31, 31] == picture[31, 15])
        let gray = Picture(size: picture.size, filledWith: SIMD4(70, 80, 90, 255))
        let blur = try gray.fitted(to: box, options: options(.letterbox, .center, .blur)).picture
        #expect(blur == Picture(size: box, filledWith: SIMD4(70, 80, 90, 255)))
    }

    /// Fitted and brought back, a smooth picture is itself; no padding bleeds in.
    @Test func unfittingReturns() throws {
        let picture = smoothPicture(PixelSize(width: 90, height: 60))
        for mode in [FitMode.letterbox, .contain, .stretch] {
            let (fitted, transform) = try picture.fitted(
                to: PixelSize(width: 64, height: 64), options: options(mode, .southeast, .color(SIMD4(255, 0, 0, 255))))
            let back = try transform.unfitted(fitted)
            #expect(back.size == picture.size && !back.hasTransparency)
            for y in 0..<60 {
                for x in 0..<90 {
                    for c in 0..<3 { #expect(abs(Int(back[x, y][c]) - Int(picture[x, y][c])) <= 4) }
                }
            }
        }
        let (cropped, transform) = try picture.fitted(to: PixelSize(width: 30, height: 30), options: options(.cover))
        let back = try transform.unfitted(cropped)
        #expect(back[2, 30] == .zero && back[87, 30] == .zero && back[45, 30].w == 255 && back[45, 0].w == 255)
        #expect(throws: ImageError.self) { try transform.unfitted(picture) }
    }

    @Test func refusesEmptySizes() {
        let picture = Picture(size: PixelSize(width: 4, height: 4))
        #expect(throws: ImageError.self) { try picture.fitted(to: PixelSize(width: 0, height: 9)) }
        #expect(throws: ImageError.self) { try picture.fitted(to: PixelSize(width: 40000, height: 9)) }
        let nothing = Picture(size: PixelSize(width: 0, height: 0))
        #expect(throws: ImageError.self) { try nothing.fitted(to: PixelSize(width: 9, height: 9)) }
        #expect(throws: ImageError.self) { try picture.cropped(to: PixelRect(columns: 2..<5, rows: 0..<1)) }
        #expect(throws: ImageError.self) { try picture.cropped(to: PixelRect(columns: 2..<2, rows: 0..<1)) }
    }

    @Test func flattening() {
        var picture = noisePicture(PixelSize(width: 9, height: 9), seed: 3)
        picture[0, 0] = SIMD4(10, 20, 30, 255)
        picture[1, 0] = SIMD4(10, 20, 30, 0)
        picture[2, 0] = SIMD4(0, 0, 0, 128)
        let gamma = picture.flattened(light: .gamma)
        #expect(gamma[0, 0] == SIMD4(10, 20, 30, 255) && gamma[1, 0] == SIMD4(repeating: 255))
        #expect(gamma[2, 0] == SIMD4(127, 127, 127, 255))
        #expect(!gamma.hasTransparency)
        #expect(picture.flattened()[2, 0] == SIMD4(187, 187, 187, 255))
        #expect(picture.flattened(on: SIMD4(1, 2, 3, 0))[1, 0] == SIMD4(1, 2, 3, 255))
    }
}

extension PixelSize {
    fileprivate var halved: PixelSize { PixelSize(width: width / 20, height: height / 20) }
}

/// Waves so long that any resampling keeps them.
private func smoothPicture(_ size: PixelSize) -> Picture {
    var picture = Picture(size: size)
    for y in 0..<size.height {
        for x in 0..<size.width {
            let u = Double(x) / Double(size.width) - 0.5
            let v = Double(y) / Double(size.height) - 0.5
            picture[x, y] = SIMD4(
                UInt8(128 + 100 * u * v * 4), UInt8(128 + 200 * (u * u - 0.1)), UInt8(128 + 60 * (v * v + u)), 255)
        }
    }
    return picture
}
