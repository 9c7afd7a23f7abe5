import MiraImage
import MiraTestSupport

/// A product in front of a background, mixed by an alpha that is known: what a cut-out is measured against.
struct Scene {
    var picture: Picture
    /// 0…1, row by row.
    var alpha: [Double]
    var foreground: Picture

    var size: PixelSize { picture.size }

    /// - Parameters:
    ///   - alpha: 0…1 at a pixel's centre.
    ///   - noise: amplitude of the camera's noise, in 8-bit steps.
    init(
        _ size: PixelSize, noise: Double = 2, seed: UInt64 = 1, alpha: (Double, Double) -> Double,
        foreground: (Double, Double) -> SIMD3<Double>, background: (Double, Double) -> SIMD3<Double>
    ) {
        var numbers = SeededNumbers(seed: seed)
        picture = Picture(size: size)
        self.foreground = Picture(size: size)
        self.alpha = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (u, v) = (Double(x) + 0.5, Double(y) + 0.5)
                let a = min(max(alpha(u, v), 0), 1)
                let own = foreground(u, v)
                let grain = (Double(numbers.next() >> 11) / Double(1 << 53) - 0.5) * 2 * noise
                let mixed = own * a + background(u, v) * (1 - a) + SIMD3(repeating: grain)
                self.alpha.append(a)
                picture[x, y] = Self.pixel(mixed)
                self.foreground[x, y] = Self.pixel(own)
            }
        }
    }

    private static func pixel(_ color: SIMD3<Double>) -> SIMD4<UInt8> {
        func byte(_ value: Double) -> UInt8 { UInt8(min(max(value, 0), 255).rounded()) }
        return SIMD4(byte(color.x), byte(color.y), byte(color.z), 255)
    }

    /// 255 and 0 where alpha is sure, 128 within `reach` pixels of where it is not.
    func trimap(reach: Int) -> Mask {
        var trimap = Mask(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width {
                var (least, most) = (1.0, 0.0)
                for row in max(0, y - reach)...min(size.height - 1, y + reach) {
                    for column in max(0, x - reach)...min(size.width - 1, x + reach) {
                        least = min(least, alpha[row * size.width + column])
                        most = max(most, alpha[row * size.width + column])
                    }
                }
                trimap[x, y] = least > 0.999 ? 255 : most < 0.001 ? 0 : 128
            }
        }
        return trimap
    }

    /// 255 where alpha is at least a half.
    var hardMatte: Mask {
        var mask = Mask(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width where alpha[y * size.width + x] >= 0.5 { mask[x, y] = 255 }
        }
        return mask
    }

    /// Mean difference between a matte and the truth, where the truth is neither 0 nor 1 or they differ.
    func error(of matte: Mask) -> Double {
        var (sum, count) = (0.0, 0.0)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let truth = alpha[y * size.width + x]
                let found = Double(matte[x, y]) / 255
                guard (0.001...0.999).contains(truth) || abs(found - truth) > 0.001 else { continue }
                sum += abs(found - truth)
                count += 1
            }
        }
        return count == 0 ? 0 : sum / count
    }

    /// Pixels inside both the truth and the matte, over those inside either.
    func overlap(with matte: Mask) -> Double {
        var (both, either) = (0.0, 0.0)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (a, b) = (alpha[y * size.width + x] >= 0.5, matte[x, y] >= 128)
                if a || b { either += 1 }
                if a && b { both += 1 }
            }
        }
        return both / max(1, either)
    }
}

extension Scene {
    /// Alpha of a disc whose edge is `soft` pixels wide.
    static func disc(_ x: Double, _ y: Double, radius: Double, soft: Double = 2) -> (Double, Double) -> Double {
        { u, v in (radius - ((u - x) * (u - x) + (v - y) * (v - y)).squareRoot()) / soft + 0.5 }
    }

    /// Alpha of a box whose edge is `soft` pixels wide.
    static func box(_ columns: Range<Double>, _ rows: Range<Double>, soft: Double = 2) -> (Double, Double) -> Double {
        { u, v in
            min(u - columns.lowerBound, columns.upperBound - u, v - rows.lowerBound, rows.upperBound - v) / soft + 0.5
        }
    }

    /// A gray that falls off from the upper left, as a lit wall does.
    static func wall(_ base: SIMD3<Double>) -> (Double, Double) -> SIMD3<Double> {
        { u, v in base * (1 - 0.0006 * u - 0.0009 * v) }
    }

    /// Stripes of two colours.
    static func stripes(_ a: SIMD3<Double>, _ b: SIMD3<Double>, width: Double) -> (Double, Double) -> SIMD3<Double> {
        { u, v in ((u + 0.4 * v) / width).rounded(.down).truncatingRemainder(dividingBy: 2) == 0 ? a : b }
    }
}
