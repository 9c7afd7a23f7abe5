/// Where a picture lies in an output: its upper left corner and its size, in output pixels, fractions allowed; no rotation.
///
/// Pixel centres are at x + 0.5, so the point (u, v) of a picture of `source` size lies at (x + u·width/source.width, …).
public struct Placement: Sendable, Hashable, Codable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

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
