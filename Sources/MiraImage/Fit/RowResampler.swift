import CMiraKernels

/// Resamples RGBA rows of 8 or 16 bits as they come, top to bottom, in 16-bit fixed point; holds no more than some rows of sums.
///
/// Owns its memory and is reused from picture to picture. Results don't depend on how the rows are dealt out.
@safe final class RowResampler {
    /// The rows of the source that are needed.
    private(set) var rows = 0..<0
    /// The next row that `push` expects.
    private(set) var position = 0

    private var width = 0
    private var kind = MIRA_SAMPLES_RAW
    private var bytesPerPixel = 4
    private var horizontal = FixedFilter.empty
    private var vertical = FixedFilter.empty
    /// Output rows before this one are done.
    private var nextOutput = 0
    /// Rows that pass at once.
    private var stripRows = 0
    /// Output rows whose sums stand at the same time.
    private var openRows = 0

    private let pairs = Scratch<Int16>()
    private let sums = Scratch<Int32>()
    private let between = Scratch<Int16>()
    private let results = Scratch<Int16>()
    private let held = Scratch<UInt8>()
    private var holdsRow = false

    /// Pixels of a row that pass at once: with the rows of a strip they fit the first-level cache.
    private static let block = 128

    /// Number of output columns and rows.
    var result: PixelSize { PixelSize(width: horizontal.count, height: vertical.count) }

    /// The most output rows that a source row may make: beyond, too many rows of sums would stand at a time.
    static let largestEnlargement = 16.0

    /// Makes ready for a picture of `width` columns.
    ///
    /// - Parameter bytesPerPixel: 4 for RGBA8; 8 for RGBA16, which is never `MIRA_SAMPLES_RAW`.
    func begin(
        width: Int, bytesPerPixel: Int = 4, kind: mira_samples, horizontal: FixedFilter, vertical: AxisFilter
    ) {
        precondition(bytesPerPixel == 4 || kind != MIRA_SAMPLES_RAW, "raw samples have 8 bits")
        rows = vertical.reach
        position = rows.lowerBound
        nextOutput = 0
        holdsRow = false
        self.width = width
        self.kind = kind
        self.bytesPerPixel = bytesPerPixel
        self.horizontal = horizontal
        self.vertical = FixedFilter(vertical, base: rows.lowerBound, multiple: 2)

        let outputsPerRow = Double(vertical.count) / Double(max(1, rows.count))
        stripRows = min(32, max(2, Int(32 / max(1, outputsPerRow)) & ~1))
        openRows = self.vertical.overlap
        pairs.reserve(stripRows / 2 * Self.block * 8)
        sums.reserve(openRows * rowValues)
        // The horizontal filter reads whole steps, beyond the last pixel that counts.
        between.reserve((self.vertical.completions(within: stripRows + 4)) * betweenValues)
        results.reserve(4 * 4 * horizontal.count)
        held.reserve(bytesPerPixel * width)
    }

    /// Samples of a row, in whole groups of four pixels.
    private var rowValues: Int { (width + 3) / 4 * 16 }

    /// Values of a row between the filters, and what the second one reads beyond it.
    private var betweenValues: Int { rowValues + 16 * (horizontal.taps / 4 + 1) }

    /// Takes `count` rows from `position` on, `stride` bytes apart, and calls `emit` with each output row that they
    /// complete: fixed-point RGBA samples, premultiplied where there is alpha.
    ///
    /// Strips of 16 rows or more are quickest. Rows beyond those that are needed are passed over.
    func push(
        _ pixels: UnsafePointer<UInt8>, stride: Int, count: Int, emit: (Int, UnsafePointer<Int16>) -> Void
    ) {
        var (row, left) = unsafe (pixels, min(count, rows.upperBound - position))
        while left > 0 {
            // A row that waits for its partner comes first.
            let waiting = holdsRow ? 1 : 0
            var taken = min(left, stripRows - waiting)
            if (taken + waiting) % 2 == 1, position + taken < rows.upperBound {
                if taken == 1 {
                    unsafe held.base.update(from: row, count: bytesPerPixel * width)
                    holdsRow = true
                    position += 1
                    return
                }
                taken -= 1
            }
            unsafe pass(row, stride: stride, count: taken, emit)
            unsafe row += taken * stride
            left -= taken
        }
    }
}

