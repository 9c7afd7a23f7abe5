import MiraImage
import MiraTestSupport
import Testing

/// Scalar and vector kernels give the same bits, at every width at which loops end differently.
@Suite struct LevelsAgreeTests {
    @Test(arguments: [ResamplingLight.linear, .gamma], [false, true])
    func resampling(light: ResamplingLight, opaque: Bool) throws {
        for width in 1...67 {
            let picture = noisePicture(
                PixelSize(width: width, height: 68 - width), seed: UInt64(width), opaque: opaque)
            for size in [PixelSize(width: 13, height: 7), PixelSize(width: 68 - width, height: width)] {
                let (scalar, best) = try scalarAndBest { try picture.resampled(to: size, light: light) }
                #expect(scalar == best, "\(picture.size) to \(size)")
            }
        }
    }

    @Test func placing() throws {
        let canvas = PixelSize(width: 70, height: 50)
        for width in 1...67 {
            let picture = noisePicture(PixelSize(width: width, height: 20), seed: UInt64(width))
            let placement = Placement(x: 1.3, y: 2.7, width: Double(width) * 0.8, height: 31.4)
            let (scalar, best) = try scalarAndBest { try picture.placed(placement, on: canvas) }
            #expect(scalar == best)
        }
    }

    @Test func floatFilters() throws {
        for width in 1...67 {
            let picture = LinearPicture(noisePicture(PixelSize(width: width, height: 9), seed: UInt64(width)))
            let (scalar, best) = scalarAndBest { picture.blurred(sigma: 2).grid }
            #expect(scalar == best)
            let mask = noiseMask(PixelSize(width: width, height: 30), seed: UInt64(width))
            let size = PixelSize(width: 68 - width, height: 11)
            let masks = try scalarAndBest { try mask.resampled(to: size) }
            #expect(masks.scalar == masks.best)
        }
    }
}

/// A mask of random values.
func noiseMask(_ size: PixelSize, seed: UInt64) -> Mask {
    var numbers = SeededNumbers(seed: seed)
    var mask = Mask(size: size)
    for y in 0..<size.height { for x in 0..<size.width { mask[x, y] = UInt8.random(in: 0...255, using: &numbers) } }
    return mask
}
