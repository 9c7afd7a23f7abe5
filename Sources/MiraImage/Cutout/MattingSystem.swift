import CMiraKernels

/// The linear system of closed-form matting over the unknown pixels of a trimap, solved by conjugate gradients.
///
/// Alpha is assumed to be a linear function of colour in every 3×3 window; the trimap's known pixels are the right side.
///
/// - Source: Levin, Lischinski, Weiss, "A closed-form solution to natural image matting", 2008.
@safe final class MattingSystem {
    /// Levin's regularisation, 1e-7 of squared display white, in squared 8-bit steps.
    private static let epsilon = 1e-7 * 255 * 255
    private static let lanes = Int(MIRA_MATTING_LANES)
    private static let neighbours = Int(MIRA_MATTING_NEIGHBOURS)
    private static let padding = Int(MIRA_MATTING_PADDING)
    private static let blocksPerStripe = 512

    private let size: PixelSize
    private let stride: Int
    private let blocks: Int
    /// A block's first pixel, and where that lies on the padded grid.
    private let pixels: [Int]
    private let starts: [Int32]
    // Eight lanes a block; coefficients 25 times as many. Owned, and never handed out.
    private let coefficients: UnsafeMutablePointer<Float>
    private let rightSide: UnsafeMutablePointer<Float>
    private let inverseDiagonal: UnsafeMutablePointer<Float>

    /// The system for `picture`, where `trimap` is 255 = alpha 1, 0 = alpha 0, anything else unknown.
    init(picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>) {
        precondition(picture.size == trimap.size, "a trimap has the picture's size")
        size = picture.size
        stride = size.width + Self.padding + Self.lanes + Self.padding
        let (slots, pixels) = Self.blocks(of: trimap)
        self.pixels = pixels
        blocks = pixels.count
        let (width, stride) = (size.width, stride)
        starts = pixels.map { pixel in
            let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
            return Int32((row + Self.padding) * stride + column + Self.padding)
        }
        unsafe coefficients = Self.zeros(blocks * Self.lanes * Self.neighbours)
        unsafe rightSide = Self.zeros(blocks * Self.lanes)
        unsafe inverseDiagonal = Self.zeros(blocks * Self.lanes)
        assemble(picture, trimap, slots)
        let centre = Self.neighbours / 2 * Self.lanes
        for slot in 0..<blocks * Self.lanes {
            let (block, lane) = (slot / Self.lanes, slot % Self.lanes)
            // Both indexes lie within the arrays allocated above.
            let diagonal = unsafe coefficients[block * Self.neighbours * Self.lanes + centre + lane]
            unsafe inverseDiagonal[slot] = diagonal > 1e-7 ? 1 / diagonal : 0
        }
    }

    deinit {
        unsafe coefficients.deallocate()
        unsafe rightSide.deallocate()
        unsafe inverseDiagonal.deallocate()
    }

    /// Alpha, from `start` (which holds the known pixels' alpha, too) by at most `iterations` steps, clipped to 0…1.
    ///
    /// - Throws: `.cancelled`.
    func solve(from start: Grid<Float>, iterations: Int, monitor: Monitor) throws(ImageError) -> Grid<Float> {
        precondition(start.size == size, "the start has the system's size")
        let slots = blocks * Self.lanes
        let grid = unsafe Self.zeros((size.height + 2 * Self.padding) * stride + Self.lanes)
        let product = unsafe Self.zeros(slots)
        let solution = unsafe Self.zeros(slots)
        let residual = unsafe Self.zeros(slots)
        defer {
            unsafe grid.deallocate()
            unsafe product.deallocate()
            unsafe solution.deallocate()
            unsafe residual.deallocate()
        }
        unsafe place(start, on: grid, solution)
        _ = unsafe apply(to: grid, product)
        // A known lane has right side and product 0.
        for slot in 0..<slots { unsafe residual[slot] = rightSide[slot] - product[slot] }
        var size2 = unsafe weighted(residual)
        // Known pixels of alpha 1 alone make the right side: it is 0 where there are none, and so is the solution.
        let enough = unsafe weighted(rightSide) * 1e-8
        unsafe turn(keep: 0, residual, grid)

        for _ in 0..<iterations where size2 > enough {
            try monitor.cancellation.check()
            let curvature = unsafe apply(to: grid, product)
            guard curvature > 0 else { break }
            let next = unsafe step(by: size2 / curvature, grid, product, solution, residual)
            unsafe turn(keep: next / size2, residual, grid)
            size2 = next
        }
        return unsafe result(solution, over: start)
    }

    // MARK: Assembly

    /// A slot for each unknown pixel (-1 for known ones), and the first pixel of each block.
    private static func blocks(of trimap: Grid<UInt8>) -> (slots: Grid<Int32>, pixels: [Int]) {
        var slots = Grid<Int32>(size: trimap.size, filledWith: -1)
        var pixels: [Int] = []
        let known = trimap.pixels
        var target = slots.mutablePixels
        for y in 0..<trimap.height {
            let row = y * trimap.width
            var free = 0
            for x in 0..<trimap.width where known[row + x] != 0 && known[row + x] != 255 {
                if x >= free {
                    pixels.append(row + x)
                    free = x + lanes
                }
                target[row + x] = Int32((pixels.count - 1) * lanes + x - (free - lanes))
            }
        }
        return (slots, pixels)
    }

