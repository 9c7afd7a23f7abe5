import CMiraCodecs

extension PNGHeader {
    /// What the header means, without the pixels.
    func info() -> ImageInfo {
        let model: ImageInfo.ColorModel = colorType == 3 ? .palette : colorType & 2 == 0 ? .gray : .rgb
        var info = ImageInfo(
            format: .png, size: size, bitDepth: bitDepth, colorModel: model,
            hasAlpha: colorType & 4 != 0 || hasTransparencyKey, isAnimated: isAnimated, xmp: xmp, density: density,
            notes: notes)
        info.read(exif: exif)
        info.read(icc: icc)
        return info
    }

    /// A reader of the default image of `bytes`, which must outlive it: 16 bits stay 16 bits, everything else becomes 8.
    ///
    /// Common kinds go the fast way; the others, and whatever is not in perfect order, are libpng's to decode or refuse.
    func rows(of bytes: UnsafeBufferPointer<UInt8>) throws(ImageError) -> RowReader {
        let kind: RowReader.Kind = bitDepth == 16 ? .sixteen : .eight
        let fast = try unsafe PNGDecoder(bytes)
        return unsafe RowReader(fast ?? whole(bytes, kind), kind: kind, size: size, part: PixelRect(size))
    }

    private func whole(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: RowReader.Kind) -> any RowDecoder {
        let size = size
        return unsafe WholeDecoder(rowBytes: size.width * kind.bytesPerPixel, height: size.height) {
            pixels throws(ImageError) in
            try unsafe callCodec("PNG") { message in
                // `pixels` has room for size.height rows of four samples a pixel.
                unsafe mira_png_decode(
                    bytes.baseAddress, bytes.count, UInt32(size.width), UInt32(size.height), kind == .sixteen ? 16 : 8,
                    pixels, message)
            }
        }
    }
}

/// The fast way for PNGs of common kinds.
@safe private final class PNGDecoder: RowDecoder {
    private let handle: OpaquePointer
    let notes: [String] = []

    /// Nil for another kind, and where anything is wrong.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImageError) {
        var opened: OpaquePointer?
        try unsafe callCodec("PNG") { message in
            let status = unsafe mira_png_open_rows(bytes.baseAddress, bytes.count, &opened, message)
            return status == MIRA_UNSUPPORTED ? MIRA_OK : status
        }
        guard let opened = unsafe opened else { return nil }
        unsafe handle = opened
    }

    deinit { unsafe mira_png_close_rows(handle) }

    func read(_ count: Int, into pixels: UnsafeMutableRawPointer) throws(ImageError) {
        // Whoever reads through `RowReader` has room for the rows.
        try unsafe callCodec("PNG") { unsafe mira_png_read_rows(handle, pixels, count, $0) }
    }
}
