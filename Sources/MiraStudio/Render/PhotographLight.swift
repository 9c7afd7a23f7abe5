import MiraImage

/// The light of a photograph, guessed from its pixels.
///
/// Every figure is a guess and is called one in the notes.
struct PhotographLight: Sendable {
    /// −1 from the left … 1 from the right.
    var side: Float
    /// Share of the sun or the lamp in the light on the ground, 0…1; the rest comes from everywhere.
    var keyShare: Float
    /// Whether the side was found in the picture.
    var isSideFound: Bool

    /// - Parameters:
    ///   - horizon: its row; the ground lies below it.
    ///   - shading: the side from which the product is lit in its own picture, which decides where the photograph doesn't.
    init(_ picture: LinearPicture, horizon: Int, shading: Float) {
        let luma = Self.groundLuma(picture, from: max(0, min(picture.height - 8, horizon)))
        keyShare = Self.keyShare(luma.values)
        let slope = Self.slope(luma)
        isSideFound = abs(slope) > 0.12
        side = isSideFound ? (slope > 0 ? 1 : -1) : shading != 0 ? shading : -1
    }

    /// What was assumed, for the person who asked.
    var words: String {
        let from = side < 0 ? "left" : "right"
        let kind = keyShare > 0.5 ? "sun" : keyShare > 0.38 ? "soft light" : "an overcast sky"
        return "the light of the background is assumed to be \(kind) from the \(from)"
            + (isSideFound ? "" : ", as the picture does not tell the side")
    }

    private struct Luma {
        var width: Int
        var values: [Float]
    }

    /// The luminance of the ground, means over cells, some 48 by 24 of them.
    private static func groundLuma(_ picture: LinearPicture, from top: Int) -> Luma {
        let columns = min(48, picture.width), rows = min(24, picture.height - top)
        let pixels = picture.grid.pixels
        var values: [Float] = []
        for row in 0..<rows {
            let y0 = top + (picture.height - top) * row / rows, y1 = top + (picture.height - top) * (row + 1) / rows
            for column in 0..<columns {
                let x0 = picture.width * column / columns, x1 = picture.width * (column + 1) / columns
                var sum: Float = 0
                for y in y0..<y1 {
                    for x in x0..<x1 {
                        let p = pixels[y * picture.width + x]
                        sum += 0.2126 * p.x + 0.7152 * p.y + 0.0722 * p.z
                    }
                }
                values.append(sum / Float((y1 - y0) * (x1 - x0)))
            }
        }
        return Luma(width: columns, values: values)
    }

    /// Contrasty ground lies in the sun, even ground under clouds.
    private static func keyShare(_ luma: [Float]) -> Float {
        let sorted = luma.sorted()
        guard sorted.count > 10 else { return 0.45 }
        let dark = sorted[sorted.count / 10], bright = sorted[sorted.count * 9 / 10]
        let contrast = (bright - dark) / max(1e-4, bright + dark)
        return Arithmetic.mix(0.3, 0.62, Arithmetic.smooth(0.15, 0.6, contrast))
    }

    /// How much brighter the right side is than the left, as a correlation of the logarithm with the column.
    private static func slope(_ luma: Luma) -> Float {
        var sum = SIMD2<Float>.zero, squares = SIMD2<Float>.zero
        var product: Float = 0
        for (index, value) in luma.values.enumerated() {
            let point = SIMD2(Float(index % luma.width), Arithmetic.log2(value > 0.002 ? value : 0.002))
            sum += point
            squares += point * point
            product += point.x * point.y
        }
        let count = Float(max(1, luma.values.count))
        let variance = squares - sum * sum / count
        let spread = (variance.x * variance.y).squareRoot()
        return spread > 0 ? (product - sum.x * sum.y / count) / spread : 0
    }
}
