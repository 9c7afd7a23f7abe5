/// How much each pixel stands out: the barrier between it and the border, and how unlike the border its colour is.
///
/// - Source: Zhang, Sclaroff, Lin, Shen, Price, Mech, "Minimum barrier salient object detection at 80 FPS", 2015.
enum BarrierSaliency {
    /// - Parameter bottom: whether the lower border is background; a product may be cut off by it.
    /// - Returns: 0…1.
    static func map(_ lab: Grid<SIMD4<Float>>, bottom: Bool) -> Grid<Float> {
        let barrier = scaled(BarrierDistance.map(lab, weights: SIMD4(1, 1, 1, 0), bottom: bottom))
        let unlike = scaled(unlikeBorder(lab, bottom: bottom))
        let (width, height) = (lab.width, lab.height)
        let (a, b) = (barrier.pixels, unlike.pixels)
        return scaled(
            Grid(size: lab.size) { y, row in
                let v = (Double(y) + 0.5) / Double(height) - 0.5
                for x in 0..<width {
                    let u = (Double(x) + 0.5) / Double(width) - 0.5
                    // Products are nearer to the middle than to the corners.
                    let centre = 0.5 + 0.5 * Elementary.exp(-(u * u + v * v) / (2 * 0.35 * 0.35))
                    row[x] = (a[y * width + x] + b[y * width + x]) * Float(centre)
                }
            })
    }

    /// The Mahalanobis distances to the colours of the borders, added up but for the farthest.
    private static func unlikeBorder(_ lab: Grid<SIMD4<Float>>, bottom: Bool) -> Grid<Float> {
        let (width, height) = (lab.width, lab.height)
        let band = max(2, min(width, height) * 8 / 100)
        var sides = [ColorSums](repeating: ColorSums(), count: 4)
        let pixels = lab.pixels
        for y in 0..<height {
            for x in 0..<width {
                let color = color(pixels[y * width + x])
                if y < band { sides[0].add(color) }
                if x < band { sides[1].add(color) }
                if x >= width - band { sides[2].add(color) }
                if bottom, y >= height - band { sides[3].add(color) }
            }
        }
        let borders = sides.prefix(bottom ? 4 : 3).map { ColorGaussian($0) }
        return Grid(size: lab.size) { y, row in
            for x in 0..<width {
                let color = color(pixels[y * width + x])
                var (sum, farthest) = (Float(0), Float(0))
                for border in borders {
                    let distance = border.distance2(color).squareRoot()
                    sum += distance
                    farthest = max(farthest, distance)
                }
                row[x] = sum - farthest
            }
        }
    }

    /// Values brought to 0…1, the topmost half per cent clipped.
    private static func scaled(_ grid: Grid<Float>) -> Grid<Float> {
        let values = grid.pixels
        var sorted: [Float] = []
        sorted.reserveCapacity(values.count)
        for index in values.indices { sorted.append(values[index]) }
        sorted.sort()
        guard let least = sorted.first else { return grid }
        let greatest = sorted[min(sorted.count - 1, sorted.count * 995 / 1000)]
        let scale = greatest > least ? 1 / (greatest - least) : 0
        let width = grid.width
        return Grid(size: grid.size) { y, row in
            for x in 0..<width { row[x] = min(max((values[y * width + x] - least) * scale, 0), 1) }
        }
    }

    private static func color(_ lab: SIMD4<Float>) -> SIMD3<Float> { SIMD3(lab.x, lab.y, lab.z) }
}
