extension Mask {
    /// How far each pixel is from the nearest pixel of at least `threshold`: 0 within, infinite where there is none.
    ///
    /// - Units: pixels, from centre to centre, Euclidean and exact.
    /// - Source: Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012.
    public func distanceToInside(threshold: UInt8 = 128) -> Grid<Float> {
        distances { $0 >= threshold }
    }

    /// How far each pixel is from the nearest pixel under `threshold`: 0 outside, infinite where there is none.
    ///
    /// - Units: pixels, from centre to centre, Euclidean and exact.
    public func distanceToOutside(threshold: UInt8 = 128) -> Grid<Float> {
        distances { $0 < threshold }
    }

    /// How far each pixel is from the mask's outline: negative inside, positive outside.
    ///
    /// The outline runs half way between the centres of neighbours, so no pixel has 0.
    public func signedDistance(threshold: UInt8 = 128) -> Grid<Float> {
        let outside = distanceToInside(threshold: threshold)
        let inside = distanceToOutside(threshold: threshold)
        var result = outside
        var values = result.mutablePixels
        let depths = inside.pixels
        for index in depths.indices {
            values[index] = depths[index] > 0 ? 0.5 - depths[index] : values[index] - 0.5
        }
        return result
    }

    private func distances(_ isTarget: @Sendable (UInt8) -> Bool) -> Grid<Float> {
        let columns = columnDistances(isTarget)
        return rowDistances(columns)
    }

    /// The distance to the nearest target in the same column; `Int32.max / 2` where there is none.
    private func columnDistances(_ isTarget: @Sendable (UInt8) -> Bool) -> Grid<Int32> {
        let (width, height) = (width, height)
        return unsafe Grid<Int32>(size: size) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // Each stripe of columns is worked on by one thread, and stays within both grids.
                nonisolated(unsafe) let (mask, result) = unsafe (from, to)
                Parallel.stripes(of: width, rowsPerStripe: 256) { columns in
                    let far = Int32.max / 2
                    for x in columns { unsafe result[x] = isTarget(mask[x]) ? 0 : far }
                    for y in 1..<max(1, height) {
                        for index in (y * width + columns.lowerBound)..<(y * width + columns.upperBound) {
                            let above = unsafe result[index - width]
                            unsafe result[index] = isTarget(mask[index]) ? 0 : min(far, above &+ 1)
                        }
                    }
                    for y in stride(from: height - 2, through: 0, by: -1) {
                        for index in (y * width + columns.lowerBound)..<(y * width + columns.upperBound) {
                            unsafe result[index] = min(result[index], result[index + width] &+ 1)
                        }
                    }
                }
            }
        }
    }

    /// The lower envelope of the parabolas that stand on each row's column distances.
    private func rowDistances(_ columns: Grid<Int32>) -> Grid<Float> {
        let width = width
        return unsafe Grid<Float>(size: size) { target in
            unsafe columns.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // Rows stay within both grids.
                nonisolated(unsafe) let (heights, result) = unsafe (from, to)
                Parallel.stripes(of: height, rowsPerStripe: 16) { rows in
                    var envelope = Envelope(capacity: width)
                    for y in rows { unsafe envelope.run(heights + y * width, result + y * width, width) }
                }
            }
        }
    }
}

/// The parabolas that are lowest somewhere in a row, from left to right.
private struct Envelope {
    private var centers: [Int]
    private var heights: [Int]
    /// The first column in which each is lowest.
    private var starts: [Int]

    init(capacity: Int) {
        centers = Array(repeating: 0, count: capacity)
        heights = centers
        starts = centers
    }

    mutating func run(_ distances: UnsafePointer<Int32>, _ result: UnsafeMutablePointer<Float>, _ width: Int) {
        var last = -1
        for x in 0..<width {
            let distance = unsafe Int(distances[x])
            if distance >= Int(Int32.max / 2) { continue }
            let height = distance * distance
            var start = 0
            while last >= 0 {
                // From this column on the new parabola is lower than the last one (whole numbers: exact).
                let rise = height + x * x - heights[last] - centers[last] * centers[last]
                let run = 2 * (x - centers[last])
                start = rise < 0 ? 0 : rise / run + 1
                if start > starts[last] { break }
                last -= 1
                start = 0
            }
            if start >= width { continue }
            last += 1
            centers[last] = x
            heights[last] = height
            starts[last] = start
        }
        guard last >= 0 else {
            unsafe result.update(repeating: .infinity, count: width)
            return
        }
        var current = 0
        for x in 0..<width {
            while current < last, starts[current + 1] <= x { current += 1 }
            let offset = x - centers[current]
            unsafe result[x] = Float(heights[current] + offset * offset).squareRoot()
        }
    }
}
