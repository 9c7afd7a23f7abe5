import CMiraKernels

extension DeepPicture {
    /// Brings the picture to `size` as `options` say, and returns the map back. The picture keeps its 16 bits; bars have 8.
    ///
    /// - Throws: `.invalidArgument` for an empty picture or size, `.limitExceeded` beyond `Limits`.
    public func fitted(
        to size: PixelSize, options: FitOptions = FitOptions()
    ) throws(ImageError) -> (picture: DeepPicture, transform: FitTransform) {
        let plan = try FitPlan(self.size, into: size, mode: options.mode, gravity: options.gravity)
        let inner = try resampled(to: plan.inner.size, from: plan.region, light: options.light)
        guard plan.inner != PixelRect(plan.result) else { return (inner, plan.transform) }
        var result = DeepPicture(widening: try Picture(inner).padded(plan, with: options.padding))
        result.grid.paste(inner.grid, x: plan.inner.columns.lowerBound, y: plan.inner.rows.lowerBound)
        return (result, plan.transform)
    }

    /// Resamples `region` (default: the whole picture) to `size`: Lanczos-3, premultiplied, edges clamped.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(
        to size: PixelSize, from region: Region? = nil, light: ResamplingLight = .linear
    ) throws(ImageError) -> DeepPicture {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let (horizontal, vertical) = try region.filters(of: self.size, to: size)
        let shrinks = size.area < Int(region.width * region.height)
        let curve = light == .linear && shrinks ? DeepCurve.linear : .gamma
        let work = SeparableFilter(channels: 4, source: self.size, horizontal: horizontal, vertical: vertical)
        let pixels = unsafe Grid<SIMD4<UInt16>>(size: size) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // `run` asks for rows of the source and gives rows of the result, each once.
                nonisolated(unsafe) let (input, output) = unsafe (from, to)
                let (width, resultWidth) = (self.size.width, size.width)
                unsafe work.run { row, floats in
                    for x in 0..<width {
                        let light = unsafe curve.premultipliedLight(input[row * width + x])
                        for channel in 0..<4 { unsafe floats[x * 4 + channel] = light[channel] }
                    }
                } store: { row, floats in
                    for x in 0..<resultWidth {
                        let light = unsafe SIMD4(floats[x * 4], floats[x * 4 + 1], floats[x * 4 + 2], floats[x * 4 + 3])
                        unsafe output[row * resultWidth + x] = curve.stored(premultiplied: light)
                    }
                }
            }
        }
        return DeepPicture(pixels, colorSpace: colorSpace)
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

/// Between stored 16-bit values and light, both ways.
private struct DeepCurve: Sendable {
    /// Light of each of the 65536 stored values.
    let light: [Float]
    let isLinear: Bool

    /// Linear light of sRGB.
    static let linear = DeepCurve(light: (0...65535).map { Float(SRGB.linear(Double($0) / 65535)) }, isLinear: true)
    /// The stored value itself, over 65535.
    static let gamma = DeepCurve(light: (0...65535).map { Float(Double($0) / 65535) }, isLinear: false)

    func premultipliedLight(_ pixel: SIMD4<UInt16>) -> SIMD4<Float> {
        let alpha = Float(pixel.w) / 65535
        return SIMD4(light[Int(pixel.x)], light[Int(pixel.y)], light[Int(pixel.z)], 1) * alpha
    }

    func stored(premultiplied pixel: SIMD4<Float>) -> SIMD4<UInt16> {
        // The filter may overshoot both ways.
        let alpha = min(pixel.w, 1)
        guard alpha * 65535 >= 0.5 else { return .zero }
        var result = SIMD4<UInt16>(repeating: Self.code(Double(alpha)))
        for channel in 0..<3 {
            let value = Double(min(max(pixel[channel] / alpha, 0), 1))
            result[channel] = Self.code(isLinear ? SRGB.stored(value) : value)
        }
        return result
    }

    /// Of 0…1.
    private static func code(_ value: Double) -> UInt16 { UInt16((min(max(value, 0), 1) * 65535).rounded()) }
}
