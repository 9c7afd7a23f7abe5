extension Grid {
    /// A grid of the size of `source`, whose values `kernel` makes from those at the same places, stripe by stripe.
    ///
    /// `kernel` gets a pointer to the source's values, one to uninitialised memory that it must fill, and their count.
    init<Source>(
        mapping source: Grid<Source>,
        _ kernel: @Sendable (UnsafePointer<Source>, UnsafeMutablePointer<Pixel>, Int) -> Void
    ) {
        let area = source.size.area
        unsafe self.init(size: source.size) { target in
            unsafe source.withUnsafePixels { values in
                guard let from = values.baseAddress, let to = target.baseAddress else { return }
                // Each stripe touches its own part of both grids, which hold `area` values.
                nonisolated(unsafe) let (input, output) = unsafe (from, to)
                let stripe = 1 << 15
                Parallel.forEach((area + stripe - 1) / stripe) { index in
                    let start = index * stripe
                    unsafe kernel(input + start, output + start, min(stripe, area - start))
                }
            }
        }
    }
}
