/// A plain backdrop: a colour that changes slowly over the picture, as far as its border shows it.
struct Backdrop {
    /// How far each pixel's colour is from the backdrop's: CIELab differences.
    let residual: Grid<SIMD4<Float>>
    /// Standard deviation of the border around the fit, at least 1.
    let noise: Float
    /// Share of the border that the fit explains.
    let inliers: Double

    /// Whether the border is one smooth colour, so that what looks like it is it.
    var isPlain: Bool { inliers > 0.95 && noise < 4 }

    /// Fits a quadratic surface to the border's colours, and lets what does not belong to it count for less and less.
    ///
    /// - Source: Holland, Welsch, "Robust regression using iteratively reweighted least-squares", 1977.
    init(_ lab: Grid<SIMD4<Float>>) {
        let (width, height) = (lab.width, lab.height)
        let band = max(2, min(width, height) / 20)
        let pixels = lab.pixels
        var ring: [(terms: Terms, color: SIMD4<Float>)] = []
        for y in 0..<height {
            let isEdgeRow = y < band || y >= height - band
            for x in 0..<width where isEdgeRow || x < band || x >= width - band {
                ring.append((Terms(x, y, lab.size), pixels[y * width + x]))
            }
        }

        var weights = [Double](repeating: 1, count: ring.count)
        var distances = [Float](repeating: 0, count: ring.count)
        var surface = Surface()
        var noise: Float = 1
        for _ in 0..<8 {
            surface = Surface(fitting: ring, weights)
            for index in ring.indices {
                distances[index] = Self.length(ring[index].color - surface.color(ring[index].terms))
            }
            noise = max(1, 1.48 * distances.sorted()[distances.count / 2])
            for index in ring.indices {
                let ratio = Double(distances[index] / (2 * noise))
                weights[index] = 1 / ((1 + ratio * ratio) * (1 + ratio * ratio))
            }
        }
        let limit = max(4, 3 * noise)
        inliers = Double(distances.count { $0 < limit }) / Double(max(1, distances.count))
        self.noise = noise
        let fitted = surface
        residual = Grid(size: lab.size) { y, row in
            for x in 0..<width {
                row[x] = pixels[y * width + x] - fitted.color(Terms(x, y, PixelSize(width: width, height: height)))
            }
        }
    }

    static func length(_ v: SIMD4<Float>) -> Float { (v * v).sum().squareRoot() }

    /// 1, x, y, x², y², xy with x and y in −1…1.
    struct Terms {
        let values: (Double, Double, Double, Double, Double, Double)

        init(_ x: Int, _ y: Int, _ size: PixelSize) {
            let u = 2 * (Double(x) + 0.5) / Double(size.width) - 1
            let v = 2 * (Double(y) + 0.5) / Double(size.height) - 1
            values = (1, u, v, u * u, v * v, u * v)
        }

        subscript(index: Int) -> Double {
            switch index {
            case 0: values.0
            case 1: values.1
            case 2: values.2
            case 3: values.3
            case 4: values.4
            default: values.5
            }
        }
    }

    /// A quadratic in x and y for each of L, a and b.
    struct Surface {
        private var coefficients = [SIMD4<Double>](repeating: .zero, count: 6)

        init() {}

        /// Weighted least squares, with a trace of damping so that any border has a solution.
        init(fitting samples: [(terms: Terms, color: SIMD4<Float>)], _ weights: [Double]) {
            var matrix = [Double](repeating: 0, count: 36)
            var right = [SIMD4<Double>](repeating: .zero, count: 6)
            for (index, sample) in samples.enumerated() {
                let color = SIMD4(Double(sample.color.x), Double(sample.color.y), Double(sample.color.z), 0)
                for i in 0..<6 {
                    let weighted = sample.terms[i] * weights[index]
                    right[i] += color * weighted
                    for j in 0...i { matrix[6 * i + j] += weighted * sample.terms[j] }
                }
            }
            let damping = 1e-9 * max(1, matrix[0])
            for i in 0..<6 { matrix[7 * i] += damping }
            coefficients = Self.solved(matrix, right)
        }

        func color(_ terms: Terms) -> SIMD4<Float> {
            var sum = coefficients[0]
            for i in 1..<6 { sum += coefficients[i] * terms[i] }
            return SIMD4(Float(sum.x), Float(sum.y), Float(sum.z), 0)
        }

        /// Cholesky, in the lower triangle of a 6×6 matrix.
        private static func solved(_ matrix: [Double], _ right: [SIMD4<Double>]) -> [SIMD4<Double>] {
            var (l, x) = (matrix, right)
            for i in 0..<6 {
                for j in 0...i {
                    var sum = l[6 * i + j]
                    for k in 0..<j { sum -= l[6 * i + k] * l[6 * j + k] }
                    l[6 * i + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / l[7 * j]
                }
            }
            for i in 0..<6 {
                for k in 0..<i { x[i] -= x[k] * l[6 * i + k] }
                x[i] /= l[7 * i]
            }
            for i in (0..<6).reversed() {
                for k in stride(from: i + 1, to: 6, by: 1) { x[i] -= x[k] * l[6 * k + i] }
                x[i] /= l[7 * i]
            }
            return x
        }
    }
}
