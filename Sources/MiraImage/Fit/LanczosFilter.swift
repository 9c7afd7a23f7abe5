/// The weights of a Lanczos-3 resampling along one axis: for each output pixel a run of source pixels.
///
/// Pixel centres are at x + 0.5; the kernel is widened by the scale when shrinking, so that nothing aliases; source
/// pixels beyond the edge are the edge's, their weights folded into it; the weights of a pixel add up to 1.
///
/// - Source: Turkowski, "Filters for common resampling tasks", 1990.
struct LanczosFilter: Sendable {
    /// Length of every run; shorter runs end in zeros.
    let taps: Int
    /// First source pixel of each run; the whole run lies within the source.
    let starts: [Int32]
    /// `taps` weights for each output pixel.
    let weights: [Float]

    var count: Int { starts.count }

    /// - Parameters:
    ///   - length: number of source pixels.
    ///   - origin: where output position 0 lies in the source.
    ///   - step: source pixels per output pixel.
    ///   - outputs: the output pixels that are wanted.
    init(length: Int, origin: Double, step: Double, outputs: Range<Int>) {
        let stretch = max(1, step)
        let support = 3 * stretch
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
                let weight = Self.lanczos((Double(position) + 0.5 - center) / stretch)
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

    /// The Lanczos-3 kernel: sinc(x)·sinc(x/3) within ±3; exactly 0 at the other whole numbers.
    static func lanczos(_ x: Double) -> Double {
        let x = abs(x)
        guard x < 3 else { return 0 }
        guard x > 1e-8 else { return 1 }
        let angle = Double.pi * x
        return 3 * sinPi(x) * sinPi(x / 3) / (angle * angle)
    }

    /// sin(πx) for 0 ≤ x ≤ 3, by its Taylor series around the nearest half: the same bits on every machine.
    static func sinPi(_ x: Double) -> Double {
        let whole = x.rounded()
        let a = Double.pi * (x - whole)
        let a2 = a * a
        var term = a
        var sum = 0.0
        // |a| ≤ π/2: the term of a²³ is under 1e-18.
        var n = 2.0
        for _ in 0..<12 {
            sum += term
            term *= -a2 / (n * (n + 1))
            n += 2
        }
        return Int(whole) & 1 == 0 ? sum : -sum
    }
}
