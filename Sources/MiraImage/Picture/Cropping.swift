extension Grid {
    /// The part that `rect` covers; it must lie within the grid.
    func cropped(to rect: PixelRect) -> Grid {
        precondition(PixelRect(size).contains(rect), "a crop lies within its picture")
        if rect == PixelRect(size) { return self }
        let (width, columns) = (width, rect.columns)
        return unsafe Grid(size: rect.size) { target in
            unsafe withUnsafePixels { source in
                guard let to = target.baseAddress, let from = source.baseAddress else { return }
                // `rect` was found to lie within the source, and the result has its size.
                for (index, row) in rect.rows.enumerated() {
                    unsafe (to + index * columns.count).initialize(
                        from: from + row * width + columns.lowerBound, count: columns.count)
                }
            }
        }
    }

    /// Copies `other` to (x, y); what sticks out is left out.
    mutating func paste(_ other: Grid, x: Int, y: Int) {
        let place = PixelRect(x: x, y: y, size: other.size).clamped(to: PixelRect(size))
        guard !place.isEmpty else { return }
        let (width, columns) = (width, place.columns)
        unsafe withUnsafeMutablePixels { target in
            unsafe other.withUnsafePixels { source in
                guard let to = target.baseAddress, let from = source.baseAddress else { return }
                // `place` lies within this grid, and moved by (-x, -y) within the other.
                for row in place.rows {
                    unsafe (to + row * width + columns.lowerBound).update(
                        from: from + (row - y) * other.width + columns.lowerBound - x, count: columns.count)
                }
            }
        }
    }
}

extension Picture {
    /// The part that `rect` covers, to the bit.
    ///
    /// - Throws: `.invalidArgument` for a rectangle that is empty or not all within the picture.
    public func cropped(to rect: PixelRect) throws(ImageError) -> Picture {
        try rect.check(within: size)
        return Picture(grid.cropped(to: rect), colorSpace: colorSpace)
    }
}

extension LinearPicture {
    /// The part that `rect` covers, to the bit.
    ///
    /// - Throws: `.invalidArgument` for a rectangle that is empty or not all within the picture.
    public func cropped(to rect: PixelRect) throws(ImageError) -> LinearPicture {
        try rect.check(within: size)
        return LinearPicture(grid.cropped(to: rect))
    }
}

extension Mask {
    /// The part that `rect` covers, to the bit.
    ///
    /// - Throws: `.invalidArgument` for a rectangle that is empty or not all within the mask.
    public func cropped(to rect: PixelRect) throws(ImageError) -> Mask {
        try rect.check(within: size)
        return Mask(grid.cropped(to: rect))
    }
}

extension PixelRect {
    fileprivate func check(within size: PixelSize) throws(ImageError) {
        guard !isEmpty, PixelRect(size).contains(self) else {
            throw ImageError(
                .invalidArgument,
                "expected a rectangle within \(size) but found \(self.size) at \(columns.lowerBound), "
                    + "\(rows.lowerBound)")
        }
    }
}
