/// Works out alpha at full size, where a trimap leaves it open.
enum EdgeRefinement {
    /// Trimap values between 0 and 255 that say what kind of edge is there.
    enum Open {
        /// Hair, glass, or nobody knows: alpha may be anything.
        static let soft: UInt8 = 64
        /// The outline of a solid thing: alpha changes within a few pixels.
        static let hard: UInt8 = 128
    }

    /// Pictures with more pixels are solved at half their size only, and carried up: their edges are soft at full size.
    private static let largestSolved = 6_000_000

    /// - Returns: alpha, 0 and 255 where the trimap knows it.
    /// - Throws: `.cancelled`.
    static func matte(
        of picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>, edge: CutoutOptions.Edge, monitor: Monitor
    ) throws(ImageError) -> Grid<UInt8> {
        guard let box = trimap.boxOfUnknown(margin: 8) else { return trimap }
        let (colors, states) = (picture.cropped(to: box), trimap.cropped(to: box))
        let isQuick = edge == .quick || picture.size.area > largestSolved
        var alpha = try ClosedFormMatting.alpha(of: colors, trimap: states, isQuick: isQuick, monitor: monitor)
        try monitor.advance(to: 0.9, "cleaning edges")
        alpha = hardened(alpha, states, softness: 0.5 + 0.0016 * Double(max(picture.width, picture.height)))
        var matte = trimap
        matte.paste(bytes(alpha), x: box.columns.lowerBound, y: box.rows.lowerBound)
        return matte
    }

    /// Takes the veil off hard edges: alpha that its surroundings don't share is texture taken for a mixture.
    ///
    /// - Parameter softness: standard deviation, in pixels, of the blur that a sharp lens and camera leave.
    private static func hardened(_ alpha: Grid<Float>, _ states: Grid<UInt8>, softness: Double) -> Grid<Float> {
        let around = alpha.blurred(sigma: softness)
        let width = alpha.width
        let (own, near, kinds) = (alpha.pixels, around.pixels, states.pixels)
        return Grid(size: alpha.size) { y, row in
            for x in 0..<width {
                let index = y * width + x
                var value = own[index]
                if kinds[index] == Open.hard {
                    value *= ramp(near[index])
                    value = 1 - (1 - value) * ramp(1 - near[index])
                }
                row[x] = value
            }
        }
    }

    /// 0 up to 0.1, 1 from 0.4 on.
    private static func ramp(_ value: Float) -> Float {
        let t = min(max((value - 0.1) * Float(1 / 0.3), 0), 1)
        return t * t * (3 - 2 * t)
    }

    /// 8 bits; what is nearly 0 or 1 becomes so.
    private static func bytes(_ alpha: Grid<Float>) -> Grid<UInt8> {
        let width = alpha.width
        let values = alpha.pixels
        return Grid(size: alpha.size) { y, row in
            for x in 0..<width {
                let value = min(max((values[y * width + x] - 0.04) * Float(1 / 0.92), 0), 1)
                row[x] = UInt8(value * 255 + 0.5)
            }
        }
    }
}

extension Grid where Pixel == UInt8 {
    /// The box of all values but 0 and 255, with a margin, within the grid; nil where there are none.
    fileprivate func boxOfUnknown(margin: Int) -> (columns: Range<Int>, rows: Range<Int>)? {
        let values = pixels
        var (left, right, top, bottom) = (width, -1, height, -1)
        for y in 0..<height {
            for x in 0..<width where values[y * width + x] != 0 && values[y * width + x] != 255 {
                left = min(left, x)
                right = max(right, x)
                top = min(top, y)
                bottom = max(bottom, y)
            }
        }
        guard right >= 0 else { return nil }
        return (
            max(0, left - margin)..<min(width, right + 1 + margin),
            max(0, top - margin)..<min(height, bottom + 1 + margin)
        )
    }
}

extension Grid {
    /// The part of the grid in `box`, which lies within it.
    func cropped(to box: (columns: Range<Int>, rows: Range<Int>)) -> Grid {
        let (width, values) = (width, pixels)
        return Grid(size: PixelSize(width: box.columns.count, height: box.rows.count)) { y, row in
            let first = (box.rows.lowerBound + y) * width + box.columns.lowerBound
            for x in 0..<box.columns.count { row[x] = values[first + x] }
        }
    }
}
