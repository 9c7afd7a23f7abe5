import Foundation
import MiraImage
import MiraTestSupport
import Testing

private func noise(_ size: PixelSize, seed: UInt64) -> LinearPicture {
    LinearPicture(noisePicture(size, seed: seed))
}

private func difference(_ a: SIMD4<Float>, _ b: SIMD4<Double>) -> Double {
    (0..<4).map { abs(Double(a[$0]) - b[$0]) }.max() ?? 0
}

@Suite struct ComposingTests {
    let size = PixelSize(width: 33, height: 20)

    @Test(arguments: CompositeOperator.allCases)
    func operatorsAreThoseOfThePaper(op: CompositeOperator) throws {
        let (source, backdrop) = (noise(size, seed: 1), noise(size, seed: 2))
        for mode in [BlendMode.normal, .multiply] {
            let result = try backdrop.composing([Layer(source, blendMode: mode, compositeOperator: op)])
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let expected = BlendReference.composite(
                        SIMD4<Double>(source.grid[x, y]), SIMD4<Double>(backdrop.grid[x, y]), mode, op)
                    #expect(difference(result.grid[x, y], expected) < 1e-6)
                }
            }
        }
    }

    @Test(arguments: BlendMode.allCases)
    func blendModesAreThoseOfTheStandard(mode: BlendMode) throws {
        let (source, backdrop) = (noise(size, seed: 3), noise(size, seed: 4))
        let result = try backdrop.composing([Layer(source, blendMode: mode)])
        for y in 0..<size.height {
            for x in 0..<size.width {
                let expected = BlendReference.composite(
                    SIMD4<Double>(source.grid[x, y]), SIMD4<Double>(backdrop.grid[x, y]), mode, .sourceOver)
                let found = result.grid[x, y]
                #expect(difference(found, expected) < 2e-5, "\(mode) at \(x), \(y): \(found), not \(expected)")
            }
        }
    }

    /// Black, white, gray and full colours are where divisions go wrong.
    @Test(arguments: BlendMode.allCases)
    func cornersOfTheBlendModes(mode: BlendMode) throws {
        let values: [Float] = [0, 0.25, 0.5, 1]
        var colors: [SIMD4<Float>] = [.zero]
        for r in values {
            for g in values { for b in values { colors.append(SIMD4(r, g, b, 1)) } }
        }
        let grid = PixelSize(width: colors.count, height: colors.count)
        var (source, backdrop) = (LinearPicture(size: grid), LinearPicture(size: grid))
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                source.grid[x, y] = colors[x] * 0.5
                backdrop.grid[x, y] = colors[y]
            }
        }
        let result = try backdrop.composing([Layer(source, blendMode: mode)])
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let expected = BlendReference.composite(
                    SIMD4<Double>(source.grid[x, y]), SIMD4<Double>(backdrop.grid[x, y]), mode, .sourceOver)
                let found = result.grid[x, y]
                #expect(difference(found, expected) < 1e-5, "\(mode): \(source.grid[x, y]) on \(backdrop.grid[x, y])")
            }
        }
    }

    @Test func opaqueSourceReplacesToTheBit() throws {
        let source = LinearPicture(noisePicture(size, seed: 5, opaque: true))
        let result = try noise(size, seed: 6).composing([Layer(source)])
        #expect(result.grid == source.grid)
        let hidden = try source.composing([Layer(noise(size, seed: 7), opacity: 0)])
        #expect(hidden.grid == source.grid)
    }

    @Test func masksAndOpacity() throws {
        var mask = Mask(size: size)
        for y in 0..<size.height { for x in 0..<size.width { mask[x, y] = UInt8(x * 7) } }
        let white = LinearPicture(size: size, filledWith: SIMD4(repeating: 1))
        let black = LinearPicture(size: size, filledWith: SIMD4(0, 0, 0, 1))
        let result = try black.composing([Layer(white, mask: mask, opacity: 0.5)])
        for x in 0..<size.width {
            #expect(abs(result.grid[x, 3].x - Float(x * 7) / 255 * 0.5) < 1e-6 && result.grid[x, 3].w == 1)
        }
        #expect(throws: ImageError.self) {
            try black.composing([Layer(white, mask: Mask(size: PixelSize(width: 1, height: 1)))])
        }
    }

    /// A layer is nothing beyond its edges, and some operators clear what is there.
    @Test func operatorsReachBeyondTheSource() throws {
        let dot = LinearPicture(size: PixelSize(width: 4, height: 4), filledWith: SIMD4(1, 0, 0, 1))
        let backdrop = LinearPicture(size: size, filledWith: SIMD4(0, 1, 0, 1))
        for op in CompositeOperator.allCases {
            let layer = Layer(dot, transform: AffineMap(x: 5, y: 6), compositeOperator: op)
            let result = try backdrop.composing([layer])
            let beyond = BlendReference.composite(.zero, SIMD4(0, 1, 0, 1), .normal, op)
            for (x, y) in [(0, 0), (4, 7), (9, 7), (32, 19), (6, 5), (6, 10)] {
                #expect(difference(result.grid[x, y], beyond) < 1e-6, "\(op)")
            }
            let within = BlendReference.composite(SIMD4(1, 0, 0, 1), SIMD4(0, 1, 0, 1), .normal, op)
            #expect(difference(result.grid[6, 7], within) < 1e-6, "\(op)")
        }
    }

    @Test func layersStackInOrder() throws {
        let red = LinearPicture(size: size, filledWith: SIMD4(1, 0, 0, 1))
        let blue = LinearPicture(size: size, filledWith: SIMD4(0, 0, 0.5, 0.5))
        let result = try LinearPicture(size: size).composing([Layer(red), Layer(blue)])
        #expect(result.grid[3, 3] == SIMD4(0.5, 0, 0.5, 1))
    }
}

