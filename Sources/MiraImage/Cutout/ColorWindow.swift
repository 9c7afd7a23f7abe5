/// Sums of a window's colours and values, for the line that fits them best.
struct ColorWindow {
    private var count: Int32 = 0
    private var sums = SIMD3<Int32>.zero
    private var squares = SIMD3<Int32>.zero
    /// RG, RB, GB.
    private var products = SIMD3<Int32>.zero
    private var value: Float = 0
    private var valueColor = SIMD3<Float>.zero

    /// Adds a pixel; at most 33 000 of them, so that the sums of squares fit.
    mutating func add(_ color: SIMD4<UInt8>, _ value: Float) {
        let (r, g, b) = (Int32(color.x), Int32(color.y), Int32(color.z))
        count &+= 1
        sums &+= SIMD3(r, g, b)
        squares &+= SIMD3(r &* r, g &* g, b &* b)
        products &+= SIMD3(r &* g, r &* b, g &* b)
        self.value += value
        valueColor += SIMD3(Float(r), Float(g), Float(b)) * value
    }

    /// value = x·R + y·G + z·B + w, by least squares with a preference for a small slope.
    func line(regularisation: Float) -> SIMD4<Float> {
        let n = Float(count)
        let mean = SIMD3(Float(sums.x), Float(sums.y), Float(sums.z)) / n
        let meanValue = value / n
        // Whole numbers until the division: covariances without cancellation.
        func spread(_ product: Int32, _ a: Int32, _ b: Int32) -> Float {
            Float(Int64(product) * Int64(count) - Int64(a) * Int64(b)) / (n * n)
        }
        let c00 = spread(squares.x, sums.x, sums.x) + regularisation
        let c11 = spread(squares.y, sums.y, sums.y) + regularisation
        let c22 = spread(squares.z, sums.z, sums.z) + regularisation
        let c10 = spread(products.x, sums.x, sums.y)
        let c20 = spread(products.y, sums.x, sums.z)
        let c21 = spread(products.z, sums.y, sums.z)
        let v = valueColor / n - mean * meanValue

        // Cholesky; the pivots are at least the regularisation but for rounding.
        let i0 = 1 / c00.squareRoot()
        let (l10, l20) = (c10 * i0, c20 * i0)
        let i1 = 1 / max(c11 - l10 * l10, regularisation).squareRoot()
        let l21 = (c21 - l20 * l10) * i1
        let i2 = 1 / max(c22 - l20 * l20 - l21 * l21, regularisation).squareRoot()
        let u0 = v.x * i0
        let u1 = (v.y - l10 * u0) * i1
        let u2 = (v.z - l20 * u0 - l21 * u1) * i2
        let z = u2 * i2
        let y = (u1 - l21 * z) * i1
        let x = (u0 - l10 * y - l20 * z) * i0
        return SIMD4(x, y, z, meanValue - x * mean.x - y * mean.y - z * mean.z)
    }
}