    private func assemble(_ picture: Grid<SIMD4<UInt8>>, _ trimap: Grid<UInt8>, _ slots: Grid<Int32>) {
        guard size.width >= 3, size.height >= 3 else { return }
        let tops = size.height - 2
        let rows = 32
        let stripes = (tops + rows - 1) / rows
        unsafe picture.withUnsafePixels { colors in
            unsafe trimap.withUnsafePixels { known in
                unsafe slots.withUnsafePixels { slots in
                    guard let colors = colors.baseAddress, let known = known.baseAddress, let slots = slots.baseAddress
                    else { return }
                    // The kernel reads pixels within `size` and writes slots within the arrays. A stripe's windows reach two
                    // rows into the next: every second stripe at a time, none share a pixel.
                    nonisolated(unsafe) let input = unsafe (
                        UnsafeRawPointer(colors).assumingMemoryBound(to: UInt8.self), known, slots
                    )
                    nonisolated(unsafe) let output = unsafe (coefficients, rightSide)
                    let width = size.width
                    for parity in 0..<2 {
                        Parallel.forEach((stripes + 1 - parity) / 2) { index in
                            let first = (2 * index + parity) * rows
                            unsafe mira_matting_assemble(
                                input.0, input.1, input.2, width, first, min(tops, first + rows), Self.epsilon,
                                output.0, output.1)
                        }
                    }
                }
            }
        }
    }

    // MARK: Steps, all in stripes of blocks whose sums are added in order

    private typealias Vector = UnsafeMutablePointer<Float>

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
        unsafe memory.initialize(repeating: 0, count: max(1, count))
        return unsafe memory
    }

    /// Adds up what `part` gives for each stripe of blocks.
    private func sum(_ part: @Sendable (Int, Int) -> Float) -> Double {
        let stripes = (blocks + Self.blocksPerStripe - 1) / Self.blocksPerStripe
        var parts = [Float](repeating: 0, count: stripes)
        let blocks = blocks
        unsafe parts.withUnsafeMutableBufferPointer { parts in
            // Each stripe writes its own part.
            nonisolated(unsafe) let parts = unsafe parts
            Parallel.forEach(stripes) { stripe in
                let first = stripe * Self.blocksPerStripe
                unsafe parts[stripe] = part(first, min(blocks, first + Self.blocksPerStripe))
            }
        }
        return parts.reduce(0.0) { $0 + Double($1) }
    }

    // The vectors of these steps have the sizes that `solve` gives them, and a stripe writes its own blocks only.

    private func apply(to grid: Vector, _ product: Vector) -> Double {
        nonisolated(unsafe) let (a, x, y) = unsafe (coefficients, grid, product)
        let (starts, stride) = (starts, stride)
        return sum { first, last in
            unsafe mira_matting_apply(a, starts, first, last, x, stride, y)
        }
    }

    private func step(
        by length: Double, _ grid: Vector, _ product: Vector, _ solution: Vector, _ residual: Vector
    ) -> Double {
        nonisolated(unsafe) let (p, ap, d, x, r) = unsafe (grid, product, inverseDiagonal, solution, residual)
        let starts = starts
        return sum { first, last in
            unsafe mira_matting_step(starts, first, last, Float(length), p, ap, d, x, r)
        }
    }

    private func turn(keep: Double, _ residual: Vector, _ grid: Vector) {
        nonisolated(unsafe) let (d, r, p) = unsafe (inverseDiagonal, residual, grid)
        let starts = starts
        _ = sum { first, last in
            unsafe mira_matting_turn(starts, first, last, Float(keep), d, r, p)
            return 0
        }
    }

    private func weighted(_ vector: Vector) -> Double {
        var total = 0.0
        for slot in 0..<blocks * Self.lanes {
            unsafe total += Double(vector[slot] * vector[slot] * inverseDiagonal[slot])
        }
        return total
    }

    private func place(_ start: Grid<Float>, on grid: Vector, _ solution: Vector) {
        let values = start.pixels
        forEachUnknown { slot, pixel in
            let block = slot / Self.lanes
            unsafe grid[Int(starts[block]) + slot % Self.lanes] = values[pixel]
            unsafe solution[slot] = values[pixel]
        }
    }

    private func result(_ solution: Vector, over start: Grid<Float>) -> Grid<Float> {
        var alpha = start
        var values = alpha.mutablePixels
        forEachUnknown { slot, pixel in
            values[pixel] = unsafe min(max(solution[slot], 0), 1)
        }
        return alpha
    }

    /// Calls `body` for the unknown pixels that any window holds.
    private func forEachUnknown(_ body: (_ slot: Int, _ pixel: Int) -> Void) {
        for block in 0..<blocks {
            for lane in 0..<Self.lanes {
                let slot = block * Self.lanes + lane
                if unsafe inverseDiagonal[slot] > 0 { body(slot, pixels[block] + lane) }
            }
        }
    }
}
