/// A few Gaussian clouds of colours, as GrabCut describes the product and the background.
struct ColorMixture {
    private struct Cloud {
        var colors: ColorGaussian
        /// −log(weight) + ½ log det covariance.
        var cost: Float

        init(_ sums: ColorSums, of total: Int) {
            colors = ColorGaussian(sums)
            cost = Float(colors.halfLogDeterminant - Elementary.log(max(sums.count, 1e-3) / Double(max(1, total))))
        }
    }

    private var clouds: [Cloud]

    /// Clouds of `colors`, by splitting the widest along its longest axis until there are `count`.
    ///
    /// - Source: Orchard, Bouman, "Color quantization of images", 1991.
    init(_ colors: [SIMD3<Float>], count: Int = 5) {
        var groups = [(colors: colors, sums: ColorSums(colors))]
        while groups.count < count {
            // What a split would gain: the variance that it takes away.
            let gains = groups.map { $0.sums.axis.spread * $0.sums.count }
            guard let widest = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[widest] > 1 else { break }
            let group = groups[widest]
            let axis = group.sums.axis
            let near = group.colors.filter { axis.position(of: $0) <= 0 }
            let far = group.colors.filter { axis.position(of: $0) > 0 }
            guard !near.isEmpty, !far.isEmpty else { break }
            groups[widest] = (near, ColorSums(near))
            groups.append((far, ColorSums(far)))
        }
        clouds = groups.map { Cloud($0.sums, of: colors.count) }
    }

    /// The same clouds, moved to those of `colors` that are nearest to each.
    mutating func refine(_ colors: [SIMD3<Float>]) {
        var sums = clouds.map { _ in ColorSums() }
        for color in colors { sums[nearest(color).cloud].add(color) }
        clouds = sums.filter { $0.count > 0 }.map { Cloud($0, of: colors.count) }
    }

    /// −log of the density at a colour, but for a constant; that of the likeliest cloud stands for all.
    func cost(_ color: SIMD3<Float>) -> Float { nearest(color).cost }

    private func nearest(_ color: SIMD3<Float>) -> (cloud: Int, cost: Float) {
        var best = (cloud: 0, cost: Float.infinity)
        for index in clouds.indices {
            let cost = clouds[index].cost + 0.5 * clouds[index].colors.distance2(color)
            if cost < best.cost { best = (index, cost) }
        }
        return best
    }
}
