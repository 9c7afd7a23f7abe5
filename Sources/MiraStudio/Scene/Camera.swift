import MiraImage

/// A level camera with a shifted lens: uprights stay upright, and the floor's rows and depths belong together simply.
///
/// A point (x, y, depth) of the world is seen at column `center + focal·x/depth` and row `horizon + focal·(eye − y)/depth`.
/// - Units: pixels of the output; world lengths such that half of the picture (the mean of its sides) is 1 where the
///   product stands.
struct Camera: Sendable, Hashable {
    var size: PixelSize
    var focal: Float
    var horizon: Float
    var center: Float
    var eye: Float

    /// A camera that sees the horizon at row `horizon` and the floor at `base` in the depth where the product stands.
    ///
    /// - Source: the horizon ratio, Criminisi et al. 2000: eye height / product height = (base − horizon) / height.
    init(size: PixelSize, horizon: Float, base: Float) {
        self.size = size
        let side = Float(size.width * size.height).squareRoot()
        // A product lens: 28 degrees over the mean side.
        focal = 1.95 * side
        // At least a twelfth of the picture between horizon and base: an eye on the floor sees no floor.
        self.horizon = min(horizon, base - side / 12)
        center = Float(size.width) / 2
        eye = (base - self.horizon) / (side / 2)
    }

    /// Pixels that a length of 1 covers at `depth`.
    func scale(at depth: Float) -> Float { focal / depth }

    /// The depth at which the floor is seen in a row under the horizon.
    func floorDepth(row: Float) -> Float { focal * eye / max(row - horizon, 1e-3) }

    /// The row in which the floor is seen at a depth.
    func floorRow(depth: Float) -> Float { horizon + focal * eye / depth }

    /// Where the product stands.
    var baseDepth: Float { focal / (Float(size.width * size.height).squareRoot() / 2) }
}
