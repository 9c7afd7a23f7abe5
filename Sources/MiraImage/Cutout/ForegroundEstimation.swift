/// The product's own colours where it is mixed with the background, by multi-level estimation.
///
/// At each level a few sweeps look for smooth layers F and B with colour = α·F + (1 − α)·B; each starts from the level of half
/// its size. Only pixels with alpha between `inside` are worked on; the rest are one layer's own.
///
/// - Source: Germer, Uelwer, Conrad, Harmeling, "Fast multi-level foreground estimation", 2020.
struct ForegroundEstimation {
    /// Alpha of pixels whose colour is a mixture.
    static let mixed: ClosedRange<UInt8> = 6...249
    private static let regularisation: Float = 1e-5
    private static let rowsPerStripe = 32

    /// The layers, 8 bits, alpha not used.
    private(set) var foreground: Grid<SIMD4<UInt8>>
    private(set) var background: Grid<SIMD4<UInt8>>

    /// - Throws: `.cancelled`.
    init(picture: Grid<SIMD4<UInt8>>, alpha: Grid<UInt8>, monitor: Monitor = .silent) throws(ImageError) {
        try monitor.cancellation.check()
        guard min(picture.width, picture.height) > 4 else {
            (foreground, background) = Self.refined(
                picture, alpha, coarse: (picture, picture), step: 1, sweeps: 10)
            return
        }
        let coarse = try Self(picture: picture.halved(), alpha: alpha.halved(), monitor: monitor)
        (foreground, background) = Self.refined(
            picture, alpha, coarse: (coarse.foreground, coarse.background), step: 2,
            sweeps: max(picture.width, picture.height) <= 64 ? 10 : 3)
    }

    private typealias Layers = (foreground: Grid<SIMD4<UInt8>>, background: Grid<SIMD4<UInt8>>)

    /// Both layers of one level, from those of the coarser one, whose pixels are `step` times as large.
    private static func refined(
        _ picture: Grid<SIMD4<UInt8>>, _ alpha: Grid<UInt8>, coarse: Layers, step: Int, sweeps: Int
    ) -> Layers {
        let size = picture.size
        var background = Grid<SIMD4<UInt8>>(size: size, filledWith: .zero)
        let foreground = unsafe Grid<SIMD4<UInt8>>(size: size) { foreground in
            unsafe background.withUnsafeMutablePixels { background in
                // Each stripe writes its own rows of both, which have `size`.
                nonisolated(unsafe) let (foreground, background) = unsafe (foreground, background)
                let (colors, alphas) = (picture.pixels, alpha.pixels)
                let (coarseF, coarseB) = (coarse.foreground.pixels, coarse.background.pixels)
                let coarseWidth = coarse.foreground.width
                Parallel.stripes(of: size.height, rowsPerStripe: rowsPerStripe) { rows in
                    // A sweep carries colours two rows far: with a margin of that, a stripe needs no other.
                    let margin = 2 * sweeps
                    let first = max(0, rows.lowerBound - margin)
                    let last = min(size.height, rows.upperBound + margin)
                    var work = Stripe(width: size.width, firstRow: first, count: last - first)
                    for y in first..<last {
                        for x in 0..<size.width {
                            let index = y * size.width + x
                            let coarse = y / step * coarseWidth + x / step
                            work.set(
                                x, y, color: colors[index], alpha: alphas[index], foreground: coarseF[coarse],
                                background: coarseB[coarse])
                        }
                    }
                    for _ in 0..<sweeps { work.sweep() }
                    for y in rows {
                        for x in 0..<size.width {
                            let layers = work.layers(x, y)
                            unsafe foreground[y * size.width + x] = layers.foreground
                            unsafe background[y * size.width + x] = layers.background
                        }
                    }
                }
            }
        }
        return (foreground, background)
    }

    /// Some rows of both layers while they are worked on.
    private struct Stripe {
        let width: Int
        let firstRow: Int
        let rows: Int
        private var color: [SIMD4<Float>] = []
        private var alpha: [Float] = []
        private var foreground: [SIMD4<Float>] = []
        private var background: [SIMD4<Float>] = []
        private var mixed: [Int] = []

        init(width: Int, firstRow: Int, count: Int) {
            self.width = width
            self.firstRow = firstRow
            rows = count
            color.reserveCapacity(width * count)
            alpha.reserveCapacity(width * count)
            foreground.reserveCapacity(width * count)
            background.reserveCapacity(width * count)
        }

        /// Sets one pixel; they come row by row.
        mutating func set(
            _ x: Int, _ y: Int, color own: SIMD4<UInt8>, alpha own8: UInt8, foreground f: SIMD4<UInt8>,
            background b: SIMD4<UInt8>
        ) {
            let value = floats(own)
            color.append(value)
            alpha.append(Float(own8) * Float(1.0 / 255))
            foreground.append(own8 > ForegroundEstimation.mixed.upperBound ? value : floats(f))
            background.append(own8 < ForegroundEstimation.mixed.lowerBound ? value : floats(b))
            if ForegroundEstimation.mixed.contains(own8) { mixed.append((y - firstRow) * width + x) }
        }

        /// One sweep over the mixed pixels, first those of even x + y, then the odd: the order of either does not matter.
        mutating func sweep() {
            for parity in 0..<2 {
                for index in mixed {
                    let (row, x) = index.quotientAndRemainder(dividingBy: width)
                    if (row + firstRow + x) & 1 == parity { update(index, row, x) }
                }
            }
        }

        /// The least squares of the mixture and of the difference to the neighbours, which counts more where alpha changes.
        private mutating func update(_ index: Int, _ row: Int, _ x: Int) {
            let own = alpha[index]
            var (weights, f, b) = (Float(0), SIMD4<Float>.zero, SIMD4<Float>.zero)
            func add(_ neighbour: Int) {
                let weight = ForegroundEstimation.regularisation + abs(own - alpha[neighbour])
                weights += weight
                f += foreground[neighbour] * weight
                b += background[neighbour] * weight
            }
            if x > 0 { add(index - 1) }
            if x + 1 < width { add(index + 1) }
            if row > 0 { add(index - width) }
            if row + 1 < rows { add(index + width) }
            f += color[index] * own
            b += color[index] * (1 - own)
            let (a00, a01, a11) = (own * own + weights, own * (1 - own), (1 - own) * (1 - own) + weights)
            let scale = 1 / (a00 * a11 - a01 * a01)
            foreground[index] = clipped((f * a11 - b * a01) * scale)
            background[index] = clipped((b * a00 - f * a01) * scale)
        }

        func layers(_ x: Int, _ y: Int) -> (foreground: SIMD4<UInt8>, background: SIMD4<UInt8>) {
            let index = (y - firstRow) * width + x
            return (bytes(foreground[index]), bytes(background[index]))
        }

        private func clipped(_ v: SIMD4<Float>) -> SIMD4<Float> {
            pointwiseMin(pointwiseMax(v, .zero), SIMD4(repeating: 255))
        }

        private func floats(_ v: SIMD4<UInt8>) -> SIMD4<Float> {
            SIMD4(Float(v.x), Float(v.y), Float(v.z), 255)
        }

        private func bytes(_ v: SIMD4<Float>) -> SIMD4<UInt8> {
            SIMD4(UInt8(v.x + 0.5), UInt8(v.y + 0.5), UInt8(v.z + 0.5), 255)
        }
    }
}
