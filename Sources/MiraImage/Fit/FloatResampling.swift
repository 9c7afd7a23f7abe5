import CMiraKernels

/// A part of a picture in pixels, fractions allowed; pixel centres are at x + 0.5.
public struct Region: Sendable, Hashable, Codable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// All of a picture of `size`.
    public init(_ size: PixelSize) {
        self.init(x: 0, y: 0, width: Double(size.width), height: Double(size.height))
    }
}

/// Resamples rows of floats: first along the rows, then across them, each output row's sums in one fixed order.
struct FloatResampling: Sendable {
    let channels: Int
    let source: PixelSize
    let horizontal: LanczosFilter
    let vertical: LanczosFilter

    /// Calls `load` with a source row and memory for its floats, and `store` with an output row and its floats.
    ///
    /// Both are called from several threads, `store` once for each row.
    func run(
        load: @Sendable (Int, UnsafeMutablePointer<Float>) -> Void,
        store: @Sendable (Int, UnsafePointer<Float>) -> Void
    ) {
        let values = horizontal.count * channels
        Parallel.stripes(of: vertical.count, rowsPerStripe: 32) { outputs in
            let first = outputs.map { Int(vertical.starts[$0]) }.min() ?? 0
            let end = outputs.map { Int(vertical.starts[$0]) + vertical.taps }.max() ?? 0
            // One source row, the rows between the passes, one output row.
            let memory = UnsafeMutablePointer<Float>.allocate(
                capacity: source.width * channels + (end - first + 1) * values)
            defer { unsafe memory.deallocate() }
            let between = unsafe memory + source.width * channels
            let result = unsafe between + (end - first) * values

            // The filters' runs lie within the source, and `weights` holds `taps` values for each output.
            for row in first..<end {
                unsafe load(row, memory)
                unsafe mira_convolve_horizontal_f32(
                    memory, Int32(channels), horizontal.starts, horizontal.weights, horizontal.taps, horizontal.count,
                    between + (row - first) * values)
            }
            for row in outputs {
                unsafe vertical.weights.withUnsafeBufferPointer { weights in
                    guard let base = weights.baseAddress else { return }
                    unsafe mira_convolve_vertical_f32(
                        between + (Int(vertical.starts[row]) - first) * values, values, base + row * vertical.taps,
                        vertical.taps, values, result)
                }
                unsafe store(row, result)
            }
        }
    }
}
