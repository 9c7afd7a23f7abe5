/// A width and a height in pixels.
public struct PixelSize: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Number of columns.
    public var width: Int
    /// Number of rows.
    public var height: Int

    /// - Units: pixels; both sides at least 0. A programmer's mistake (a negative side) traps.
    public init(width: Int, height: Int) {
        precondition(width >= 0 && height >= 0, "a picture has no negative side")
        self.width = width
        self.height = height
    }

    /// Number of pixels.
    public var area: Int { width * height }

    /// Width divided by height.
    public var aspect: Double { Double(width) / Double(max(1, height)) }

    /// The size with its sides exchanged.
    public var transposed: PixelSize { PixelSize(width: height, height: width) }

    /// `1024x1536`
    public var description: String { "\(width)x\(height)" }

    /// Reads `1024x1536` (also `1024X1536` and `1024×1536`); nil for anything else, and for a side under 1 or over 999 999.
    public init?(_ text: String) {
        let sides = text.split(
            maxSplits: 2, omittingEmptySubsequences: false, whereSeparator: { $0 == "x" || $0 == "X" || $0 == "×" })
        guard sides.count == 2, let width = Self.side(sides[0]), let height = Self.side(sides[1]) else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ digits: Substring) -> Int? {
        guard digits.count <= 6, digits.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(digits) else {
            return nil
        }
        return value > 0 ? value : nil
    }
}
