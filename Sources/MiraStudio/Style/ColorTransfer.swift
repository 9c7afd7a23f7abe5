import MiraImage

/// Mean and covariance of a picture's colours in Lab.
struct ColorStatistics: Sendable, Hashable {
    var mean: SIMD3<Double>
    var covariance: SymmetricMatrix

    /// Over every so many pixels of an opaque picture in linear light, some sixty thousand at most.
    init(of picture: LinearPicture) {
        let pixels = picture.grid.pixels
        let step = max(1, pixels.count / 60_000)
        var count = 0.0
        var sum = SIMD3<Double>.zero
        var squares = SIMD3<Double>.zero
        var products = SIMD3<Double>.zero
        for index in stride(from: 0, to: pixels.count, by: step) where pixels[index].w > 0.5 {
            let pixel = pixels[index] / pixels[index].w
            let lab = SIMD3<Double>(Lab.from(linear: pixel))
            count += 1
            sum += lab
            squares += lab * lab
            products += SIMD3(lab.x * lab.y, lab.x * lab.z, lab.y * lab.z)
        }
        count = max(1, count)
        mean = sum / count
        let variance = squares / count - mean * mean
        let mixed = products / count - SIMD3(mean.x * mean.y, mean.x * mean.z, mean.y * mean.z)
        covariance = SymmetricMatrix(diagonal: variance, xy: mixed.x, xz: mixed.y, yz: mixed.z)
    }

    init(mean: SIMD3<Double>, covariance: SymmetricMatrix) {
        self.mean = mean
        self.covariance = covariance
    }

    /// How far the colours are from others' when both are taken for normal: the Wasserstein distance.
    func distance(to other: ColorStatistics) -> Double {
        let shift = mean - other.mean
        let root = covariance.squareRoot
        let between = root.sandwiching(other.covariance).squareRoot
        let spread = covariance.trace + other.covariance.trace - 2 * between.trace
        return max(0, (shift * shift).sum() + spread).squareRoot()
    }
}

/// The linear map in Lab that gives one picture the colours of another with the least change.
///
/// - Source: Pitié and Kokaram, "The linear Monge–Kantorovitch linear colour mapping for example-based colour transfer", 2007.
struct ColorTransfer: Sendable {
    private let from: SIMD3<Float>
    private let to: SIMD3<Float>
    /// Columns.
    private let matrix: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)

    /// How much larger colours may become: more makes noise and casts of what was nearly gray.
    static let chromaCap = 1.6

    init(from source: ColorStatistics, to target: ColorStatistics) {
        // Variances of at least 1 keep an even picture from being torn apart.
        let a = source.covariance.adding(1), b = target.covariance.adding(1)
        let root = a.squareRoot
        let middle = root.sandwiching(b).squareRoot
        let map = root.inverse.sandwiching(middle).capped(at: Self.chromaCap)
        from = SIMD3<Float>(source.mean)
        to = SIMD3<Float>(target.mean)
        matrix = (SIMD3<Float>(map.row(0)), SIMD3<Float>(map.row(1)), SIMD3<Float>(map.row(2)))
    }

    /// What becomes of a colour in Lab.
    func callAsFunction(_ lab: SIMD3<Float>) -> SIMD3<Float> {
        let d = lab - from
        return matrix.0 * d.x + matrix.1 * d.y + matrix.2 * d.z + to
    }
}

extension LinearPicture {
    /// Brings the colours towards those of a style, `weight` 0…1 of the way.
    mutating func takeColors(of style: LinearPicture, weight: Double, monitor: Monitor) throws(ImageError) {
        let share = Float(max(0, min(1, weight)))
        guard share > 0 else { return }
        let transfer = ColorTransfer(from: ColorStatistics(of: self), to: ColorStatistics(of: style))
        let (width, height) = (width, height)
        grid.withUnsafeMutablePixels { pixels in
            nonisolated(unsafe) let pixels = pixels
            Parallel.stripes(of: height, rowsPerStripe: 16) { range in
                for y in range where !monitor.cancellation.isCancelled {
                    for index in y * width..<(y + 1) * width {
                        let lab = Lab.from(linear: pixels[index])
                        var moved = lab + (transfer(lab) - lab) * share
                        moved.x = max(0, min(100, moved.x))
                        pixels[index] = SIMD4(Self.inGamut(moved), 1)
                    }
                }
            }
        }
        try monitor.cancellation.check()
    }

    /// Linear sRGB; what lies outside of the gamut loses chroma, not lightness.
    private static func inGamut(_ lab: SIMD3<Float>) -> SIMD3<Float> {
        var color = Lab.linear(lab)
        var chroma: Float = 1
        for _ in 0..<4 where color.min() < -0.001 || color.max() > 1.001 {
            chroma *= 0.8
            color = Lab.linear(SIMD3(lab.x, lab.y * chroma, lab.z * chroma))
        }
        return color.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1))
    }
}
