/// A height×width array of values: rows from top to bottom, contiguous, 64-byte aligned, copied when written to while shared.
///
/// `Picture`, `LinearPicture` and `Mask` are grids with a meaning; a `Grid<Float>` serves for depth, occlusion and the like.
public struct Grid<Pixel: BitwiseCopyable & Sendable>: Sendable {
    /// Number of columns and rows.
    public let size: PixelSize
    private var storage: PixelStorage<Pixel>

    /// A grid whose every value is `value`.
    public init(size: PixelSize, filledWith value: Pixel) {
        self.size = size
        storage = PixelStorage(count: size.area)
        unsafe storage.base.initialize(repeating: value, count: size.area)
    }

    /// A grid of `size` filled by `fill`, which must write every value: it is handed uninitialised memory.
    init(size: PixelSize, unsafeFill fill: (UnsafeMutableBufferPointer<Pixel>) -> Void) {
        self.size = size
        storage = PixelStorage(count: size.area)
        unsafe fill(UnsafeMutableBufferPointer(start: storage.base, count: size.area))
    }

    /// Number of columns.
    public var width: Int { size.width }
    /// Number of rows.
    public var height: Int { size.height }

    /// All values, row by row. Hoist it out of loops: one access per picture.
    public var pixels: Span<Pixel> {
        @_lifetime(borrow self)
        get {
            // The storage lives as long as `self` and holds exactly `size.area` initialised values.
            // In a local, because Swift 6.3.1 fails to optimise a span that depends on a field of a class.
            let base = unsafe storage.base
            let span = unsafe Span(_unsafeStart: base, count: size.area)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// All values for writing; copies the storage first where it is shared.
    public var mutablePixels: MutableSpan<Pixel> {
        @_lifetime(&self)
        mutating get {
            makeUnique()
            let base = unsafe storage.base
            let span = unsafe MutableSpan(_unsafeStart: base, count: size.area)
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// Calls `body` with the values as a buffer pointer, for C kernels. The pointer must not escape.
    public func withUnsafePixels<R, E: Error>(
        _ body: (UnsafeBufferPointer<Pixel>) throws(E) -> R
    ) throws(E) -> R {
        try unsafe body(UnsafeBufferPointer(start: storage.base, count: size.area))
    }

    /// Calls `body` with the values for writing, for C kernels and row-parallel loops. The pointer must not escape.
    public mutating func withUnsafeMutablePixels<R, E: Error>(
        _ body: (UnsafeMutableBufferPointer<Pixel>) throws(E) -> R
    ) throws(E) -> R {
        makeUnique()
        return try unsafe body(UnsafeMutableBufferPointer(start: storage.base, count: size.area))
    }

    /// One value; a coordinate outside the grid traps. For tests and odd pixels, not for loops.
    public subscript(x: Int, y: Int) -> Pixel {
        get {
            precondition((0..<width).contains(x) && (0..<height).contains(y), "outside the grid")
            return pixels[y * width + x]
        }
        set {
            precondition((0..<width).contains(x) && (0..<height).contains(y), "outside the grid")
            let index = y * width + x
            var all = mutablePixels
            all[index] = newValue
        }
    }

    private mutating func makeUnique() {
        guard !isKnownUniquelyReferenced(&storage) else { return }
        let copy = PixelStorage<Pixel>(count: size.area)
        unsafe copy.base.initialize(from: storage.base, count: size.area)
        storage = copy
    }
}

extension Grid: Equatable where Pixel: Equatable {
    /// Whether size and every value are equal.
    public static func == (a: Grid, b: Grid) -> Bool {
        guard a.size == b.size else { return false }
        let (left, right) = (a.pixels, b.pixels)
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}

/// Owns aligned memory for `count` values. Written only through a uniquely referenced `Grid`, hence safe to share.
@safe private final class PixelStorage<Pixel: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Pixel>

    init(count: Int) {
        // 64 bytes of slack let kernels load a whole vector at the last pixel.
        let bytes = count * MemoryLayout<Pixel>.stride + 64
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        unsafe base = raw.bindMemory(to: Pixel.self, capacity: count)
    }

    deinit {
        unsafe UnsafeMutableRawPointer(base).deallocate()
    }
}