@Suite struct AffineTests {
    @Test func mapsComposeAndInvert() throws {
        let map = AffineMap(scaleX: 2, scaleY: 3).followed(by: AffineMap(degrees: 30))
            .followed(by: AffineMap(x: 5, y: -7))
        let there = map.map(x: 4, y: 9)
        let back = try #require(map.inverse).map(x: there.x, y: there.y)
        #expect(abs(back.x - 4) < 1e-12 && abs(back.y - 9) < 1e-12)
        let angle = 30 * Double.pi / 180
        #expect(abs(there.x - (cos(angle) * 8 - sin(angle) * 27 + 5)) < 1e-12)
        #expect(abs(there.y - (sin(angle) * 8 + cos(angle) * 27 - 7)) < 1e-12)
        #expect(AffineMap(degrees: 450) == AffineMap(degrees: 90))
        #expect(AffineMap(degrees: 90).map(x: 1, y: 0) == (0, 1))
        #expect(AffineMap(a: 1, b: 2, c: 2, d: 4, tx: 0, ty: 0).inverse == nil)
        #expect(AffineMap(x: .infinity, y: 0).inverse == nil)
    }

    /// Quarter turns and mirrors at whole pixels keep every bit.
    @Test func quarterTurnsCopy() throws {
        let picture = noise(PixelSize(width: 9, height: 5), seed: 8)
        let canvas = LinearPicture(size: PixelSize(width: 20, height: 20))
        func drawn(_ transform: AffineMap) throws -> Grid<SIMD4<Float>> {
            try canvas.composing([Layer(picture, transform: transform, compositeOperator: .copy)]).grid
        }
        let right = try drawn(AffineMap(degrees: 90).followed(by: AffineMap(x: 12, y: 3)))
        let around = try drawn(AffineMap(degrees: 180).followed(by: AffineMap(x: 15, y: 11)))
        let mirror = try drawn(AffineMap(scaleX: -1, scaleY: 1).followed(by: AffineMap(x: 13, y: 2)))
        for y in 0..<5 {
            for x in 0..<9 {
                #expect(right[11 - y, 3 + x] == picture.grid[x, y])
                #expect(around[14 - x, 10 - y] == picture.grid[x, y])
                #expect(mirror[12 - x, 2 + y] == picture.grid[x, y])
            }
        }
    }

