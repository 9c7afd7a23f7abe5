extension Grid {
    /// A grid of `size` whose rows `fill` writes, several at a time; it must write every value of the row that it is given.
    ///
    /// `fill` is called once for each row, in no particular order, from several threads.
    init(size: PixelSize, rowsPerStripe: Int = 32, fillingRows fill: @Sendable (Int, inout MutableSpan<Pixel>) -> Void)
    {
        unsafe self.init(size: size) { target in
            guard let base = target.baseAddress else { return }
            // Each row is `width` values of the grid's own, and belongs to one call.
            nonisolated(unsafe) let rows = unsafe base
            Parallel.stripes(of: size.height, rowsPerStripe: rowsPerStripe) { stripe in
                for y in stripe {
                    var row = unsafe MutableSpan(_unsafeStart: rows + y * size.width, count: size.width)
                    fill(y, &row)
                }
            }
        }
    }
}
