import CMiraKernels

extension ResamplingLight {
    /// Whether light is linear on the way from `region` to `size`: only where pixels become fewer.
    func isLinear(from region: Region, to size: (width: Double, height: Double)) -> Bool {
        self == .linear && size.width * size.height < region.width * region.height
    }
}

extension Region {
    /// The shortest side that is resampled: the filter's work grows with the scale.
    static let least = 1.0 / 16

    /// Refuses what can't be resampled: next to nothing, not a number, or endless.
    func check() throws(ImageError) {
        let limit = 1e6
        guard width >= Self.least, height >= Self.least, width <= limit, height <= limit, abs(x) <= limit,
            abs(y) <= limit
        else {
            throw ImageError(
                .invalidArgument,
                "expected a region of \(Self.least) to \(Int(limit)) pixels a side but found "
                    + "\(width)x\(height) at \(x), \(y)")
        }
    }

    /// The filters that bring this part of a picture to `size`.
    func filters(of source: PixelSize, to size: PixelSize) throws(ImageError) -> (AxisFilter, AxisFilter) {
        try Limits().check(size)
        try check()
        guard source.area > 0 else {
            throw ImageError(.invalidArgument, "expected a picture of at least 1x1 pixels but found \(source)")
        }
        return (
            AxisFilter(lanczosOf: source.width, from: x, width, to: size.width),
            AxisFilter(lanczosOf: source.height, from: y, height, to: size.height)
        )
    }
}

extension Picture {
    /// Resamples `region` (default: the whole picture) to `size`: Lanczos-3, premultiplied, edges clamped.
    ///
    /// The pixels around a region take part in the filter, as in a picture cropped after the resampling.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(
        to size: PixelSize, from region: Region? = nil, light: ResamplingLight = .linear
    ) throws(ImageError) -> Picture {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let isLinear = light.isLinear(from: region, to: (Double(size.width), Double(size.height)))
        let filters = try region.filters(of: self.size, to: size)
        return resampled(filters.0, filters.1, linear: isLinear)
    }

    /// The picture brought through two filters, in linear light or as stored.
    func resampled(_ horizontal: AxisFilter, _ vertical: AxisFilter, linear: Bool) -> Picture {
        if Double(vertical.count) <= RowResampler.largestEnlargement * Double(vertical.reach.count) {
            return resampledInFixedPoint(horizontal, vertical, linear: linear)
        }
        let curve = linear ? LightCurve.linear : .gamma
        let result = PixelSize(width: horizontal.count, height: vertical.count)
        let work = SeparableFilter(channels: 4, source: size, horizontal: horizontal, vertical: vertical)
        let pixels = unsafe Grid<SIMD4<UInt8>>(size: result) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // `run` asks for rows of the source and gives rows of the result, each once.
                nonisolated(unsafe) let input = unsafe UnsafeRawPointer(from).assumingMemoryBound(to: UInt8.self)
                nonisolated(unsafe) let output = unsafe UnsafeMutableRawPointer(to)
                    .assumingMemoryBound(to: UInt8.self)
                unsafe work.run { row, floats in
                    unsafe mira_premultiply_rgba8_f32(input + row * width * 4, width, curve.light, floats)
                } store: { row, floats in
                    var encoding = unsafe curve.encoding
                    unsafe mira_encode_f32_rgba8(
                        floats, result.width, &encoding, output + row * result.width * 4)
                }
            }
        }
        return Picture(pixels, colorSpace: colorSpace)
    }
}

extension Mask {
    /// Resamples `region` (default: the whole mask) to `size`: Lanczos-3, edges clamped, clipped to 0…255.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(to size: PixelSize, from region: Region? = nil) throws(ImageError) -> Mask {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let filters = try region.filters(of: self.size, to: size)
        return resampled(filters.0, filters.1)
    }

    /// The mask brought through two filters.
    func resampled(_ horizontal: AxisFilter, _ vertical: AxisFilter) -> Mask {
        let result = PixelSize(width: horizontal.count, height: vertical.count)
        let work = SeparableFilter(channels: 1, source: size, horizontal: horizontal, vertical: vertical)
        let values = unsafe Grid<UInt8>(size: result) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // `run` asks for rows of the source and gives rows of the result, each once.
                nonisolated(unsafe) let (input, output) = unsafe (from, to)
                unsafe work.run { row, floats in
                    for x in 0..<width { unsafe floats[x] = Float(input[row * width + x]) }
                } store: { row, floats in
                    for x in 0..<result.width {
                        // Clipped, so the conversion can't trap.
                        unsafe output[row * result.width + x] = UInt8(min(max(floats[x] + 0.5, 0), 255))
                    }
                }
            }
        }
        return Mask(values)
    }
}
