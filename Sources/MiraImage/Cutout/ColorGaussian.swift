/// A cloud of colours: a mean and a covariance.
struct ColorGaussian {
    private let mean: SIMD3<Float>
    /// Inverse of the Cholesky factor of the covariance: the rows of a lower triangle.
    private let whitening: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
    /// ½ log of the covariance's determinant.
    let halfLogDeterminant: Double

    init(_ sums: ColorSums) {
        let c = sums.covariance
        mean = SIMD3(Float(sums.mean.x), Float(sums.mean.y), Float(sums.mean.z))
        let l00 = c.xx.squareRoot()
        let (l10, l20) = (c.xy / l00, c.xz / l00)
        let l11 = max(c.yy - l10 * l10, 0.5).squareRoot()
        let l21 = (c.yz - l20 * l10) / l11
        let l22 = max(c.zz - l20 * l20 - l21 * l21, 0.5).squareRoot()
        let (i00, i11, i22) = (1 / l00, 1 / l11, 1 / l22)
        let i10 = -l10 * i00 * i11
        let i21 = -l21 * i11 * i22
        let i20 = -(l20 * i00 + l21 * i10) * i22
        whitening = (
            SIMD3(Float(i00), 0, 0), SIMD3(Float(i10), Float(i11), 0), SIMD3(Float(i20), Float(i21), Float(i22))
        )
        halfLogDeterminant = Elementary.log(l00 * l11 * l22)
    }

    /// The square of the Mahalanobis distance of a colour.
    func distance2(_ color: SIMD3<Float>) -> Float {
        let d = color - mean
        let (w0, w1, w2) = whitening
        let u0 = w0.x * d.x
        let u1 = w1.x * d.x + w1.y * d.y
        let u2 = w2.x * d.x + w2.y * d.y + w2.z * d.z
        return u0 * u0 + u1 * u1 + u2 * u2
    }
}

/// Colours added up, for their mean and covariance.
struct ColorSums {
    private(set) var count = 0.0
    private var sum = SIMD3<Double>.zero
    private var squares = SIMD3<Double>.zero
    /// xy, xz, yz.
    private var products = SIMD3<Double>.zero

    init() {}

    init(_ colors: [SIMD3<Float>]) {
        for color in colors { add(color) }
    }

    mutating func add(_ color: SIMD3<Float>) {
        let (x, y, z) = (Double(color.x), Double(color.y), Double(color.z))
        count += 1
        sum += SIMD3(x, y, z)
        squares += SIMD3(x * x, y * y, z * z)
        products += SIMD3(x * y, x * z, y * z)
    }

    var mean: SIMD3<Double> { sum / max(1, count) }

    /// The covariance, with a variance of 1 added: what an 8-bit camera's noise is at least.
    var covariance: SymmetricMatrix {
        let n = max(1, count)
        let mean = mean
        let variance = squares / n - mean * mean
        return SymmetricMatrix(
            xx: max(0, variance.x) + 1, xy: products.x / n - mean.x * mean.y, xz: products.y / n - mean.x * mean.z,
            yy: max(0, variance.y) + 1, yz: products.z / n - mean.y * mean.z, zz: max(0, variance.z) + 1)
    }

    /// The line through the mean along which the colours spread most.
    var axis: ColorAxis {
        let c = covariance
        var axis = SIMD3(c.xx, c.xy, c.xz) + SIMD3(c.xy, c.yy, c.yz) + SIMD3(c.xz, c.yz, c.zz)
        if (axis * axis).sum() < 1e-12 { axis = SIMD3(1, 0, 0) }
        for _ in 0..<16 {
            let next = c.times(axis)
            axis = next / (next * next).sum().squareRoot()
        }
        // The variance that `covariance` adds does not count.
        return ColorAxis(mean: mean, direction: axis, spread: (c.times(axis) * axis).sum() - 1)
    }
}

/// A symmetric 3×3 matrix.
struct SymmetricMatrix {
    var xx, xy, xz, yy, yz, zz: Double

    func times(_ v: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(xx * v.x + xy * v.y + xz * v.z, xy * v.x + yy * v.y + yz * v.z, xz * v.x + yz * v.y + zz * v.z)
    }
}

/// A line through the mean of colours, and their variance along it.
struct ColorAxis {
    var mean: SIMD3<Double>
    var direction: SIMD3<Double>
    var spread: Double

    func position(of color: SIMD3<Float>) -> Double {
        ((SIMD3(Double(color.x), Double(color.y), Double(color.z)) - mean) * direction).sum()
    }
}
