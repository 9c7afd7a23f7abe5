public import MiraImage

/// Where the horizon of a photograph lies, guessed from its rows.
public struct HorizonGuess: Sendable, Hashable {
    /// Fraction of the height.
    public var row: Double
    /// 0…1: under 0.35 the row is merely the usual one.
    public var confidence: Double

    /// Where horizons lie most often.
    public static let usual = HorizonGuess(row: 0.42, confidence: 0)

    /// The row that best parts the picture into two kinds of rows, and along which brightness or colour steps in most columns.
    ///
    /// Looked for between 0.15 and 0.7 of the height; of a close-up, which has no horizon, the usual row comes back.
    public init(of picture: Picture) {
        guard picture.width >= 16, picture.height >= 32 else {
            self = .usual
            return
        }
        let cells = CellMeans(of: picture, columns: 48, rows: 96)
        let rows = cells.rowMeans
        var best = (score: 0.0, row: 0, step: 0.0, split: 0.0)
        for row in Int(0.15 * Double(cells.rows))...Int(0.7 * Double(cells.rows)) {
            let split = Self.split(rows, at: row)
            let step = Self.step(cells, at: row)
            let score = split * step
            if score > best.score { best = (score, row, step, split) }
        }
        let confidence = min(1, max(0, (best.step - 0.25) / 0.5)) * min(1, best.split / 0.45)
        guard confidence >= 0.35 else {
            self.init(row: Self.usual.row, confidence: confidence)
            return
        }
        self.init(row: Double(best.row) / Double(cells.rows), confidence: confidence)
    }

    init(row: Double, confidence: Double) {
        self.row = row
        self.confidence = confidence
    }

    /// The share of the rows' variance that lies between those above and those below (Otsu 1979).
    private static func split(_ rows: [SIMD3<Float>], at row: Int) -> Double {
        let all = rows.reduce(.zero, +) / Float(rows.count)
        let above = rows[..<row].reduce(.zero, +) / Float(row)
        let below = rows[row...].reduce(.zero, +) / Float(rows.count - row)
        let total = rows.reduce(Float(0)) { $0 + (($1 - all) * ($1 - all)).sum() } / Float(rows.count)
        let share = Float(row) / Float(rows.count)
        let between = share * (1 - share) * ((above - below) * (above - below)).sum()
        return total > 1e-7 ? Double(between / total) : 0
    }

    /// The share of columns that step the same way at `row` or next to it.
    private static func step(_ cells: CellMeans, at row: Int) -> Double {
        var votes = SIMD2<Double>.zero
        for column in 0..<cells.columns {
            // Two cells each way: a horizon in haze is no sharp line.
            let above = (cells[column, row - 1] + cells[column, row - 2]) / 2
            let below = (cells[column, row] + cells[column, row + 1]) / 2
            let difference = below - above
            let size = Double((difference * difference).sum().squareRoot())
            // The sign of the largest channel tells the way.
            let way = difference.sum()
            if size > 0.035 { if way < 0 { votes.x += 1 } else { votes.y += 1 } }
        }
        return max(votes.x, votes.y) / Double(cells.columns)
    }
}
