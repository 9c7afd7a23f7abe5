/// A picture of 8-bit RGBA pixels with straight alpha, in sRGB unless `colorSpace` says otherwise.
///
/// - Shapes: `grid` is height×width, each pixel a `SIMD4<UInt8>` of R, G, B, A.
public struct Picture: Sendable, Equatable {
    /// The pixels.
    public var grid: Grid<SIMD4<UInt8>>
    /// What their numbers mean.
    public var colorSpace: ColorSpace

    /// A picture of one colour; transparent black by default.
    public init(size: PixelSize, filledWith color: SIMD4<UInt8> = .zero, colorSpace: ColorSpace = .sRGB) {
        self.init(Grid(size: size, filledWith: color), colorSpace: colorSpace)
    }

    /// A picture of these pixels.
    public init(_ grid: Grid<SIMD4<UInt8>>, colorSpace: ColorSpace = .sRGB) {
        self.grid = grid
        self.colorSpace = colorSpace
    }

    /// Number of columns and rows.
    public var size: PixelSize { grid.size }
    /// Number of columns.
    public var width: Int { grid.width }
    /// Number of rows.
    public var height: Int { grid.height }

    /// One pixel. For tests and odd pixels, not for loops.
    public subscript(x: Int, y: Int) -> SIMD4<UInt8> {
        get { grid[x, y] }
        set { grid[x, y] = newValue }
    }

    /// Whether any pixel has alpha under 255.
    public var hasTransparency: Bool {
        let pixels = grid.pixels
        for index in pixels.indices where pixels[index].w != 255 { return true }
        return false
    }
}

/// A picture of 16-bit RGBA pixels with straight alpha: what a 16-bit PNG holds until it is resampled.
public struct DeepPicture: Sendable, Equatable {
    /// The pixels.
    public var grid: Grid<SIMD4<UInt16>>
    /// What their numbers mean.
    public var colorSpace: ColorSpace

    /// A picture of these pixels.
    public init(_ grid: Grid<SIMD4<UInt16>>, colorSpace: ColorSpace = .sRGB) {
        self.grid = grid
        self.colorSpace = colorSpace
    }

    /// Number of columns and rows.
    public var size: PixelSize { grid.size }
}

/// A picture of 32-bit float RGBA pixels, premultiplied, linear light, sRGB primaries. Compositing happens here.
///
/// - Units: 1 is display white; values over 1 are allowed until the picture is encoded.
public struct LinearPicture: Sendable {
    /// The pixels.
    public var grid: Grid<SIMD4<Float>>

    /// A picture of one premultiplied linear colour; transparent by default.
    public init(size: PixelSize, filledWith color: SIMD4<Float> = .zero) {
        grid = Grid(size: size, filledWith: color)
    }

    /// A picture of these pixels.
    public init(_ grid: Grid<SIMD4<Float>>) {
        self.grid = grid
    }

    /// Number of columns and rows.
    public var size: PixelSize { grid.size }
    /// Number of columns.
    public var width: Int { grid.width }
    /// Number of rows.
    public var height: Int { grid.height }
}

/// One channel of 8 bits: 255 = inside, 0 = outside. A matte is a mask with meaningful values between.
public struct Mask: Sendable, Equatable {
    /// The values.
    public var grid: Grid<UInt8>

    /// A mask of one value; all outside by default.
    public init(size: PixelSize, filledWith value: UInt8 = 0) {
        grid = Grid(size: size, filledWith: value)
    }

    /// A mask of these values.
    public init(_ grid: Grid<UInt8>) {
        self.grid = grid
    }

    /// Number of columns and rows.
    public var size: PixelSize { grid.size }
    /// Number of columns.
    public var width: Int { grid.width }
    /// Number of rows.
    public var height: Int { grid.height }

    /// One value. For tests and odd pixels, not for loops.
    public subscript(x: Int, y: Int) -> UInt8 {
        get { grid[x, y] }
        set { grid[x, y] = newValue }
    }
}
