extension Grid where Pixel == SIMD4<UInt8> {
    /// Half the size (odd sides rounded up), each pixel the mean of up to four.
    func halved() -> Grid {
        let (width, height) = (width, height)
        let half = PixelSize(width: (width + 1) / 2, height: (height + 1) / 2)
        let source = pixels
        return Grid(size: half) { y, row in
            let top = 2 * y * width
            let bottom = min(2 * y + 1, height - 1) * width
            for x in 0..<half.width {
                let (left, right) = (2 * x, min(2 * x + 1, width - 1))
                row[x] = Self.mean(
                    source[top + left], source[top + right], source[bottom + left], source[bottom + right])
            }
        }
    }

    @inline(__always)
    private static func mean(_ a: SIMD4<UInt8>, _ b: SIMD4<UInt8>, _ c: SIMD4<UInt8>, _ d: SIMD4<UInt8>) -> SIMD4<UInt8>
    {
        @inline(__always)
        func mean(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt8 {
            UInt8(truncatingIfNeeded: (UInt32(a) &+ UInt32(b) &+ UInt32(c) &+ UInt32(d) &+ 2) &>> 2)
        }
        return SIMD4(
            mean(a.x, b.x, c.x, d.x), mean(a.y, b.y, c.y, d.y), mean(a.z, b.z, c.z, d.z), mean(a.w, b.w, c.w, d.w))
    }
}

extension Grid where Pixel == UInt8 {
    /// Half the size (odd sides rounded up), each value the mean of up to four.
    func halved() -> Grid {
        let (width, height) = (width, height)
        let half = PixelSize(width: (width + 1) / 2, height: (height + 1) / 2)
        let source = pixels
        return Grid(size: half) { y, row in
            let top = 2 * y * width
            let bottom = min(2 * y + 1, height - 1) * width
            for x in 0..<half.width {
                let (left, right) = (2 * x, min(2 * x + 1, width - 1))
                let sum =
                    UInt32(source[top + left]) &+ UInt32(source[top + right])
                    &+ UInt32(source[bottom + left]) &+ UInt32(source[bottom + right])
                row[x] = UInt8(truncatingIfNeeded: (sum &+ 2) &>> 2)
            }
        }
    }

    /// Half the size: known (0 or 255) where all of up to four pixels agree, else unknown (128).
    func halvedTrimap() -> Grid {
        let half = PixelSize(width: (width + 1) / 2, height: (height + 1) / 2)
        var result = Grid(size: half, filledWith: 128)
        let source = pixels
        var target = result.mutablePixels
        for y in 0..<half.height {
            let top = 2 * y * width
            let bottom = min(2 * y + 1, height - 1) * width
            for x in 0..<half.width {
                let (left, right) = (2 * x, min(2 * x + 1, width - 1))
                let state = source[top + left]
                guard state == 0 || state == 255 else { continue }
                if source[top + right] == state, source[bottom + left] == state, source[bottom + right] == state {
                    target[y * half.width + x] = state
                }
            }
        }
        return result
    }
}
