extension Picture {
    /// The picture laid on an opaque colour (straight RGBA whose alpha is ignored), mixed in `light`.
    ///
    /// Opaque pixels stay to the bit.
    public func flattened(
        on color: SIMD4<UInt8> = SIMD4(repeating: 255), light: ResamplingLight = .linear
    ) -> Picture {
        guard hasTransparency else { return self }
        let curve = light == .linear ? LightCurve.linear : .gamma
        var base = color
        base.w = 255
        let floor = LinearPicture(Picture(size: PixelSize(width: 1, height: 1), filledWith: base), in: curve).grid[0, 0]
        var linear = LinearPicture(self, in: curve)
        linear.layOn(floor)
        var result = Picture(linear, from: curve)
        result.colorSpace = colorSpace
        return result
    }
}

extension LinearPicture {
    /// Lays the picture on an opaque colour.
    fileprivate mutating func layOn(_ color: SIMD4<Float>) {
        grid = unsafe Grid(mapping: grid) { from, to, count in
            for index in 0..<count {
                let pixel = unsafe from[index]
                unsafe to[index] = pixel + color * (1 - pixel.w)
            }
        }
    }
}
