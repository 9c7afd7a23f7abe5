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

    /// Source pixels that have a part in the outputs.
    var reach: Range<Int> {
        guard let first = starts.min(), let last = starts.max() else { return 0..<0 }
        return Int(first)..<Int(last) + taps
    }

    /// The weights of some of the outputs.
    subscript(outputs: Range<Int>) -> AxisFilter {
        AxisFilter(
            taps: taps, starts: Array(starts[outputs]),
            weights: Array(weights[outputs.lowerBound * taps..<outputs.upperBound * taps]))
    }

    private init(taps: Int, starts: [Int32], weights: [Float]) {
        self.taps = taps
        self.starts = starts
        self.weights = weights
    }

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
            let scale = 1 / sum
            for tap in 0..<taps { weights[row * taps + tap] = Float(run[tap] * scale) }
            starts.append(Int32(start))
        }
        self.taps = taps
        self.starts = starts
        self.weights = weights
    }
}

extension AxisFilter {
    /// Lanczos-3 that brings `extent` pixels from `origin` on, of `length`, to `count`.
    init(lanczosOf length: Int, from origin: Double, _ extent: Double, to count: Int) {
        let step = extent / Double(count)
        self.init(.lanczos3(step: step), length: length, origin: origin, step: step, outputs: 0..<count)
    }
}
