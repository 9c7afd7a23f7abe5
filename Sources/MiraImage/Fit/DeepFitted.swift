extension DeepPicture {
    /// Brings the picture to `size` as `options` say, and returns the map back. The picture keeps its 16 bits; bars have 8.
    ///
    /// - Throws: `.invalidArgument` for an empty picture or size, `.limitExceeded` beyond `Limits`.
    public func fitted(
        to size: PixelSize, options: FitOptions = FitOptions()
    ) throws(ImageError) -> (picture: DeepPicture, transform: FitTransform) {
        let plan = try FitPlan(self.size, into: size, mode: options.mode, gravity: options.gravity)
        let inner = try resampled(to: plan.inner.size, from: plan.region, light: options.light)
        return (try inner.padded(plan, with: options.padding), plan.transform)
    }

    /// This picture, the inner part of `plan`, with padding around it, which has 8 bits.
    func padded(_ plan: FitPlan, with padding: Padding) throws(ImageError) -> DeepPicture {
        guard plan.inner != PixelRect(plan.result) else { return self }
        var result = DeepPicture(widening: try Picture(self).padded(plan, with: padding))
        result.grid.paste(grid, x: plan.inner.columns.lowerBound, y: plan.inner.rows.lowerBound)
        return result
    }

    /// An 8-bit picture in 16 bits; every value stays exactly what it was.
    init(widening picture: Picture) {
        let grid = unsafe Grid<SIMD4<UInt16>>(mapping: picture.grid) { from, to, count in
            // Both hold `count` values.
            for index in 0..<count { unsafe to[index] = SIMD4(truncatingIfNeeded: from[index]) &* 257 }
        }
        self.init(grid, colorSpace: picture.colorSpace)
    }
}
