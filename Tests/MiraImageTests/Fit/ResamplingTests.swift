import CMiraKernels
import MiraImage
import MiraTestSupport
import Testing

@Suite struct ResamplingTests {
    /// The largest and the root-mean-square difference, in bytes, over pixels that are not nearly transparent.
    func difference(_ picture: Picture, _ reference: [[Double]]) -> (largest: Double, rms: Double) {
        var (largest, sum, count) = (0.0, 0.0, 0.0)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let expected = reference[y * picture.width + x]
                for c in 0..<4 where c == 3 || expected[3] > 0.1 {
                    let d = abs(Double(picture[x, y][c]) - expected[c] * 255)
                    largest = max(largest, d)
                    sum += d * d
                    count += 1
                }
            }
        }
        return (largest, (sum / max(1, count)).squareRoot())
    }

    @Test(arguments: [
        (PixelSize(width: 40, height: 30), PixelSize(width: 13, height: 11)),
        (PixelSize(width: 17, height: 23), PixelSize(width: 50, height: 41)),
        (PixelSize(width: 64, height: 5), PixelSize(width: 7, height: 19)),
        (PixelSize(width: 1, height: 1), PixelSize(width: 9, height: 9)),
        (PixelSize(width: 3, height: 200), PixelSize(width: 3, height: 2)),
    ])
    func agreesWithReference(source: PixelSize, target: PixelSize) throws {
        let picture = noisePicture(source, seed: 7)
        for light in [ResamplingLight.linear, .gamma] {
            let result = try picture.resampled(to: target, light: light)
            let isLinear = light == .linear && target.area < source.area
            let reference = LanczosReference(picture).resampled(to: target, linearLight: isLinear)
            let found = difference(result, reference)
            #expect(found.largest <= 1.5 && found.rms < 0.45, "\(source) to \(target): \(found)")
        }
    }

    @Test func cropsAtFractions() throws {
        let picture = noisePicture(PixelSize(width: 40, height: 30), seed: 3)
        let region = Region(x: 3.25, y: 7.5, width: 21.5, height: 14.75)
        let size = PixelSize(width: 12, height: 9)
        let result = try picture.resampled(to: size, from: region, light: .gamma)
        let reference = LanczosReference(picture).resampled(to: size, from: region, linearLight: false)
        let found = difference(result, reference)
        #expect(found.largest <= 1.5 && found.rms < 0.45, "\(found)")
    }

    @Test func sameSizeIsTheSamePicture() throws {
        let picture = noisePicture(PixelSize(width: 19, height: 12), seed: 1)
        #expect(try picture.resampled(to: picture.size) == picture)
    }

    /// The eye sees a fine checker as its mean light: 188 of 255, not 128.
    @Test func checkerKeepsItsLight() throws {
        var picture = Picture(size: PixelSize(width: 64, height: 64), filledWith: SIMD4(0, 0, 0, 255))
        for y in 0..<64 { for x in 0..<64 where (x + y) % 2 == 0 { picture[x, y] = SIMD4(repeating: 255) } }
        let size = PixelSize(width: 16, height: 16)
        let linear = try picture.resampled(to: size)
        let gamma = try picture.resampled(to: size, light: .gamma)
        #expect(linear[8, 8] == SIMD4(188, 188, 188, 255))
        #expect(gamma[8, 8] == SIMD4(128, 128, 128, 255))
    }

    @Test(arguments: [5, 16, 40, 61])
    func constantStaysConstantAndOpaque(side: Int) throws {
        for code in stride(from: 0, through: 255, by: 5) {
            let color = SIMD4<UInt8>(UInt8(code), UInt8(255 - code), 77, 255)
            let picture = Picture(size: PixelSize(width: 16, height: 11), filledWith: color)
            for light in [ResamplingLight.linear, .gamma] {
                let size = PixelSize(width: side, height: 7)
                let result = try picture.resampled(to: size, light: light)
                #expect(result == Picture(size: size, filledWith: color))
            }
        }
    }

    /// Green under alpha 0 must not show at the edge of red.
    @Test func transparentColorsDoNotBleed() throws {
        var picture = Picture(size: PixelSize(width: 100, height: 10), filledWith: SIMD4(0, 255, 0, 0))
        for y in 0..<10 { for x in 0..<53 { picture[x, y] = SIMD4(255, 0, 0, 255) } }
        for light in [ResamplingLight.linear, .gamma] {
            let result = try picture.resampled(to: PixelSize(width: 10, height: 3), light: light)
            for x in 0..<10 { #expect(result[x, 1].y == 0) }
            #expect(result[0, 1] == SIMD4(255, 0, 0, 255))
        }
    }

    @Test func opaqueNoiseStaysOpaque() throws {
        let picture = noisePicture(PixelSize(width: 37, height: 41), seed: 9, opaque: true)
        for size in [PixelSize(width: 10, height: 60), PixelSize(width: 36, height: 40)] {
            #expect(try !picture.resampled(to: size).hasTransparency)
        }
    }

    /// A mirrored picture resampled is the resampled picture mirrored.
    @Test func flipsCommute() throws {
        let picture = noisePicture(PixelSize(width: 31, height: 22), seed: 5)
        let size = PixelSize(width: 14, height: 9)
        let one = mirrored(try picture.resampled(to: size))
        let other = try mirrored(picture).resampled(to: size)
        for y in 0..<size.height {
            for x in 0..<size.width {
                for c in 0..<4 where one[x, y].w > 25 {
                    #expect(abs(Int(one[x, y][c]) - Int(other[x, y][c])) <= 1)
                }
            }
        }
    }

    @Test func extremeShapes() throws {
        let column = noisePicture(PixelSize(width: 1, height: 3000), seed: 2)
        let tall = try column.resampled(to: PixelSize(width: 64, height: 64))
        #expect(tall.size == PixelSize(width: 64, height: 64))
        let dot = try column.resampled(to: PixelSize(width: 1, height: 1))
        let mean = LanczosReference(column).resampled(to: dot.size, linearLight: true)
        #expect(difference(dot, mean).largest <= 1)
    }

    @Test func refusesBadRegions() {
        let picture = Picture(size: PixelSize(width: 4, height: 4))
        let size = PixelSize(width: 2, height: 2)
        for region in [
            Region(x: 0, y: 0, width: 0, height: 1), Region(x: .nan, y: 0, width: 1, height: 1),
            Region(x: 0, y: 0, width: .infinity, height: 1), Region(x: 0, y: 1e300, width: 1, height: 1),
        ] {
            #expect(throws: ImageError.self) { try picture.resampled(to: size, from: region) }
        }
        #expect(throws: ImageError.self) { try picture.resampled(to: PixelSize(width: 0, height: 3)) }
        #expect(throws: ImageError.self) { try picture.resampled(to: PixelSize(width: 60000, height: 60000)) }
    }

    @Test func masksResample() throws {
        var mask = Mask(size: PixelSize(width: 20, height: 20))
        for y in 0..<20 { for x in 10..<20 { mask[x, y] = 255 } }
        let small = try mask.resampled(to: PixelSize(width: 4, height: 4))
        #expect(small[0, 0] == 0 && small[3, 3] == 255)
        let same = try mask.resampled(to: mask.size)
        #expect(same == mask)
    }
}
