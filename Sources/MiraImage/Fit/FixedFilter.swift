import CMiraKernels

/// The weights of a filter along one axis as whole numbers that add up to `MIRA_WEIGHT_ONE`, laid out for the kernels.
struct FixedFilter: Sendable {
    /// First source pixel of each run, counted from `base` on: an even number.
    let starts: [Int32]
    /// Length of every run: a multiple of `multiple`, zeros included.
    let taps: Int
    /// `taps` weights for each output pixel.
    let weights: [Int16]

    var count: Int { starts.count }

    /// - Parameters:
    ///   - base: the source pixel that starts count from; at most the first that is needed.
    ///   - multiple: 2 or 4.
    init(_ filter: AxisFilter, base: Int, multiple: Int) {
        // An odd start becomes even by a leading zero.
        let taps = (filter.taps + 1 + multiple - 1) / multiple * multiple
        var starts = [Int32](repeating: 0, count: filter.count)
        var weights = [Int16](repeating: 0, count: filter.count * taps)
        for output in 0..<filter.count {
            let start = Int(filter.starts[output]) - base
            let lead = start & 1
            starts[output] = Int32(start - lead)
            // What rounding leaves goes on to the next weight, so that the sum is exact, and errors are of
            // frequencies that pictures have little of.
            var rest = 0.0
            for tap in 0..<filter.taps {
                let exact = Double(filter.weights[output * filter.taps + tap]) * Double(MIRA_WEIGHT_ONE) + rest
                let whole = exact.rounded()
                rest = exact - whole
                weights[output * taps + lead + tap] = Int16(whole)
            }
        }
        self.starts = starts
        self.taps = taps
        self.weights = weights
    }
}
