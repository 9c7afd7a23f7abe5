/// What speaks for a mask being the product and nothing else; every figure 0…1, more is better.
struct MaskEvidence: Sendable {
    /// How little the colours inside are found just outside.
    var separation = 0.0
    /// How much of the outline lies on edges of the picture.
    var edges = 0.0
    /// How round the outline is; 1 for everything rounder than a 3:1 box with legs.
    var compactness = 0.0
    /// How little of the picture's border is inside; the lower border counts little.
    var clearance = 0.0
    /// How near the middle it is.
    var centrality = 0.0
    /// Whether it is neither a dot nor everything.
    var extent = 0.0
    /// Share of the picture.
    var share = 0.0

    /// - Parameters:
    ///   - mask: at the picture's size; not empty.
    ///   - lab: the picture's colours.
    init(of mask: Mask, lab: Grid<SIMD4<Float>>) {
        let (width, height) = (mask.width, mask.height)
        let side = Double(min(width, height))
        let inside = mask.grid.pixels
        let distance = mask.signedDistance()
        let area = Double(max(1, mask.area))
        share = area / Double(mask.size.area)
        separation = Self.separation(distance, lab, reach: Float(0.12 * side))
        edges = Self.edges(mask, lab)

        var outline = 0
        var border = (sides: 0, bottom: 0)
        var (sumX, sumY) = (0, 0)
        for y in 0..<height {
            for x in 0..<width where inside[y * width + x] >= 128 {
                sumX += x
                sumY += y
                if x + 1 == width || inside[y * width + x + 1] < 128 { outline += 1 }
                if x == 0 || inside[y * width + x - 1] < 128 { outline += 1 }
                if y + 1 == height || inside[(y + 1) * width + x] < 128 { outline += 1 }
                if y == 0 || inside[(y - 1) * width + x] < 128 { outline += 1 }
                if x == 0 || x + 1 == width || y == 0 {
                    border.sides += 1
                } else if y + 1 == height {
                    border.bottom += 1
                }
            }
        }
        compactness = min(1, 12 * Double.pi * area / Double(max(1, outline * outline)))
        clearance =
            1
            - min(
                1, 4 * Double(border.sides) / Double(width + 2 * height) + 0.3 * Double(border.bottom) / Double(width))
        let dx = (Double(sumX) / area + 0.5) / Double(width) - 0.5
        let dy = (Double(sumY) / area + 0.5) / Double(height) - 0.5
        centrality = Elementary.exp(-(dx * dx + dy * dy) / (2 * 0.2 * 0.2))
        extent = min(1, share / 0.03) * min(1, max(0, (0.85 - share) / 0.25))
    }

    /// 1 − the Bhattacharyya coefficient of the colours inside and in a ring outside.
    private static func separation(_ distance: Grid<Float>, _ lab: Grid<SIMD4<Float>>, reach: Float) -> Double {
        var inside = [Double](repeating: 0, count: 12 * 12 * 12)
        var outside = inside
        let (distances, colors) = (distance.pixels, lab.pixels)
        for index in distances.indices where distances[index] <= reach {
            let color = colors[index]
            func bin(_ value: Float, _ least: Float, _ greatest: Float) -> Int {
                min(max(Int((value - least) / (greatest - least) * 12), 0), 11)
            }
            // Colours of things lie within these.
            let bin = (bin(color.x, 0, 100) * 12 + bin(color.y, -60, 60)) * 12 + bin(color.z, -60, 60)
            if distances[index] < 0 { inside[bin] += 1 } else { outside[bin] += 1 }
        }
        let (a, b) = (inside.reduce(0, +), outside.reduce(0, +))
        guard a > 0, b > 0 else { return 0 }
        var coefficient = 0.0
        for bin in inside.indices { coefficient += (inside[bin] * outside[bin]).squareRoot() }
        return 1 - coefficient / (a * b).squareRoot()
    }

    /// The share of the outline where colours two pixels inside and two outside differ visibly.
    private static func edges(_ mask: Mask, _ lab: Grid<SIMD4<Float>>) -> Double {
        let (width, height) = (mask.width, mask.height)
        let (inside, colors) = (mask.grid.pixels, lab.pixels)
        var (strong, all) = (0, 0)
        func look(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) {
            let (nearX, nearY) = (x - 2 * dx, y - 2 * dy)
            let (farX, farY) = (x + 3 * dx, y + 3 * dy)
            guard (0..<width).contains(nearX), (0..<height).contains(nearY), (0..<width).contains(farX),
                (0..<height).contains(farY)
            else { return }
            all += 1
            if Backdrop.length(colors[nearY * width + nearX] - colors[farY * width + farX]) > 8 { strong += 1 }
        }
        for y in 0..<height {
            for x in 0..<width where inside[y * width + x] >= 128 {
                if x + 1 < width, inside[y * width + x + 1] < 128 { look(x, y, 1, 0) }
                if x > 0, inside[y * width + x - 1] < 128 { look(x, y, -1, 0) }
                if y + 1 < height, inside[(y + 1) * width + x] < 128 { look(x, y, 0, 1) }
                if y > 0, inside[(y - 1) * width + x] < 128 { look(x, y, 0, -1) }
            }
        }
        return all == 0 ? 0 : Double(strong) / Double(all)
    }
}
