/// Where a picture lies in an output: its upper left corner and its size, in output pixels, fractions allowed; no rotation.
///
/// Pixel centres are at x + 0.5, so the point (u, v) of a picture of `source` size lies at (x + u·width/source.width, …).
public struct Placement: Sendable, Hashable, Codable {
    /// The left edge.
    public var x: Double
    /// The upper edge.
    public var y: Double
    /// From the left edge to the right one.
    public var width: Double
    /// From the upper edge to the lower one.
    public var height: Double

    /// A placement by its upper left corner and its size.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// `[a, b, c, d, tx, ty]` that takes a point of the picture to the output: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
    public func matrix(source: PixelSize) -> [Double] {
        [width / Double(source.width), 0, 0, height / Double(source.height), x, y]
    }
}
