import CMiraCodecs

/// Rows of a picture that its library can only decode at once.
@safe final class WholeDecoder: RowDecoder {
    private let rowBytes: Int
    private let height: Int
    private let decode: (UnsafeMutableRawPointer) throws(ImageError) -> Void
    private var pixels: UnsafeMutableRawPointer?
    private var next = 0
    let notes: [String] = []

    /// - Parameter decode: writes `height` rows of `rowBytes` bytes.
    init(
        rowBytes: Int, height: Int, decode: @escaping (UnsafeMutableRawPointer) throws(ImageError) -> Void
    ) {
        self.rowBytes = rowBytes
        self.height = height
        unsafe self.decode = decode
    }

    deinit { unsafe pixels?.deallocate() }

    func read(_ count: Int, into target: UnsafeMutableRawPointer) throws(ImageError) {
        // All rows at once need no memory between.
        if count == height, next == 0 {
            next = height
            try unsafe decode(target)
            return
        }
        if unsafe pixels == nil {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: rowBytes * height, alignment: 64)
            unsafe pixels = memory
            try unsafe decode(memory)
        }
        // `RowReader` asks for no more than `height` rows altogether.
        if let pixels = unsafe pixels {
            unsafe target.copyMemory(from: pixels + next * rowBytes, byteCount: count * rowBytes)
        }
        next += count
    }
}
