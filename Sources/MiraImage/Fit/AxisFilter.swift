/// The weights of a filter along one axis: for each output pixel a run of source pixels.
///
/// Pixel centres are at x + 0.5; source pixels beyond the edge are the edge's, their weights folded into it; the
/// weights of a pixel add up to 1.
struct AxisFilter: Sendable {
    /// Length of every run; shorter runs end in zeros.
    let taps: Int
    /// First source pixel of each run; the whole run lies within the source.
    let starts: [Int32]
    /// `taps` weights for each output pixel.
    let weights: [Float]

    var count: Int { starts.count }

    /// - Parameters:
    ///   - kernel: the filter's shape in source pixels.
    ///   - length: number of source pixels.
    ///   - origin: where output position 0 lies in the source.
    ///   - step: source pixels per output pixel.
    ///   - outputs: the output pixels that are wanted.
    init(_ kernel: FilterKernel, length: Int, origin: Double, step: Double, outputs: Range<Int>) {
        let support = kernel.support
        let taps = min(length, Int((2 * support).rounded(.up)) + 1)
        var starts: [Int32] = []
        var weights = [Float](repeating: 0, count: taps * outputs.count)
        var run = [Double](repeating: 0, count: taps)
        starts.reserveCapacity(outputs.count)

        for (row, output) in outputs.enumerated() {
            let center = origin + (Double(output) + 0.5) * step
            let first = Int((center - support - 0.5).rounded(.up))
            let last = Int((center + support - 0.5).rounded(.down))
            let start = min(max(first, 0), length - taps)
            for tap in 0..<taps { run[tap] = 0 }
            var sum = 0.0
            for position in first...max(first, last) {
                let weight = kernel.value(Double(position) + 0.5 - center)
                run[min(max(position, 0), length - 1) - start] += weight
                sum += weight
            }
            for tap in 0..<taps { weights[row * taps + tap] = Float(run[tap] / sum) }
            starts.append(Int32(start))
        }
        self.taps = taps
        self.starts = starts
        self.weights = weights
    }
}

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

    /// sinc(x)·sinc(x/3) within ±3; exactly 0 at the whole numbers but 0.
    private static func lanczos(_ x: Double) -> Double {
        let x = abs(x)
        guard x < 3 else { return 0 }
        guard x > 1e-8 else { return 1 }
        let angle = Double.pi * x
        return 3 * sinPi(x) * sinPi(x / 3) / (angle * angle)
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