extension RowResampler {
    /// Passes the waiting row, if there is one, and `count` rows more.
    private func pass(
        _ pixels: UnsafePointer<UInt8>, stride: Int, count: Int, _ emit: (Int, UnsafePointer<Int16>) -> Void
    ) {
        let waiting = holdsRow ? 1 : 0
        let start = position - waiting - rows.lowerBound
        let end = start + waiting + count
        func row(_ index: Int) -> UnsafePointer<UInt8> {
            // The last row stands in for a partner that it has not; its weight is 0.
            let own = min(index, end - start - 1) - waiting
            return own < 0 ? unsafe UnsafePointer(held.base) : unsafe pixels + own * stride
        }
        let pairCount = (end - start + 1) / 2
        var outputs = nextOutput
        while outputs < vertical.count, Int(vertical.starts[outputs]) < end { outputs += 1 }
        var done = nextOutput
        while done < outputs, Int(vertical.starts[done]) + vertical.taps <= end || end == rows.count { done += 1 }

        for left in Swift.stride(from: 0, to: width, by: Self.block) {
            let columns = min(Self.block, width - left)
            for pair in 0..<pairCount {
                let upper = unsafe row(2 * pair) + bytesPerPixel * left
                let lower = unsafe row(2 * pair + 1) + bytesPerPixel * left
                let target = unsafe pairs.base + pair * Self.block * 8
                if bytesPerPixel == 4 {
                    unsafe mira_pair_rows(upper, lower, columns, kind, target)
                } else {
                    unsafe mira_pair_rows16(words(upper), words(lower), columns, kind, target)
                }
            }
            for output in nextOutput..<outputs {
                let from = Int(vertical.starts[output])
                let run = max(from, start)..<min(from + vertical.taps, start + 2 * pairCount)
                let part = mira_sums(
                    is_first: from >= start ? 1 : 0, is_last: output < done ? 1 : 0,
                    shift: kind == MIRA_SAMPLES_RAW ? 8 : 14)
                unsafe vertical.weights.withUnsafeBufferPointer { weights in
                    guard let base = weights.baseAddress else { return }
                    unsafe mira_convolve_vertical_i16(
                        pairs.base + (run.lowerBound - start) / 2 * Self.block * 8, Self.block * 8,
                        base + output * vertical.taps + run.lowerBound - from, run.count / 2, (columns + 3) / 4, part,
                        sums.base + output % openRows * rowValues + 4 * left,
                        between.base + (output - nextOutput) * betweenValues + 4 * left)
                }
            }
        }
        unsafe finish(nextOutput..<done, emit)
        nextOutput = done
        position += count
        holdsRow = false
    }

    /// Filters rows along their length, four at a time.
    private func finish(_ outputs: Range<Int>, _ emit: (Int, UnsafePointer<Int16>) -> Void) {
        for first in stride(from: outputs.lowerBound, to: outputs.upperBound, by: 4) {
            let count = min(4, outputs.upperBound - first)
            // Each row has the memory that the filter reads beyond it.
            unsafe mira_convolve_horizontal_i16(
                between.base + (first - outputs.lowerBound) * betweenValues, betweenValues, count, horizontal.starts,
                horizontal.weights, horizontal.taps / 4, horizontal.count, results.base)
            for index in 0..<count { unsafe emit(first + index, results.base + index * 4 * horizontal.count) }
        }
    }
}

extension FixedFilter {
    static let empty = FixedFilter()

    private init() {
        starts = []
        taps = 0
        weights = []
    }

    /// How many runs overlap at most.
    fileprivate var overlap: Int {
        var (most, last) = (1, 0)
        for index in starts.indices {
            while last < count, starts[last] < starts[index] + Int32(taps) { last += 1 }
            most = max(most, last - index)
        }
        return most
    }

    /// How many runs end at most within `length` pixels.
    fileprivate func completions(within length: Int) -> Int {
        var (most, first) = (1, 0)
        for index in starts.indices {
            while starts[index] - starts[first] >= Int32(length) { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}

/// Bytes that are 16-bit values.
private func words(_ bytes: UnsafePointer<UInt8>) -> UnsafePointer<UInt16> {
    unsafe UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt16.self)
}
