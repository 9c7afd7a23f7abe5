import MiraImage

/// A picture as a coarse grid of mean colours, for guesses about its layout.
struct CellMeans {
    let columns: Int
    let rows: Int
    /// Stored values 0…1, row by row.
    private var cells: [SIMD3<Float>]

    /// - Parameters: at most one cell a pixel each way.
    init(of picture: Picture, columns: Int, rows: Int) {
        self.columns = min(columns, picture.width)
        self.rows = min(rows, picture.height)
        cells = []
        cells.reserveCapacity(self.columns * self.rows)
        let pixels = picture.grid.pixels
        for row in 0..<self.rows {
            let (y0, y1) = (picture.height * row / self.rows, picture.height * (row + 1) / self.rows)
            for column in 0..<self.columns {
                let x0 = picture.width * column / self.columns, x1 = picture.width * (column + 1) / self.columns
                // A few pixels of a large cell tell its mean well enough.
                let (stepX, stepY) = (max(1, (x1 - x0) / 8), max(1, (y1 - y0) / 8))
                var sum = SIMD3<UInt32>.zero
                var count: UInt32 = 0
                for y in stride(from: y0, to: y1, by: stepY) {
                    for x in stride(from: x0, to: x1, by: stepX) {
                        let p = pixels[y * picture.width + x]
                        sum = sum &+ SIMD3(UInt32(p.x), UInt32(p.y), UInt32(p.z))
                        count += 1
                    }
                }
                cells.append(SIMD3(Float(sum.x), Float(sum.y), Float(sum.z)) / Float(255 * max(1, count)))
            }
        }
    }

    subscript(column: Int, row: Int) -> SIMD3<Float> {
        cells[max(0, min(rows - 1, row)) * columns + max(0, min(columns - 1, column))]
    }

    /// The mean colour of each row.
    var rowMeans: [SIMD3<Float>] {
        (0..<rows).map { row in
            cells[row * columns..<(row + 1) * columns].reduce(.zero, +) / Float(columns)
        }
    }
}
