import MiraImage
import MiraTestSupport
import Testing

/// Scalar kernels and vectors give the same bits, for every width.
@Suite struct CodecLevelTests {
    @Test(arguments: [(PNGBuilder.Kind.rgb, 8), (.rgba, 8), (.rgb, 16), (.rgba, 16)])
    func pngDecoding(_ kind: PNGBuilder.Kind, depth: Int) throws {
        for width in 1...67 {
            // Every filter beside and above every other; groups of rows that end early.
            var builder = PNGBuilder(width, 3 + width % 5, kind, depth: depth) { x, y, channel in
                (x * 40503 + y * 25717 + channel * 9973 + x * y * 771) & ((1 << depth) - 1)
            }
            builder.filters = [[4, 4, 1, 3], [2, 4, 0, 1, 3], [3, 1, 4, 2], [0, 2, 2]][width % 4]
            let bytes = builder.bytes
            let (scalar, best) = try scalarAndBest { try ImageDecoder.decode(bytes) }
            switch (scalar.pixels, best.pixels) {
            case (.eight(let a), .eight(let b)): #expect(a == b)
            case (.sixteen(let a), .sixteen(let b)): #expect(a == b)
            default: Issue.record("kinds of pixels differ")
            }
        }
    }

    @Test(arguments: [255, 100] as [UInt8])
    func pngEncoding(alpha: UInt8) throws {
        for width in 1...67 {
            let picture = gradientPicture(width: width, height: 9, alpha: alpha)
            let (scalar, best) = try scalarAndBest { try picture.encoded(EncodingOptions(.png)) }
            #expect(scalar == best)
            #expect(try Picture(decoding: best) == picture)
        }
    }

    @Test func colorConversion() throws {
        let profile = ICCBuilder.rgb([ICCBuilder.green, ICCBuilder.red, ICCBuilder.blue], gamma: 1.8)
        let inks = ICCBuilder.cmyk { c, m, y, k in
            [Double(100 - 40 * k - 20 * (c + m + y)), Double(20 * (m - c)), Double(30 * y - 10)]
        }
        for width in [1, 2, 3, 5, 8, 67] {
            var picture = gradientPicture(width: width, height: 5, alpha: 99)
            picture.colorSpace = .profile(ICCProfile(bytes: profile))
            let ink = CMYKPicture(picture.grid, profile: ICCProfile(bytes: inks))
            let (scalar, best) = try scalarAndBest {
                [try picture.converted(to: .sRGB), try ink.converted(to: .sRGB)]
            }
            #expect(scalar == best)
        }
    }
}
