import CMiraKernels

/// The cheapest division of a picture's pixels into inside and outside.
enum GraphCut {
    /// - Parameters:
    ///   - preference: how much each pixel would cost outside, less than it would cost inside.
    ///   - links: cost of parting a pixel from its neighbours to the right, below left, below and below right.
    /// - Returns: 255 inside, 0 outside.
    static func mask(preference: Grid<Int32>, links: Grid<SIMD4<Int32>>) -> Mask {
        precondition(preference.size == links.size, "every pixel has links")
        let size = preference.size
        let bytes = mira_graph_cut_scratch(size.width, size.height)
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: MemoryLayout<Int32>.alignment)
        defer { unsafe scratch.deallocate() }
        var mask = Mask(
            unsafe Grid<UInt8>(size: size) { labels in
                unsafe preference.withUnsafePixels { preference in
                    unsafe links.withUnsafePixels { links in
                        guard let labels = labels.baseAddress, let preference = preference.baseAddress,
                            let links = links.baseAddress
                        else { return }
                        // All three have `size`; a pixel's links are four values of 32 bits.
                        unsafe mira_graph_cut(
                            size.width, size.height, preference,
                            UnsafeRawPointer(links).assumingMemoryBound(to: Int32.self), labels, scratch)
                    }
                }
            })
        var values = mask.grid.mutablePixels
        for index in values.indices { values[index] = values[index] == 0 ? 0 : 255 }
        return mask
    }
}
