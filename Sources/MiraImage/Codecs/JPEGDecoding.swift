import CMiraCodecs

extension JPEGHeader {
    /// What the header means, without the pixels.
    func info() -> ImageInfo {
        let model: ImageInfo.ColorModel =
            switch components {
            case 1: .gray
            case 3: .rgb
            default: adobeTransform == 2 ? .ycck : .cmyk
            }
        var info = ImageInfo(
            format: .jpeg, size: size, bitDepth: 8, colorModel: model, hasAlpha: false,
            xmp: xmp, density: density, notes: notes)
        info.read(exif: exif)
        info.read(icc: icc)
        return info
    }

    func decodePixels(of bytes: [UInt8]) throws(ImageError) -> (pixels: DecodedImage.Pixels, notes: [String]) {
        // `bytes` is borrowed for the whole closure, longer than the reader lives.
        var result: Result<(DecodedImage.Pixels, [String]), ImageError> = .failure(ImageError(.fault, "not decoded"))
        unsafe bytes.withUnsafeBufferPointer { buffer in
            do throws(ImageError) {
                let reader = try unsafe JPEGReader(buffer)
                result = .success(try decode(reader))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private func decode(_ reader: JPEGReader) throws(ImageError) -> (DecodedImage.Pixels, [String]) {
        try reader.start(denominator: 1)
        guard reader.size == size, reader.components == components else {
            throw ImageError(.malformed, "expected one frame header but found several; save or send it again")
        }
        let height = size.height
        let grid = try unsafe Grid<SIMD4<UInt8>>.filled(size: size, what: "JPEG") { pixels, message in
            unsafe mira_jpeg_read_rows(reader.handle, pixels.baseAddress, height, message)
        }
        let notes = reader.damage > 0 ? ["the JPEG is damaged; what could be read was used"] : []
        guard components == 4 else { return (.eight(Picture(grid)), notes) }
        // Adobe's programs write ink inverted, and so does everybody who marks a file as theirs.
        return (.cmyk(CMYKPicture(grid, inverted: adobeTransform != nil)), notes)
    }
}

/// A JPEG decoder over borrowed bytes.
@safe final class JPEGReader {
    let handle: OpaquePointer
    private(set) var size = PixelSize(width: 0, height: 0)
    private(set) var components = 0

    /// - Parameter bytes: must outlive the reader.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImageError) {
        guard let opened = unsafe mira_jpeg_open(bytes.baseAddress, bytes.count) else {
            throw ImageError(.fault, "JPEG: out of memory")
        }
        unsafe handle = opened
        var header = mira_jpeg_header()
        try unsafe callCodec("JPEG") { unsafe mira_jpeg_read_header(opened, &header, $0) }
        size = PixelSize(width: Int(header.width), height: Int(header.height))
        components = Int(header.components)
    }

    deinit { unsafe mira_jpeg_close(handle) }

    /// Begins decoding at 1, 1/2, 1/4 or 1/8 of the size.
    func start(denominator: Int) throws(ImageError) {
        var header = mira_jpeg_header()
        try unsafe callCodec("JPEG") { unsafe mira_jpeg_start(handle, Int32(denominator), &header, $0) }
        size = PixelSize(width: Int(header.width), height: Int(header.height))
    }

    /// Damaged places passed over so far.
    var damage: Int { unsafe mira_jpeg_damage(handle) }
}
