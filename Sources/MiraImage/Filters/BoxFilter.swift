extension Grid where Pixel == Float {
    /// The mean over the square of `radius` pixels around each pixel; at the edges, over the part within the grid.
    ///
    /// The time does not depend on `radius`. Sums are kept in doubles, so that a large plain area stays plain.
    public func boxMean(radius: Int) -> Grid {
        precondition(radius >= 0, "a window has no negative radius")
        guard radius > 0, size.area > 0 else { return self }
        let (width, height) = (width, height)
        return unsafe Grid(size: size) { target in
            unsafe withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // Rows of a stripe are its own; windows are cut at the edges of the grid.
                nonisolated(unsafe) let (input, output) = unsafe (from, to)
                Parallel.stripes(of: height, rowsPerStripe: 64) { rows in
                    unsafe boxMeans(input, output, width, height, rows, radius)
                }
            }
        }
    }
}

/// Rows `rows` of the box mean: sums of columns slide down, and along each row a sum of them slides right.
private func boxMeans(
    _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ width: Int, _ height: Int,
    _ rows: Range<Int>, _ radius: Int
) {
    let columns = UnsafeMutablePointer<Double>.allocate(capacity: width)
    defer { unsafe columns.deallocate() }
    unsafe columns.initialize(repeating: 0, count: width)

    func slide(_ row: Int, _ sign: Double) {
        for x in 0..<width { unsafe columns[x] += sign * Double(input[row * width + x]) }
    }
    for row in max(0, rows.lowerBound - radius)..<min(height, rows.lowerBound + radius) { slide(row, 1) }
    for y in rows {
        if y + radius < height { slide(y + radius, 1) }
        if y > rows.lowerBound, y - radius - 1 >= 0 { slide(y - radius - 1, -1) }
        let tall = Double(min(height, y + radius + 1) - max(0, y - radius))
        var sum = 0.0
        for x in 0..<min(width, radius) { unsafe sum += columns[x] }
        for x in 0..<width {
            if x + radius < width { unsafe sum += columns[x + radius] }
            if x - radius - 1 >= 0 { unsafe sum -= columns[x - radius - 1] }
            let wide = Double(min(width, x + radius + 1) - max(0, x - radius))
            unsafe output[y * width + x] = Float(sum / (tall * wide))
        }
    }
}

/// Sums over any rectangle of a grid, each by four look-ups.
public struct SummedArea: Sendable {
    private let width: Int
    private let height: Int
    /// (height + 1) × (width + 1): the sum of everything above and to the left.
    private let sums: [Double]

    /// Adds up `grid` once; from then on every sum takes the same time.
    public init(_ grid: Grid<Float>) {
        width = grid.width
        height = grid.height
        var sums = [Double](repeating: 0, count: (width + 1) * (height + 1))
        let values = grid.pixels
        for y in 0..<height {
            var row = 0.0
            for x in 0..<width {
                row += Double(values[y * width + x])
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
            }
        }
        self.sums = sums
    }

    /// The sum over the part of the rectangle that lies within the grid.
    public func sum(columns: Range<Int>, rows: Range<Int>) -> Double {
        let columns = columns.clamped(to: 0..<width)
        let rows = rows.clamped(to: 0..<height)
        func corner(_ x: Int, _ y: Int) -> Double { sums[y * (width + 1) + x] }
        return corner(columns.upperBound, rows.upperBound) - corner(columns.lowerBound, rows.upperBound)
            - corner(columns.upperBound, rows.lowerBound) + corner(columns.lowerBound, rows.lowerBound)
    }

    /// The mean over the part of the rectangle that lies within the grid; 0 where nothing does.
    public func mean(columns: Range<Int>, rows: Range<Int>) -> Double {
        let area = columns.clamped(to: 0..<width).count * rows.clamped(to: 0..<height).count
        return area == 0 ? 0 : sum(columns: columns, rows: rows) / Double(area)
    }
}
