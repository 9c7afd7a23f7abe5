import CMiraKernels

/// Mixes rows of a layer with rows of the canvas.
struct RowCompositor: Sendable {
    private let mask: Mask?
    private let opacity: Float
    private let blend: mira_blend
    private let factors: mira_operator

    init(_ layer: Layer) {
        mask = layer.mask
        opacity = min(max(layer.opacity, 0), 1)
        blend = layer.blendMode.kernel
        factors = layer.compositeOperator.factors
    }

    /// Composites `source` onto `backdrop`, which is at `columns` of canvas row `row`.
    func run(
        _ source: UnsafePointer<SIMD4<Float>>, _ backdrop: UnsafeMutablePointer<SIMD4<Float>>, row: Int,
        columns: Range<Int>
    ) {
        let count = columns.count
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { weights in
            guard let base = weights.baseAddress else { return }
            if let mask {
                // The mask has the canvas's size.
                let values = mask.grid.pixels
                let scale = opacity / 255
                for index in 0..<count {
                    unsafe weights[index] = Float(values[row * mask.width + columns.lowerBound + index]) * scale
                }
            } else {
                unsafe weights.initialize(repeating: opacity)
            }
            unsafe mira_composite_f32(floats(source), base, count, factors, blend, floats(backdrop))
        }
    }

    /// What happens to a part of the backdrop where the layer is not.
    func runWithoutSource(_ backdrop: UnsafeMutablePointer<SIMD4<Float>>, _ count: Int) {
        // Without a source a backdrop's factor is that of a source alpha of 0.
        let factor = factors.backdrop
        for index in 0..<count { unsafe backdrop[index] *= factor }
    }
}

/// A row of pixels as the floats that it consists of.
func floats(_ pixels: UnsafePointer<SIMD4<Float>>) -> UnsafePointer<Float> {
    unsafe UnsafeRawPointer(pixels).assumingMemoryBound(to: Float.self)
}

/// A row of pixels as the floats that it consists of.
func floats(_ pixels: UnsafeMutablePointer<SIMD4<Float>>) -> UnsafeMutablePointer<Float> {
    unsafe UnsafeMutableRawPointer(pixels).assumingMemoryBound(to: Float.self)
}
