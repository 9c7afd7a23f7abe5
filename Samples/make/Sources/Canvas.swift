import Glibc

/// A sheet of paint to print on products: shapes with soft edges, linear RGB, straight alpha.
///
/// Coordinates are the sheet's own, x to the right and y down, in whatever unit `width` is in.
final class Canvas: @unchecked Sendable {
    private let columns: Int
    private let rows: Int
    private let scale: Float
    private var pixels: [SIMD4<Float>]

    init(width: Float, height: Float, pixelsPerUnit: Float, background: Vector? = nil) {
        scale = pixelsPerUnit
        columns = Int((width * scale).rounded(.up))
        rows = Int((height * scale).rounded(.up))
        let fill = background.map { SIMD4($0, 1) } ?? .zero
        pixels = [SIMD4<Float>](repeating: fill, count: columns * rows)
    }

    /// Paints where the signed `distance` is negative, inside the box `low` … `high`.
    func fill(_ paint: Vector, from low: SIMD2<Float>, to high: SIMD2<Float>, _ distance: (SIMD2<Float>) -> Float) {
        let firstColumn = max(Int((low.x * scale).rounded(.down)) - 1, 0)
        let firstRow = max(Int((low.y * scale).rounded(.down)) - 1, 0)
        let lastColumn = min(Int((high.x * scale).rounded(.up)) + 1, columns)
        let lastRow = min(Int((high.y * scale).rounded(.up)) + 1, rows)
        guard firstColumn < lastColumn, firstRow < lastRow else { return }
        for row in firstRow..<lastRow {
            for column in firstColumn..<lastColumn {
                let point = SIMD2(Float(column) + 0.5, Float(row) + 0.5) / scale
                let coverage = clamp(0.5 - distance(point) * scale)
                guard coverage > 0 else { continue }
                let index = row * columns + column
                let old = pixels[index]
                let alpha = coverage + old.w * (1 - coverage)
                let under = Vector(old.x, old.y, old.z) * (old.w * (1 - coverage))
                pixels[index] = SIMD4((paint * coverage + under) / alpha, alpha)
            }
        }
    }

    func rectangle(_ paint: Vector, from low: SIMD2<Float>, to high: SIMD2<Float>, radius: Float = 0) {
        let middle = (low + high) / 2
        let half = (high - low) / 2 - radius
        fill(paint, from: low, to: high) { p in
            let q = pointwiseMax(p - middle, middle - p) - half
            let outside = pointwiseMax(q, .zero)
            return (outside * outside).sum().squareRoot() + min(max(q.x, q.y), 0) - radius
        }
    }

    func circle(_ paint: Vector, _ centre: SIMD2<Float>, radius: Float) {
        fill(paint, from: centre - radius, to: centre + radius) { p in
            let d = p - centre
            return (d * d).sum().squareRoot() - radius
        }
    }

    /// A line through `points` with round ends.
    func line(_ paint: Vector, _ points: [SIMD2<Float>], width: Float) {
        guard let first = points.first else { return }
        let low = points.reduce(first) { pointwiseMin($0, $1) }
        let high = points.reduce(first) { pointwiseMax($0, $1) }
        fill(paint, from: low - width, to: high + width) { p in
            var nearest = Float.infinity
            for (a, b) in zip(points, points.dropFirst()) {
                let along = b - a
                let t = clamp(((p - a) * along).sum() / max((along * along).sum(), 1e-12))
                let d = p - a - along * t
                nearest = min(nearest, (d * d).sum())
            }
            return nearest.squareRoot() - width / 2
        }
    }

    /// The paint and its alpha at a point, bilinear; nothing outside.
    func sample(_ point: SIMD2<Float>) -> SIMD4<Float> {
        let p = point * scale - 0.5
        let base = p.rounded(.down)
        let f = p - base
        let column = Int(clamp(base.x, -2, Float(columns)))
        let row = Int(clamp(base.y, -2, Float(rows)))
        func texel(_ column: Int, _ row: Int) -> SIMD4<Float> {
            guard column >= 0, row >= 0, column < columns, row < rows else { return .zero }
            return pixels[row * columns + column]
        }
        let upper = mix(texel(column, row), texel(column + 1, row), f.x)
        let lower = mix(texel(column, row + 1), texel(column + 1, row + 1), f.x)
        return mix(upper, lower, f.y)
    }
}
