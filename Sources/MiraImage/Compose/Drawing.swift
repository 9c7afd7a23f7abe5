import CMiraKernels

/// A picture on its way to a canvas, row by row: copied, scaled or warped, whichever its transform needs.
struct Drawing: Sendable {
    /// The pixels of the canvas that it touches.
    let window: PixelRect
    private let method: Method

    private enum Method: Sendable {
        /// Whole pixels: rows are read in place.
        case copy(LinearPicture, x: Int, y: Int)
        /// Along the axes: two filters, and how much of each column and row of the window is covered.
        case scale(LinearPicture, SeparableFilter, columns: [Float], rows: [Float])
        /// Any other map, from the canvas to the picture.
        case warp(LinearPicture, back: AffineMap)
    }

    /// Nil where nothing of the picture is on the canvas.
    ///
    /// - Throws: `.invalidArgument` for a transform without an inverse.
    init?(_ picture: LinearPicture, by transform: AffineMap, on canvas: PixelSize) throws(ImageError) {
        guard picture.size.area > 0 else { return nil }
        guard transform.inverse != nil else {
            throw ImageError(
                .invalidArgument, "expected a transform with an inverse but found one that flattens the picture")
        }
        let (picture, transform) = picture.quartersTurned(by: transform)
        if transform.b == 0, transform.c == 0 {
            let size = picture.size
            if transform.a == 1, transform.d == 1, transform.tx == transform.tx.rounded(),
                transform.ty == transform.ty.rounded(), abs(transform.tx) < 1e6, abs(transform.ty) < 1e6
            {
                let (x, y) = (Int(transform.tx), Int(transform.ty))
                window = PixelRect(x: x, y: y, size: size).clamped(to: PixelRect(canvas))
                method = .copy(picture, x: x, y: y)
            } else {
                guard
                    let horizontal = PlacedSpan(
                        offset: transform.tx, length: transform.a * Double(size.width), source: size.width,
                        canvas: canvas.width),
                    let vertical = PlacedSpan(
                        offset: transform.ty, length: transform.d * Double(size.height), source: size.height,
                        canvas: canvas.height)
                else { return nil }
                window = PixelRect(columns: horizontal.range, rows: vertical.range)
                let filter = SeparableFilter(
                    channels: 4, source: size, horizontal: horizontal.filter, vertical: vertical.filter)
                method = .scale(picture, filter, columns: horizontal.coverage, rows: vertical.coverage)
            }
        } else {
            let (small, rest) = picture.prefiltered(for: transform)
            guard let back = rest.inverse else { return nil }
            window = rest.window(of: small.size, on: canvas)
            method = .warp(small, back: back)
        }
        if window.isEmpty { return nil }
    }

    /// Calls `body` with each row of the window and its pixels, from several threads.
    func draw(_ body: @Sendable (Int, UnsafePointer<SIMD4<Float>>) -> Void) {
        switch method {
        case .copy(let picture, let x, let y):
            let left = window.columns.lowerBound - x
            unsafe picture.grid.withUnsafePixels { source in
                guard let base = source.baseAddress else { return }
                // The window moved by (-x, -y) lies within the picture.
                nonisolated(unsafe) let pixels = unsafe base
                Parallel.stripes(of: window.rows.count, rowsPerStripe: 32) { rows in
                    for row in rows {
                        let line = row + window.rows.lowerBound
                        unsafe body(line, pixels + (line - y) * picture.width + left)
                    }
                }
            }
        case .scale(let picture, let filter, let columns, let rows):
            unsafe drawScaled(picture, filter, columns, rows, body)
        case .warp(let picture, let back):
            unsafe drawWarped(picture, back, body)
        }
    }

    private func drawScaled(
        _ picture: LinearPicture, _ filter: SeparableFilter, _ columns: [Float], _ rows: [Float],
        _ body: @Sendable (Int, UnsafePointer<SIMD4<Float>>) -> Void
    ) {
        unsafe picture.grid.withUnsafePixels { source in
            guard let base = source.baseAddress else { return }
            // The filter asks for rows of the picture and gives rows of the window.
            nonisolated(unsafe) let pixels = unsafe floats(base)
            let width = picture.width
            unsafe filter.run { row, target in
                unsafe target.update(from: pixels + row * width * 4, count: width * 4)
            } store: { row, values in
                unsafe withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: columns.count) { line in
                    guard let base = line.baseAddress else { return }
                    for x in 0..<columns.count {
                        var pixel = unsafe SIMD4(
                            values[4 * x], values[4 * x + 1], values[4 * x + 2], values[4 * x + 3])
                        // Ringing may go below black and above opaque.
                        pixel = pointwiseMax(pixel * (columns[x] * rows[row]), .zero)
                        pixel.w = min(pixel.w, 1)
                        unsafe line[x] = pixel
                    }
                    unsafe body(row + window.rows.lowerBound, base)
                }
            }
        }
    }

    private func drawWarped(
        _ picture: LinearPicture, _ back: AffineMap,
        _ body: @Sendable (Int, UnsafePointer<SIMD4<Float>>) -> Void
    ) {
        let slopes = back.slopes
        unsafe picture.grid.withUnsafePixels { source in
            guard let base = source.baseAddress else { return }
            // The kernel clamps what it reads to the picture.
            nonisolated(unsafe) let pixels = unsafe floats(base)
            Parallel.stripes(of: window.rows.count, rowsPerStripe: 16) { rows in
                unsafe withUnsafeTemporaryAllocation(
                    of: SIMD4<Float>.self, capacity: window.columns.count
                ) { line in
                    guard let base = line.baseAddress else { return }
                    for row in rows {
                        let y = row + window.rows.lowerBound
                        let start = back.map(x: Double(window.columns.lowerBound) + 0.5, y: Double(y) + 0.5)
                        let path = mira_line(
                            u: start.x, v: start.y, du: back.a, dv: back.b, slope_u: slopes.x, slope_v: slopes.y)
                        unsafe mira_warp_row_f32(
                            pixels, picture.width, picture.height, path, InterpolationPhases.weights,
                            InterpolationPhases.count, window.columns.count, floats(base))
                        unsafe body(y, base)
                    }
                }
            }
        }
    }
}

