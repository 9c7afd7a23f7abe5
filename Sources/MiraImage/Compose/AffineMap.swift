/// A map of the plane that keeps parallels: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
public struct AffineMap: Sendable, Hashable, Codable {
    /// How far x' goes with x.
    public var a: Double
    /// How far y' goes with x.
    public var b: Double
    /// How far x' goes with y.
    public var c: Double
    /// How far y' goes with y.
    public var d: Double
    /// x' of the origin.
    public var tx: Double
    /// y' of the origin.
    public var ty: Double

    /// The map that changes nothing.
    public static let identity = AffineMap(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0)

    /// A map by its six numbers, in the order that CSS and PDF use.
    public init(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
        (self.a, self.b, self.c, self.d, self.tx, self.ty) = (a, b, c, d, tx, ty)
    }

    /// A move.
    public init(x: Double, y: Double) {
        self.init(a: 1, b: 0, c: 0, d: 1, tx: x, ty: y)
    }

    /// An enlargement from the origin.
    public init(scaleX: Double, scaleY: Double) {
        self.init(a: scaleX, b: 0, c: 0, d: scaleY, tx: 0, ty: 0)
    }

    /// A turn by `degrees` around the origin, clockwise as the y axis points down.
    ///
    /// Quarter turns are exact.
    public init(degrees: Double) {
        let turns = (degrees.isFinite ? degrees : 0).remainder(dividingBy: 360) / 180
        let (sine, cosine): (Double, Double) =
            switch turns {
            case 0: (0, 1)
            case 0.5: (1, 0)
            case -0.5: (-1, 0)
            case 1, -1: (0, -1)
            default: (sinPi(turns), sinPi(turns + 0.5))
            }
        self.init(a: cosine, b: sine, c: -sine, d: cosine, tx: 0, ty: 0)
    }

    /// The map that brings a picture of `source` size to where `placement` says.
    public init(_ placement: Placement, source: PixelSize) {
        self.init(
            a: placement.width / Double(source.width), b: 0, c: 0, d: placement.height / Double(source.height),
            tx: placement.x, ty: placement.y)
    }

    /// This map, then `next`.
    public func followed(by next: AffineMap) -> AffineMap {
        AffineMap(
            a: next.a * a + next.c * b, b: next.b * a + next.d * b, c: next.a * c + next.c * d,
            d: next.b * c + next.d * d, tx: next.a * tx + next.c * ty + next.tx,
            ty: next.b * tx + next.d * ty + next.ty)
    }

    /// The map back; nil where everything falls on a line, or a number is not finite.
    public var inverse: AffineMap? {
        let determinant = a * d - b * c
        guard determinant.isFinite, abs(determinant) > 1e-12, tx.isFinite, ty.isFinite else { return nil }
        return AffineMap(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant,
            tx: (c * ty - d * tx) / determinant, ty: (b * tx - a * ty) / determinant)
    }

    /// Where a point comes to lie.
    public func map(x: Double, y: Double) -> (x: Double, y: Double) {
        (a * x + c * y + tx, b * x + d * y + ty)
    }

    /// The pixels of a canvas that a picture of `size` touches; empty where it lies outside.
    func window(of size: PixelSize, on canvas: PixelSize) -> PixelRect {
        let (width, height) = (Double(size.width), Double(size.height))
        let corners = [map(x: 0, y: 0), map(x: width, y: 0), map(x: 0, y: height), map(x: width, y: height)]
        func range(_ values: [Double], _ count: Int) -> Range<Int> {
            let lower = values.min() ?? 0
            let upper = values.max() ?? 0
            guard lower.isFinite, upper.isFinite else { return 0..<0 }
            // Half a pixel more on either side: a rim has soft edges.
            let first = Int(min(max((lower - 0.5).rounded(.down), 0), Double(count)))
            let end = Int(min(max((upper + 0.5).rounded(.up), 0), Double(count)))
            return first..<max(first, end)
        }
        return PixelRect(
            columns: range(corners.map(\.x), canvas.width), rows: range(corners.map(\.y), canvas.height))
    }
}
