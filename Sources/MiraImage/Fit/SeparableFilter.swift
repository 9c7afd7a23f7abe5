import CMiraKernels

/// Filters rows of floats along the rows, then across them; each value is added up in one fixed order.
struct SeparableFilter: Sendable {
    let channels: Int
    let source: PixelSize
    let horizontal: AxisFilter
    let vertical: AxisFilter

    var result: PixelSize { PixelSize(width: horizontal.count, height: vertical.count) }

    /// Calls `load` with a source row and memory for its floats, and `store` with an output row and its floats.
    ///
    /// Both are called from several threads, `store` once for each row.
    func run(
        load: @Sendable (Int, UnsafeMutablePointer<Float>) -> Void,
        store: @Sendable (Int, UnsafePointer<Float>) -> Void
    ) {
        Parallel.stripes(of: vertical.count, rowsPerStripe: 32) { outputs in
            unsafe run(outputs, load: load, store: store)
        }
    }

    /// Source rows pass in small chunks, so that few rows stand in memory however many make one output row.
    private func run(
        _ outputs: Range<Int>, load: (Int, UnsafeMutablePointer<Float>) -> Void,
        store: (Int, UnsafePointer<Float>) -> Void
    ) {
        let chunkRows = 16
        let values = horizontal.count * channels
        // One source row; a chunk of filtered rows; the output rows.
        let memory = UnsafeMutablePointer<Float>.allocate(
            capacity: source.width * channels + (chunkRows + outputs.count) * values)
        defer { unsafe memory.deallocate() }
        let chunk = unsafe memory + source.width * channels
        let sums = unsafe chunk + chunkRows * values
        unsafe sums.initialize(repeating: 0, count: outputs.count * values)

        var first = Int.max
        var end = 0
        for output in outputs {
            first = min(first, Int(vertical.starts[output]))
            end = max(end, Int(vertical.starts[output]) + vertical.taps)
        }
        for top in stride(from: first, to: end, by: chunkRows) {
            let rows = top..<min(end, top + chunkRows)
            // Runs of the filters lie within the source; `weights` hold `taps` values for each output.
            for row in rows {
                unsafe load(row, memory)
                unsafe mira_convolve_horizontal_f32(
                    memory, Int32(channels), horizontal.starts, horizontal.weights, horizontal.taps, horizontal.count,
                    chunk + (row - top) * values)
            }
            for output in outputs {
                let start = Int(vertical.starts[output])
                let run = rows.clamped(to: start..<start + vertical.taps)
                if run.isEmpty { continue }
                unsafe vertical.weights.withUnsafeBufferPointer { weights in
                    guard let base = weights.baseAddress else { return }
                    unsafe mira_convolve_vertical_f32(
                        chunk + (run.lowerBound - top) * values, values,
                        base + output * vertical.taps + run.lowerBound - start, run.count, values,
                        sums + (output - outputs.lowerBound) * values)
                }
            }
        }
        for output in outputs { unsafe store(output, sums + (output - outputs.lowerBound) * values) }
    }
}

extension SeparableFilter {
    /// The filtered grid, where a value is `channels` floats.
    func callAsFunction<Pixel>(_ grid: Grid<Pixel>) -> Grid<Pixel> {
        unsafe Grid(size: result) { target in
            unsafe grid.withUnsafePixels { values in
                guard let from = values.baseAddress, let to = target.baseAddress else { return }
                // `run` asks for rows of the source and gives rows of the result, each once.
                let (width, resultWidth) = (source.width, result.width)
                nonisolated(unsafe) let (input, output) = unsafe (from, to)
                unsafe run { row, floats in
                    unsafe UnsafeMutableRawPointer(floats).copyMemory(
                        from: input + row * width, byteCount: width * MemoryLayout<Pixel>.stride)
                } store: { row, floats in
                    unsafe UnsafeMutableRawPointer(output + row * resultWidth).copyMemory(
                        from: floats, byteCount: resultWidth * MemoryLayout<Pixel>.stride)
                }
            }
        }
    }
}