/// Lanczos-3 at fractions of a pixel, 1/1024 apart: half a step changes no byte.
private enum InterpolationPhases {
    static let count = 1025
    /// Six weights for each fraction, for the pixels from two before it to three after it.
    static let weights: [Float] = {
        let step = 1 / Double(count - 1)
        return AxisFilter(
            .lanczos3(step: 1), length: 8, origin: 3.5 - 0.5 * step, step: step, outputs: 0..<count
        ).sixTaps
    }()
}

extension AxisFilter {
    /// The weights of pixels 1 to 6 of eight, for centres from 3.5 to 4.5.
    fileprivate var sixTaps: [Float] {
        (0..<count).flatMap { index in
            (1...6).map { pixel in
                let tap = pixel - Int(starts[index])
                return tap >= 0 && tap < taps ? weights[index * taps + tap] : 0
            }
        }
    }
}

extension AffineMap {
    /// How fast x' and y' change in their steepest directions.
    fileprivate var slopes: (x: Double, y: Double) {
        ((a * a + c * c).squareRoot(), (b * b + d * d).squareRoot())
    }
}

extension LinearPicture {
    /// The picture turned and mirrored so that the rest of `transform` scales along the axes, where it is of that kind.
    fileprivate func quartersTurned(by transform: AffineMap) -> (LinearPicture, AffineMap) {
        var (picture, rest) = (self, transform)
        if rest.a == 0, rest.d == 0 {
            picture = LinearPicture(picture.grid.transposed)
            (rest.a, rest.c) = (rest.c, 0)
            (rest.d, rest.b) = (rest.b, 0)
        }
        guard rest.b == 0, rest.c == 0 else { return (picture, rest) }
        if rest.a < 0 {
            picture = LinearPicture(picture.grid.mirrored)
            rest.tx += rest.a * Double(picture.width)
            rest.a = -rest.a
        }
        if rest.d < 0 {
            picture = LinearPicture(picture.grid.flipped)
            rest.ty += rest.d * Double(picture.height)
            rest.d = -rest.d
        }
        return (picture, rest)
    }

    /// The picture shrunk along its own axes as far as `transform` shrinks them, and what is left of the transform.
    fileprivate func prefiltered(for transform: AffineMap) -> (LinearPicture, AffineMap) {
        guard let back = transform.inverse else { return (self, transform) }
        func shrunk(_ count: Int, _ slope: Double) -> Int {
            slope <= 1 ? count : max(1, Int((Double(count) / slope).rounded(.up)))
        }
        let small = PixelSize(width: shrunk(width, back.slopes.x), height: shrunk(height, back.slopes.y))
        guard small != size else { return (self, transform) }
        let filter = SeparableFilter(
            channels: 4, source: size,
            horizontal: AxisFilter(lanczosOf: width, from: 0, Double(width), to: small.width),
            vertical: AxisFilter(lanczosOf: height, from: 0, Double(height), to: small.height))
        let enlarged = AffineMap(
            scaleX: Double(width) / Double(small.width), scaleY: Double(height) / Double(small.height))
        return (LinearPicture(filter(grid)), enlarged.followed(by: transform))
    }
}

extension Grid {
    /// Rows and columns exchanged.
    fileprivate var transposed: Grid { rearranged(size.transposed) { x, y in y + x * width } }

    /// Left and right exchanged.
    fileprivate var mirrored: Grid { rearranged(size) { x, y in y * width + width - 1 - x } }

    /// Top and bottom exchanged.
    fileprivate var flipped: Grid { rearranged(size) { x, y in (height - 1 - y) * width + x } }

    private func rearranged(_ size: PixelSize, _ index: (Int, Int) -> Int) -> Grid {
        let source = pixels
        return unsafe Grid(size: size) { target in
            for y in 0..<size.height {
                // Indexes into the source are checked; the target has `size` values.
                for x in 0..<size.width { unsafe target[y * size.width + x] = source[index(x, y)] }
            }
        }
    }
}
