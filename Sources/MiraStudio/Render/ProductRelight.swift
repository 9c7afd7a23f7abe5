import MiraImage

/// The light of a stage on a product, as gains on its own pixels: brighter and warmer where it faces the key light.
///
/// The product's shape is not known; its outline is taken for a cushion's.
/// - Source: Johnston 2002, "Lumo: illumination for cel animation" (normals inflated from an outline).
struct ProductRelight {
    let hull: ProductHull
    let light: StageLight

    /// At most so much darker and brighter.
    private static let range: ClosedRange<Float> = 0.80...1.20

    /// Gains on the output's grid, 1 outside of the product.
    func gains(size: PixelSize) -> Grid<SIMD4<Float>> {
        var gains = Grid(size: size, filledWith: SIMD4<Float>(repeating: 1))
        // A quarter of the resolution serves: the cushion is smooth.
        let level = min(2, hull.colors.count - 1)
        let colors = hull.colors[level]
        let facing = self.facing(colors)
        let warm = tint(light.key), cool = tint(light.fill)
        let texel = Float(1 << level)
        let cells = facing.pixels, small = colors.pixels
        var out = gains.mutablePixels
        for y in hull.top..<hull.top + hull.height {
            for x in hull.left..<hull.left + hull.width {
                let u = max(0, min(Float(facing.width) - 1.001, (Float(x - hull.left) + 0.5) / texel - 0.5))
                let v = max(0, min(Float(facing.height) - 1.001, (Float(y - hull.top) + 0.5) / texel - 0.5))
                let (ix, iy) = (Int(u), Int(v))
                let right = min(ix + 1, facing.width - 1), below = min(iy + 1, facing.height - 1)
                let upper = Arithmetic.mix(
                    cells[iy * facing.width + ix], cells[iy * facing.width + right], u - Float(ix))
                let lower = Arithmetic.mix(
                    cells[below * facing.width + ix], cells[below * facing.width + right], u - Float(ix))
                let lit = Arithmetic.mix(upper, lower, v - Float(iy))
                var gain = (cool + (warm - cool) * lit) * (0.84 + 0.34 * lit)
                // Highlights and white labels stay as they are.
                let pixel = small[iy * facing.width + ix]
                let luma = (0.2126 * pixel.x + 0.7152 * pixel.y + 0.0722 * pixel.z) / max(0.05, pixel.w)
                gain += (SIMD3(repeating: 1) - gain) * Arithmetic.smooth(0.6, 0.95, luma)
                let bounded = gain.clamped(
                    lowerBound: SIMD3(repeating: Self.range.lowerBound),
                    upperBound: SIMD3(repeating: Self.range.upperBound))
                out[y * size.width + x] = SIMD4(bounded, 1)
            }
        }
        return gains
    }

    /// The hue of a light, mild, of luminance 1.
    private func tint(_ color: SIMD3<Float>) -> SIMD3<Float> {
        let luma = max(1e-3, (color * SIMD3(0.2126, 0.7152, 0.0722)).sum())
        return SIMD3(repeating: 1) + (color / luma - SIMD3(repeating: 1)) * 0.35
    }

    /// 0…1: how much each place of the product faces the key light.
    private func facing(_ colors: Grid<SIMD4<Float>>) -> Grid<Float> {
        var relief = cushion(colors)
        let (width, height) = (colors.width, colors.height)
        let direction = light.direction
        // Light from behind reaches the front round the edges.
        let toward = SIMD3(direction.x, direction.y, max(0.4, -direction.z))
        let key = toward / (toward * toward).sum().squareRoot()
        var facing = Grid(size: colors.size, filledWith: Float(0.5))
        relief.soften(radius: max(1, min(width, height) / 14), times: 2)
        let heights = relief.pixels
        var out = facing.mutablePixels
        for y in 0..<height {
            for x in 0..<width {
                let right = heights[y * width + min(width - 1, x + 1)], left = heights[y * width + max(0, x - 1)]
                let below = heights[min(height - 1, y + 1) * width + x], above = heights[max(0, y - 1) * width + x]
                let normal = SIMD3((left - right) * 0.5, (below - above) * 0.5, 0.7)
                let length = (normal * normal).sum().squareRoot()
                let cosine = (normal * key).sum() / length
                out[y * width + x] = max(0, min(1, (cosine + 0.3) / 1.25))
            }
        }
        return facing
    }

    /// A height over the outline: round at the rim, flat in the middle of wide parts.
    private func cushion(_ colors: Grid<SIMD4<Float>>) -> Grid<Float> {
        var distance = Grid(size: colors.size, filledWith: Float(0))
        let (width, height) = (colors.width, colors.height)
        let alpha = colors.pixels
        var d = distance.mutablePixels
        // A chamfer of two passes; outside of the box lies the background.
        func relax(_ x: Int, _ y: Int, _ steps: [(Int, Int, Float)], _ d: borrowing MutableSpan<Float>) -> Float {
            var least = Float.infinity
            for (dx, dy, cost) in steps {
                let (u, v) = (x + dx, y + dy)
                let inside = u >= 0 && v >= 0 && u < width && v < height
                least = min(least, (inside ? d[v * width + u] : 0) + cost)
            }
            return least
        }
        let forward: [(Int, Int, Float)] = [(-1, 0, 1), (0, -1, 1), (-1, -1, 1.4142135), (1, -1, 1.4142135)]
        let backward: [(Int, Int, Float)] = [(1, 0, 1), (0, 1, 1), (1, 1, 1.4142135), (-1, 1, 1.4142135)]
        var deepest: Float = 1
        for y in 0..<height {
            for x in 0..<width { d[y * width + x] = alpha[y * width + x].w < 0.5 ? 0 : relax(x, y, forward, d) }
        }
        for y in (0..<height).reversed() {
            for x in (0..<width).reversed() where alpha[y * width + x].w >= 0.5 {
                d[y * width + x] = min(d[y * width + x], relax(x, y, backward, d))
                deepest = max(deepest, d[y * width + x])
            }
        }
        let radius = deepest
        for index in d.indices {
            let t = 1 - min(1, d[index] / radius)
            d[index] = (1 - t * t).squareRoot() * radius
        }
        return distance
    }
}

extension Grid<Float> {
    /// A mean over squares of 2·radius + 1, some times over.
    mutating func soften(radius: Int, times: Int) {
        let (width, height) = (width, height)
        guard width > 0, height > 0 else { return }
        for _ in 0..<times {
            for isAcross in [true, false] {
                let source = self
                let from = source.pixels
                var to = mutablePixels
                let (lines, length) = isAcross ? (height, width) : (width, height)
                let (lineStep, step) = isAcross ? (width, 1) : (1, width)
                for line in 0..<lines {
                    let start = line * lineStep
                    func value(_ i: Int) -> Float { from[start + Swift.max(0, Swift.min(length - 1, i)) * step] }
                    var sum: Float = 0
                    for i in -radius...radius { sum += value(i) }
                    for i in 0..<length {
                        to[start + i * step] = sum / Float(2 * radius + 1)
                        sum += value(i + radius + 1) - value(i - radius)
                    }
                }
            }
        }
    }
}
