/// Pixels of an output that are a reference's own, as run lengths: row by row from the top left, alternately not kept and kept,
/// starting with not kept. The lengths add up to the output's pixels.
public struct KeptArea: Sendable, Hashable {
    /// Index of the reference that the pixels come from.
    public let reference: Int
    /// At least one; only the first may be 0.
    public let runs: [Int]

    /// An area of known runs.
    public init(reference: Int, runs: [Int]) {
        self.reference = reference
        self.runs = runs
    }

    /// The indices for which `isKept` holds, of `0..<count`.
    init(reference: Int, count: Int, where isKept: (Int) -> Bool) {
        var runs: [Int] = []
        var start = 0
        var current = false
        for index in 0..<count where isKept(index) != current {
            runs.append(index - start)
            start = index
            current.toggle()
        }
        runs.append(count - start)
        self.init(reference: reference, runs: runs)
    }

    /// Number of kept pixels.
    public var count: Int {
        stride(from: 1, to: runs.count, by: 2).reduce(0) { $0 + runs[$1] }
    }

    /// One value a pixel, row by row; nil where the runs are not those of `count` pixels.
    func flags(count: Int) -> [Bool]? {
        var flags: [Bool] = []
        flags.reserveCapacity(count)
        for (index, run) in runs.enumerated() {
            guard run >= 0, run <= count - flags.count else { return nil }
            flags.append(contentsOf: repeatElement(index % 2 == 1, count: run))
        }
        return flags.count == count ? flags : nil
    }
}
