/// The shape of a filter. Made of sums and products alone, so that every machine gets the same bits.
struct FilterKernel: Sendable {
    /// The filter is 0 from here on, both ways; in source pixels.
    let support: Double
    private let shape: Shape

    private enum Shape: Sendable {
        case lanczos(stretch: Double)
        case gaussian(sigma: Double)
    }

    /// Lanczos-3, widened by `step` where pixels become fewer, so that nothing aliases.
    ///
    /// - Source: Turkowski, "Filters for common resampling tasks", 1990.
    static func lanczos3(step: Double) -> FilterKernel {
        let stretch = max(1, step)
        return FilterKernel(support: 3 * stretch, shape: .lanczos(stretch: stretch))
    }

    /// A Gaussian, cut off at four times its `sigma`, where 0.006 % of it are left.
    static func gaussian(sigma: Double) -> FilterKernel {
        FilterKernel(support: 4 * sigma, shape: .gaussian(sigma: sigma))
    }

    /// The weight at distance `x`, not normalised.
    func value(_ x: Double) -> Double {
        switch shape {
        case .lanczos(let stretch): Self.lanczos(x / stretch)
        case .gaussian(let sigma): Self.exponential(-x * x / (2 * sigma * sigma))
        }
    }

    /// sinc(x)·sinc(x/3) within ±3.
    private static func lanczos(_ x: Double) -> Double {
        let x = abs(x)
        guard x < 3 else { return 0 }
        guard x > 1e-8 else { return 1 }
        // sin(3t) = 3 sin(t) - 4 sin(t)³: one sine is enough.
        let third = sinPi(x / 3)
        let value = third * third * (3 - 4 * third * third)
        // At whole numbers rounding would leave 1e-17.
        return abs(value) < 1e-15 ? 0 : value * (3 / (Double.pi * Double.pi)) / (x * x)
    }

    /// e^x for -40 ≤ x ≤ 0: the Taylor series of e^(x/64), squared six times.
    private static func exponential(_ x: Double) -> Double {
        let part = x / 64
        var term = 1.0
        var sum = 0.0
        for n in 1...16 {
            sum += term
            term *= part / Double(n)
        }
        for _ in 0..<6 { sum *= sum }
        return sum
    }
}
