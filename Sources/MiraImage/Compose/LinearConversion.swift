import CMiraKernels

extension LinearPicture {
    /// The picture in linear light, premultiplied.
    public init(_ picture: Picture) {
        self.init(picture, in: .linear)
    }

    /// The picture premultiplied, in the light of `curve`.
    init(_ picture: Picture, in curve: LightCurve) {
        // A pixel is four bytes there and four floats here.
        grid = unsafe Grid(mapping: picture.grid) { from, to, count in
            unsafe mira_premultiply_rgba8_f32(
                UnsafeRawPointer(from).assumingMemoryBound(to: UInt8.self), count, curve.light,
                UnsafeMutableRawPointer(to).assumingMemoryBound(to: Float.self))
        }
    }
}

extension Picture {
    /// A linear picture brought to 8-bit sRGB, straight alpha; values over 1 are clipped, rounding is to the nearest.
    public init(_ linear: LinearPicture) {
        self.init(linear, from: .linear)
    }

    /// A premultiplied picture in the light of `curve`, brought to stored values and straight alpha.
    init(_ linear: LinearPicture, from curve: LightCurve) {
        // A pixel is four floats there and four bytes here.
        let pixels = unsafe Grid<SIMD4<UInt8>>(mapping: linear.grid) { from, to, count in
            var encoding = unsafe curve.encoding
            unsafe mira_encode_f32_rgba8(
                UnsafeRawPointer(from).assumingMemoryBound(to: Float.self), count, &encoding,
                UnsafeMutableRawPointer(to).assumingMemoryBound(to: UInt8.self))
        }
        self.init(pixels)
    }
}
