/// A symmetric 3×3 matrix.
struct SymmetricMatrix: Sendable, Hashable {
    var diagonal: SIMD3<Double>
    var xy: Double
    var xz: Double
    var yz: Double

    var trace: Double { diagonal.sum() }

    func row(_ index: Int) -> SIMD3<Double> {
        switch index {
        case 0: SIMD3(diagonal.x, xy, xz)
        case 1: SIMD3(xy, diagonal.y, yz)
        default: SIMD3(xz, yz, diagonal.z)
        }
    }

    /// With `value` added along the diagonal.
    func adding(_ value: Double) -> SymmetricMatrix {
        var sum = self
        sum.diagonal += SIMD3(repeating: value)
        return sum
    }

    /// self · other · self.
    func sandwiching(_ other: SymmetricMatrix) -> SymmetricMatrix {
        func times(_ v: SIMD3<Double>, _ m: SymmetricMatrix) -> SIMD3<Double> {
            m.row(0) * v.x + m.row(1) * v.y + m.row(2) * v.z
        }
        let rows = (0..<3).map { times(times(row($0), other), self) }
        return SymmetricMatrix(
            diagonal: SIMD3(rows[0].x, rows[1].y, rows[2].z), xy: (rows[0].y + rows[1].x) / 2,
            xz: (rows[0].z + rows[2].x) / 2, yz: (rows[1].z + rows[2].y) / 2)
    }

    /// The positive root of a matrix without negative eigenvalues.
    var squareRoot: SymmetricMatrix { mappingEigenvalues { max(0, $0).squareRoot() } }

    /// Of a matrix with positive eigenvalues.
    var inverse: SymmetricMatrix { mappingEigenvalues { 1 / max(1e-9, $0) } }

    /// With its eigenvalues at most `limit` and at least a third: no direction is stretched or flattened more.
    func capped(at limit: Double) -> SymmetricMatrix { mappingEigenvalues { min(limit, max(1 / 3, $0)) } }

    private func mappingEigenvalues(_ change: (Double) -> Double) -> SymmetricMatrix {
        let (values, vectors) = eigen
        var result = SymmetricMatrix(diagonal: .zero, xy: 0, xz: 0, yz: 0)
        for index in 0..<3 {
            let (value, v) = (change(values[index]), vectors[index])
            result.diagonal += v * v * value
            result.xy += v.x * v.y * value
            result.xz += v.x * v.z * value
            result.yz += v.y * v.z * value
        }
        return result
    }

    /// Jacobi's rotations, which need nothing but square roots.
    private var eigen: (values: SIMD3<Double>, vectors: [SIMD3<Double>]) {
        var m = (0..<3).map { row($0) }
        var vectors = [SIMD3<Double>(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        for _ in 0..<12 {
            for (p, q) in [(0, 1), (0, 2), (1, 2)] where abs(m[p][q]) > 1e-14 {
                let theta = (m[q][q] - m[p][p]) / (2 * m[p][q])
                let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                let c = 1 / (t * t + 1).squareRoot(), s = t / (t * t + 1).squareRoot()
                let (rowP, rowQ) = (m[p], m[q])
                m[p] = rowP * c - rowQ * s
                m[q] = rowP * s + rowQ * c
                for i in 0..<3 {
                    let (a, b) = (m[i][p], m[i][q])
                    m[i][p] = a * c - b * s
                    m[i][q] = a * s + b * c
                }
                let (a, b) = (vectors[p], vectors[q])
                vectors[p] = a * c - b * s
                vectors[q] = a * s + b * c
            }
        }
        return (SIMD3(m[0][0], m[1][1], m[2][2]), vectors)
    }
}