    /// Scaled layers are placed pictures.
    @Test func scalingIsPlacing() throws {
        let picture = noisePicture(PixelSize(width: 30, height: 26), seed: 9, opaque: true)
        let canvas = PixelSize(width: 24, height: 24)
        let placement = Placement(x: 3.25, y: 2.5, width: 14.5, height: 12.75)
        let placed = try picture.placed(placement, on: canvas)
        let layer = Layer(LinearPicture(picture), transform: AffineMap(placement, source: picture.size))
        let composed = Picture(try LinearPicture(size: canvas).composing([layer]))
        for y in 0..<24 {
            for x in 0..<24 {
                for c in 0..<4 { #expect(abs(Int(placed[x, y][c]) - Int(composed[x, y][c])) <= 1) }
            }
        }
    }

    /// A turned wave is the wave at the turned place; its inside stays opaque.
    @Test(arguments: [10.0, 45, 133], [1.0, 0.37, 2.2])
    func turningKeepsTheImage(degrees: Double, scale: Double) throws {
        let size = PixelSize(width: 80, height: 60)
        func wave(_ x: Double, _ y: Double) -> Double { 0.5 + 0.25 * sin(x / 9) + 0.2 * cos(y / 7) }
        var picture = LinearPicture(size: size)
        for y in 0..<60 {
            for x in 0..<80 {
                let v = Float(wave(Double(x) + 0.5, Double(y) + 0.5))
                picture.grid[x, y] = SIMD4(v, v / 2, 1 - v, 1)
            }
        }
        let map = AffineMap(x: -40, y: -30).followed(by: AffineMap(scaleX: scale, scaleY: scale))
            .followed(by: AffineMap(degrees: degrees)).followed(by: AffineMap(x: 50, y: 50))
        let canvas = PixelSize(width: 100, height: 100)
        let result = try LinearPicture(size: canvas).composing([Layer(picture, transform: map)])
        let back = try #require(map.inverse)
        var inside = 0
        for y in 0..<100 {
            for x in 0..<100 {
                let point = back.map(x: Double(x) + 0.5, y: Double(y) + 0.5)
                let margin = min(point.x, point.y, 80 - point.x, 60 - point.y) * scale
                if margin > 3 {
                    inside += 1
                    #expect(abs(result.grid[x, y].w - 1) < 1e-5)
                    #expect(abs(Double(result.grid[x, y].x) - wave(point.x, point.y)) < 0.012)
                } else if margin < -1 {
                    #expect(result.grid[x, y] == .zero)
                }
            }
        }
        #expect(inside > 100)
        // The rim is soft, but nothing is lost or won.
        var area = 0.0
        for y in 0..<100 { for x in 0..<100 { area += Double(result.grid[x, y].w) } }
        if scale < 1 { #expect(abs(area / (4800 * scale * scale) - 1) < 0.01) }
    }

    /// Shrunk and turned, a fine checker is even gray: no aliasing.
    @Test func turningDoesNotAlias() throws {
        var picture = LinearPicture(size: PixelSize(width: 120, height: 120), filledWith: SIMD4(0, 0, 0, 1))
        for y in 0..<120 { for x in 0..<120 where (x + y) % 2 == 0 { picture.grid[x, y] = SIMD4(1, 1, 1, 1) } }
        let map = AffineMap(x: -60, y: -60).followed(by: AffineMap(scaleX: 0.4, scaleY: 0.4))
            .followed(by: AffineMap(degrees: 20)).followed(by: AffineMap(x: 30, y: 30))
        let result = try LinearPicture(size: PixelSize(width: 60, height: 60))
            .composing([Layer(picture, transform: map)])
        for y in 20..<40 { for x in 20..<40 { #expect(abs(result.grid[x, y].x - 0.5) < 0.01) } }
    }

    @Test func refusesWhatFlattens() throws {
        let picture = noise(PixelSize(width: 5, height: 5), seed: 1)
        let canvas = LinearPicture(size: PixelSize(width: 5, height: 5))
        for map in [
            AffineMap(scaleX: 0, scaleY: 1), AffineMap(x: .nan, y: 0), AffineMap(x: 0, y: .infinity),
        ] {
            #expect(throws: ImageError.self) { try canvas.composing([Layer(picture, transform: map)]) }
        }
        for map in [
            AffineMap(x: 1e30, y: 0), AffineMap(scaleX: 1e-5, scaleY: 1), AffineMap(x: -5, y: 0),
            AffineMap(a: 1, b: 1e-10, c: 1e9, d: 1, tx: 1e12, ty: 3),
            AffineMap(a: 1e-4, b: 1e-4, c: 1e-3, d: -1e-4, tx: 2.5, ty: 2.5),
        ] {
            _ = try canvas.composing([Layer(picture, transform: map)])
        }
    }
}
