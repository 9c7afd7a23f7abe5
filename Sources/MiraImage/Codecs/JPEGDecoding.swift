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
            format: .jpeg, size: size, bitDepth: 8, colorModel: model, hasAlpha: false, xmp: xmp, density: density,
            notes: notes)
        info.read(exif: exif)
        info.read(icc: icc)
        return info
    }

    /// A reader of `bytes`, which must outlive it.
    func rows(of bytes: UnsafeBufferPointer<UInt8>, _ request: DecodingRequest) throws(ImageError) -> RowReader {
        let decoder = try unsafe JPEGDecoder(bytes)
        guard decoder.size == size, decoder.components == components else {
            throw ImageError(.malformed, "expected one frame header but found several; save or send it again")
        }
        // Adobe's programs write ink inverted, and so does everybody who marks a file as theirs.
        let part = try decoder.start(request, invertedInk: adobeTransform != nil)
        return RowReader(decoder, kind: components == 4 ? .cmyk : .eight, size: decoder.size, part: part)
    }
}

/// libjpeg over borrowed bytes.
@safe private final class JPEGDecoder: RowDecoder {
    private let handle: OpaquePointer
    private(set) var size: PixelSize
    let components: Int

    /// - Parameter bytes: must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImageError) {
        guard let opened = unsafe mira_jpeg_open(bytes.baseAddress, bytes.count) else {
            throw ImageError(.fault, "JPEG: out of memory")
        }
        var header = mira_jpeg_header()
        do throws(ImageError) {
            try unsafe callCodec("JPEG") { unsafe mira_jpeg_read_header(opened, &header, $0) }
        } catch {
            unsafe mira_jpeg_close(opened)
            throw error
        }
        unsafe handle = opened
        size = PixelSize(width: Int(header.width), height: Int(header.height))
        components = Int(header.components)
    }

    deinit { unsafe mira_jpeg_close(handle) }

    /// Begins decoding, and says which part comes.
    func start(_ request: DecodingRequest, invertedInk: Bool) throws(ImageError) -> PixelRect {
        let columns = request.part?.columns
        var settings = mira_jpeg_request(
            denominator: Int32(request.denominator), first_column: UInt32(columns?.lowerBound ?? 0),
            columns: UInt32(columns?.count ?? 0), inverted_ink: invertedInk)
        var header = mira_jpeg_header()
        try unsafe callCodec("JPEG") { unsafe mira_jpeg_start(handle, &settings, &header, $0) }
        size = PixelSize(width: Int(header.width), height: Int(header.height))
        let start = Int(header.first_column)
        let rows = request.part?.rows ?? 0..<size.height
        let part = PixelRect(columns: start..<start + Int(header.columns), rows: rows)
        try skip(rows.lowerBound, rowBytes: part.columns.count * 4)
        return part
    }

    private func skip(_ count: Int, rowBytes: Int) throws(ImageError) {
        guard count > 0 else { return }
        let most = 16
        let memory = UnsafeMutableRawPointer.allocate(byteCount: rowBytes * most, alignment: 64)
        defer { unsafe memory.deallocate() }
        for start in stride(from: 0, to: count, by: most) { try unsafe read(min(most, count - start), into: memory) }
    }

    func read(_ count: Int, into pixels: UnsafeMutableRawPointer) throws(ImageError) {
        // Whoever reads through `RowReader` has room for the rows, and asks for no more than there are.
        let samples = unsafe pixels.assumingMemoryBound(to: UInt8.self)
        try unsafe callCodec("JPEG") { unsafe mira_jpeg_read_rows(handle, samples, count, $0) }
    }

    var notes: [String] {
        unsafe mira_jpeg_damage(handle) > 0 ? ["the JPEG is damaged; what could be read was used"] : []
    }
}
