import MiraImage

/// Keeps the light that a scene throws on a product within what leaves the product itself: each gain within 0.78…1.22, and over the
/// product's opaque pixels a CIEDE2000 of at most 6 at the median and 12 at 95 %.
struct LightBounds {
    static let gains: ClosedRange<Float> = 0.78...1.22
    static let median = 6.0
    static let p95 = 12.0

    /// `light` brought within the bounds by drawing all of it towards 1.
    static func bounded(_ light: Grid<SIMD4<Float>>, on product: Picture) -> Grid<SIMD4<Float>> {
        let clipped = drawn(light, share: 1)
        if isWithin(clipped, product) { return clipped }
        // The difference grows with the share, so halving finds the largest that is allowed.
        var (low, high): (Float, Float) = (0, 1)
        for _ in 0..<6 {
            let middle = (low + high) / 2
            if isWithin(drawn(light, share: middle), product) { low = middle } else { high = middle }
        }
        return drawn(light, share: low)
    }

    private static func drawn(_ light: Grid<SIMD4<Float>>, share: Float) -> Grid<SIMD4<Float>> {
        var result = light
        var pixels = result.mutablePixels
        let (low, high) = (SIMD4(repeating: gains.lowerBound), SIMD4(repeating: gains.upperBound))
        for index in pixels.indices {
            // In this order NaN becomes the lower bound.
            let gain = pointwiseMin(pointwiseMax(pixels[index], low), high)
            pixels[index] = 1 + (gain - 1) * share
        }
        return result
    }

    /// Over a sample of at most some ten thousand pixels: a bound on statistics needs no more.
    private static func isWithin(_ light: Grid<SIMD4<Float>>, _ product: Picture) -> Bool {
        let (pixels, gains) = (product.grid.pixels, light.pixels)
        var differences: [Double] = []
        for index in stride(from: 0, to: pixels.count, by: max(1, pixels.count / 40_000)) where pixels[index].w == 255 {
            let color = linearLight(pixels[index])
            let gain = SIMD3(Double(gains[index].x), Double(gains[index].y), Double(gains[index].z))
            let lit = pointwiseMin(color * gain, SIMD3(repeating: 1))
            differences.append(LabColor(linear: color).deltaE2000(LabColor(linear: lit)))
        }
        differences.sort()
        guard !differences.isEmpty else { return true }
        let last = differences.count - 1
        return differences[last / 2] <= median && differences[last * 95 / 100] <= p95
    }
}
