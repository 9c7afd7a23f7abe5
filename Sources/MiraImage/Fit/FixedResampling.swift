import CMiraKernels

extension Picture {
    /// The picture brought through two filters, in 16-bit fixed point.
    func resampledInFixedPoint(
        _ horizontal: AxisFilter, _ vertical: AxisFilter, linear: Bool
    ) -> Picture {
        let result = PixelSize(width: horizontal.count, height: vertical.count)
        let across = FixedFilter(horizontal, base: 0, multiple: 4)
        let width = width
        let pixels = unsafe Grid<SIMD4<UInt8>>(size: result) { target in
            unsafe grid.withUnsafePixels { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                nonisolated(unsafe) let input = unsafe UnsafeRawPointer(from).assumingMemoryBound(to: UInt8.self)
                nonisolated(unsafe) let output = unsafe UnsafeMutableRawPointer(to)
                    .assumingMemoryBound(to: UInt8.self)
                // An eighth of the picture each: neighbours share the rows under both their filters.
                let stripe = max(64, (result.height + 7) / 8)
                Parallel.stripes(of: result.height, rowsPerStripe: stripe) { outputs in
                    let worker = RowResampler()
                    worker.begin(
                        width: width, kind: linear ? MIRA_SAMPLES_LINEAR_ALPHA : MIRA_SAMPLES_ALPHA,
                        horizontal: across, vertical: vertical[outputs])
                    // The worker asks for rows of the source and gives each row of the stripe once.
                    let rows = worker.rows
                    unsafe worker.push(
                        input + rows.lowerBound * width * 4, stride: width * 4, count: rows.count
                    ) { row, samples in
                        let target = unsafe output + (outputs.lowerBound + row) * result.width * 4
                        if linear {
                            unsafe FixedCurve.bytes.withUnsafeBufferPointer { curve in
                                unsafe mira_finish_rgba8(samples, result.width, 1, curve.baseAddress, target)
                            }
                        } else {
                            unsafe mira_finish_rgba8(samples, result.width, 1, nil, target)
                        }
                    }
                }
            }
        }
        return Picture(pixels, colorSpace: colorSpace)
    }
}

/// Tables for the `MIRA_WHITE` + 1 levels of light in fixed point.
enum FixedCurve {
    /// The stored byte of each level of linear light.
    static let bytes: [UInt8] = levels.map { SRGB.byte(Float($0)) }
    /// The stored 16-bit value of each level of linear light.
    static let words: [UInt16] = levels.map { UInt16((SRGB.stored($0) * 65535).rounded()) }
    /// Each level itself in 16 bits.
    static let plainWords: [UInt16] = levels.map { UInt16(($0 * 65535).rounded()) }

    private static var levels: some Collection<Double> {
        (0...Int(MIRA_WHITE)).lazy.map { Double($0) / Double(MIRA_WHITE) }
    }
}
