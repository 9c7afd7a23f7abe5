import MiraImage

extension ProductHull {
    /// The side from which the product is lit in its own picture: −1 left, 1 right, 0 where that can't be told.
    ///
    /// The sign of the correlation between the logarithm of light and the column, inside the product.
    var shadingSide: Float {
        guard let small = colors.first(where: { Swift.max($0.width, $0.height) <= 64 }) ?? colors.last else { return 0 }
        var count: Float = 0
        var sum = SIMD2<Float>.zero
        var squares = SIMD2<Float>.zero
        var product: Float = 0
        let pixels = small.pixels
        for index in pixels.indices where pixels[index].w > 0.9 {
            let pixel = pixels[index]
            let light: Float = (0.2126 * pixel.x + 0.7152 * pixel.y + 0.0722 * pixel.z) / pixel.w
            let point = SIMD2(Float(index % small.width), Arithmetic.log2(light > 0.004 ? light : 0.004))
            count += 1
            sum += point
            squares += point * point
            product += point.x * point.y
        }
        guard count > 8 else { return 0 }
        let variance = squares - sum * sum / count
        let spread = (variance.x * variance.y).squareRoot()
        let correlation = (product - sum.x * sum.y / count) / spread
        // A spread of 0 makes this comparison false.
        guard abs(correlation) > 0.08 else { return 0 }
        return correlation > 0 ? 1 : -1
    }
}

extension [ProductHull] {
    /// The one that fills most of the picture.
    var main: ProductHull? { self.max { $0.width * $0.height < $1.width * $1.height } }
}
