public import MiraImage

/// Where in a photograph a product can stand: an even piece of ground under the horizon.
public struct SeatGuess: Sendable, Hashable {
    /// The middle of the product's base, fractions of the picture.
    public var x: Double
    /// Its lowest row.
    public var y: Double
    /// 0…1: how much evener the place is than the ground around it.
    public var confidence: Double

    /// The evenest piece of ground of a product's `width` and half its depth, the middle and the lower fifth preferred.
    ///
    /// - Parameters:
    ///   - horizon: its row, fraction of the height.
    ///   - width: of the product, fraction of the picture's width.
    public init(in picture: Picture, horizon: Double, width: Double) {
        let cells = CellMeans(of: picture, columns: 64, rows: 64)
        let energy = Self.energy(cells)
        let columns = cells.columns, rows = cells.rows
        let half = max(1, min(columns / 2, Int(width * Double(columns) / 2)))
        let tall = max(1, rows / 9)
        let lowest = min(rows - 1, Int(0.9 * Double(rows)))
        let highest = min(lowest, max(Int((horizon + 0.14) * Double(rows)), Int(0.66 * Double(rows))))
        var best = (cost: Double.infinity, x: 0.5, y: 0.83)
        var sum = 0.0, count = 0.0
        for row in highest...lowest {
            for column in half...max(half, columns - half) {
                var rough = 0.0
                for y in max(0, row - tall)...row {
                    for x in max(0, column - half)..<min(columns, column + half) { rough += energy[y * columns + x] }
                }
                rough /= Double((min(row, tall) + 1) * 2 * half)
                sum += rough
                count += 1
                let (x, y) = (Double(column) / Double(columns), (Double(row) + 0.5) / Double(rows))
                let place = 0.02 * (x - 0.5) * (x - 0.5) * 4 + 0.03 * (y - 0.83) * (y - 0.83) * 16
                if rough + place < best.cost { best = (rough + place, x, y) }
            }
        }
        (x, y) = (best.x, best.y)
        let mean = count > 0 ? sum / count : 0
        confidence = mean > 1e-6 ? min(1, max(0, 1 - best.cost / mean)) : 0
    }

    /// How much each cell differs from its right and lower neighbours.
    private static func energy(_ cells: CellMeans) -> [Double] {
        (0..<cells.columns * cells.rows).map { index in
            let (column, row) = (index % cells.columns, index / cells.columns)
            let here = cells[column, row]
            let right = cells[column + 1, row] - here, below = cells[column, row + 1] - here
            return Double(((right * right).sum() + (below * below).sum()).squareRoot())
        }
    }
}
