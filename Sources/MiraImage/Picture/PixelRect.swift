/// A rectangle of whole pixels.
public struct PixelRect: Sendable, Hashable {
    /// The columns that it covers.
    public var columns: Range<Int>
    /// The rows that it covers.
    public var rows: Range<Int>

    /// A rectangle of `columns` and `rows`.
    public init(columns: Range<Int>, rows: Range<Int>) {
        self.columns = columns
        self.rows = rows
    }

    /// A rectangle of `size` with its upper left pixel at (x, y).
    public init(x: Int, y: Int, size: PixelSize) {
        self.init(columns: x..<x + size.width, rows: y..<y + size.height)
    }

    /// All of a picture of `size`.
    public init(_ size: PixelSize) {
        self.init(x: 0, y: 0, size: size)
    }

    /// Number of columns and rows.
    public var size: PixelSize { PixelSize(width: columns.count, height: rows.count) }

    /// Whether it covers no pixel.
    public var isEmpty: Bool { columns.isEmpty || rows.isEmpty }

    /// Whether all of `other` lies within.
    public func contains(_ other: PixelRect) -> Bool {
        columns.lowerBound <= other.columns.lowerBound && other.columns.upperBound <= columns.upperBound
            && rows.lowerBound <= other.rows.lowerBound && other.rows.upperBound <= rows.upperBound
    }

    /// The part that lies within `other` as well.
    public func clamped(to other: PixelRect) -> PixelRect {
        PixelRect(columns: columns.clamped(to: other.columns), rows: rows.clamped(to: other.rows))
    }
}
