/// A picture of 8-bit cyan, magenta, yellow and black, 255 = full ink.
public struct CMYKPicture: Sendable, Equatable {
    /// Height×width, each pixel C, M, Y, K.
    public var grid: Grid<SIMD4<UInt8>>
    /// What the inks look like; nil = unknown.
    public var profile: ICCProfile?

    /// A picture of such pixels.
    public init(_ grid: Grid<SIMD4<UInt8>>, profile: ICCProfile? = nil) {
        self.grid = grid
        self.profile = profile
    }

    /// Ink as JPEG files store it; `inverted`: 255 = no ink.
    init(_ grid: Grid<SIMD4<UInt8>>, inverted: Bool) {
        self.grid = grid
        if inverted { self.grid.map { .max &- $0 } }
    }

    /// Width and height.
    public var size: PixelSize { grid.size }
}

extension Picture {
    /// Ink on white paper by the plain formula (255 − C)(255 − K) / 255, rounded to the nearest; opaque.
    public init(_ ink: CMYKPicture) {
        self.init(ink.grid)
        grid.map { ink in
            let light = SIMD4<UInt16>(truncatingIfNeeded: .max &- ink)
            // Exact division of up to 255·255 by 255 with rounding.
            let product = light &* light.w &+ 128
            var pixel = SIMD4<UInt8>(truncatingIfNeeded: (product &+ (product &>> 8)) &>> 8)
            pixel.w = 255
            return pixel
        }
    }
}

extension Grid {
    /// Replaces each value.
    mutating func map(_ transform: (Pixel) -> Pixel) {
        var all = mutablePixels
        for index in all.indices { all[index] = transform(all[index]) }
    }
}
