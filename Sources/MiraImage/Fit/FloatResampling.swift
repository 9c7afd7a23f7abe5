import CMiraKernels

extension LinearPicture {
    /// Resamples `region` (default: the whole picture) to `size`: Lanczos-3, edges clamped.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(to size: PixelSize, from region: Region? = nil) throws(ImageError) -> LinearPicture {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let filters = try region.filters(of: self.size, to: size)
        let filter = SeparableFilter(
            channels: 4, source: self.size, horizontal: filters.0, vertical: filters.1)
        return LinearPicture(filter(grid))
    }
}

extension Grid where Pixel == Float {
    /// Resamples `region` (default: the whole grid) to `size`: Lanczos-3, edges clamped. Values may ring beyond theirs.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(to size: PixelSize, from region: Region? = nil) throws(ImageError) -> Grid {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let filters = try region.filters(of: self.size, to: size)
        return SeparableFilter(channels: 1, source: self.size, horizontal: filters.0, vertical: filters.1)(self)
    }
}

extension DeepPicture {
    /// Resamples `region` (default: the whole picture) to `size`: Lanczos-3, premultiplied, edges clamped; 16 bits stay.
    ///
    /// - Throws: `.invalidArgument` for an empty region, `.limitExceeded` for a size beyond `Limits`.
    public func resampled(
        to size: PixelSize, from region: Region? = nil, light: ResamplingLight = .linear
    ) throws(ImageError) -> DeepPicture {
        let region = region ?? Region(self.size)
        if size == self.size, region == Region(size) { return self }
        let isLinear = light.isLinear(from: region, to: (Double(size.width), Double(size.height)))
        let filters = try region.filters(of: self.size, to: size)
        let filter = SeparableFilter(
            channels: 4, source: self.size, horizontal: filters.0, vertical: filters.1)
        let width = self.size.width
        let pixels = unsafe Grid<SIMD4<UInt16>>(size: size) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                // `run` asks for rows of the source and gives rows of the result, each once.
                nonisolated(unsafe) let input = unsafe UnsafeRawPointer(from).assumingMemoryBound(to: UInt16.self)
                nonisolated(unsafe) let output = unsafe UnsafeMutableRawPointer(to)
                    .assumingMemoryBound(to: UInt16.self)
                unsafe filter.run { row, floats in
                    unsafe mira_premultiply_rgba16_f32(
                        input + row * width * 4, width, isLinear ? DeepCurve.light : nil, floats)
                } store: { row, floats in
                    unsafe mira_encode_f32_rgba16(
                        floats, size.width, isLinear ? DeepCurve.stored : nil, output + row * size.width * 4)
                }
            }
        }
        return DeepPicture(pixels, colorSpace: colorSpace)
    }
}
