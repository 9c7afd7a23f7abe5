import MiraImage
import MiraTestSupport
import Testing

@Suite struct FloatResamplingTests {
    /// A 16-bit picture, opaque or with all kinds of alpha.
    func deepNoise(_ size: PixelSize, seed: UInt64, opaque: Bool = false) -> DeepPicture {
        var numbers = SeededNumbers(seed: seed)
        var grid = Grid<SIMD4<UInt16>>(size: size, filledWith: .zero)
        for y in 0..<size.height {
            for x in 0..<size.width {
                grid[x, y] = SIMD4(
                    .random(in: 0...65535, using: &numbers), .random(in: 0...65535, using: &numbers),
                    .random(in: 0...65535, using: &numbers), opaque ? 65535 : .random(in: 0...65535, using: &numbers))
            }
        }
        return DeepPicture(grid)
    }

    /// Values of 257 times a byte give what the bytes give, but finer.
    @Test(arguments: [ResamplingLight.linear, .gamma])
    func deepAgreesWithTheReference(light: ResamplingLight) throws {
        let picture = noisePicture(PixelSize(width: 40, height: 31), seed: 12, opaque: true)
        var grid = Grid<SIMD4<UInt16>>(size: picture.size, filledWith: .zero)
        for y in 0..<31 {
            for x in 0..<40 { grid[x, y] = SIMD4<UInt16>(truncatingIfNeeded: picture[x, y]) &* 257 }
        }
        let size = PixelSize(width: 17, height: 9)
        let deep = try DeepPicture(grid).resampled(to: size, light: light)
        let reference = LanczosReference(picture).resampled(to: size, linearLight: light == .linear)
        for y in 0..<9 {
            for x in 0..<17 {
                for c in 0..<4 {
                    let d = Double(deep.grid[x, y][c]) - reference[y * 17 + x][c] * 65535
                    #expect(abs(d) < 2, "\(d)")
                }
            }
        }
    }

    /// One color keeps its 16 bits through linear light.
    @Test func deepRoundTrip() throws {
        for value in stride(from: 0, through: 65535, by: 37) {
            let flat = DeepPicture(
                Grid(size: PixelSize(width: 3, height: 3), filledWith: SIMD4(repeating: UInt16(value))))
            let color = try flat.resampled(to: PixelSize(width: 2, height: 2)).grid[1, 1]
            #expect(color == (value == 0 ? .zero : SIMD4(repeating: UInt16(value))), "\(value): \(color)")
        }
    }

    @Test func opaqueStaysOpaque() throws {
        let deep = deepNoise(PixelSize(width: 21, height: 33), seed: 3, opaque: true)
        let result = try deep.resampled(to: PixelSize(width: 30, height: 12))
        for y in 0..<12 { for x in 0..<30 { #expect(result.grid[x, y].w == 65535) } }
    }

    @Test func linearPicturesAndGrids() throws {
        let picture = noisePicture(PixelSize(width: 30, height: 22), seed: 4, opaque: true)
        let size = PixelSize(width: 11, height: 25)
        let region = Region(x: 2.5, y: 1, width: 20.25, height: 18)
        let linear = try LinearPicture(picture).resampled(to: size, from: region)
        let reference = LanczosReference(picture).resampled(to: size, from: region, linearLight: true)
        let red = Grid<Float>(size: picture.size, filledWith: 0)
        #expect(try red.resampled(to: size, from: region)[3, 3] == 0)
        for y in 0..<25 {
            for x in 0..<11 {
                let found = linear.grid[x, y]
                for c in 0..<3 {
                    let expected = LanczosReference.linear(reference[y * 11 + x][c])
                    if expected > 0, expected < 1 { #expect(abs(Double(found[c]) - expected) < 1e-5) }
                }
                #expect(abs(found.w - 1) < 1e-6)
            }
        }
    }
}
