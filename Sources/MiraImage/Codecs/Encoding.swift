import CMiraCodecs

/// How a picture is written.
public struct EncodingOptions: Sendable {
    public var format: ImageFormat
    /// JPEG and WebP: 0 (worst) to 100.
    public var quality = 90
    /// PNG: 0 (fast) to 9 (small).
    public var pngLevel = 6
    /// WebP: whether to keep every pixel.
    public var lossless = false
    /// The profile to write; sRGB pictures get an sRGB chunk or a small sRGB profile when this is nil.
    public var iccProfile: ICCProfile?
    /// A raw TIFF block.
    public var exif: [UInt8]?
    /// An XMP packet, UTF-8.
    public var xmp: [UInt8]?
    /// PNG text entries (keyword, text); other formats have no place for them and leave them out.
    public var text: [(keyword: String, text: String)] = []
    public var density: PixelDensity?

    public init(_ format: ImageFormat) {
        self.format = format
    }
}

extension Picture {
    /// Encodes the picture. JPEG has no alpha: flatten first, or transparent pixels are laid on white.
    ///
    /// - Throws: `.invalidArgument` for a size that the format can't hold, `.fault` when the library fails.
    public func encoded(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        try options.check(size)
        switch options.format {
        case .png: return try encodedPNG(options)
        case .jpeg: return try encodedJPEG(options)
        case .webp: return try encodedWebP(options)
        }
    }

    private func encodedPNG(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let hasAlpha = hasTransparency
        var writer = try options.pngHeader(size, bits: 8, hasAlpha: hasAlpha, colorSpace: colorSpace)
        try unsafe grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe writer.appendPixels(
                size, bits: 8, hasAlpha: hasAlpha, level: options.pngLevel, UnsafeRawPointer(pixels.baseAddress))
        }
        writer.append("IEND", [])
        return writer.bytes
    }

    private func encodedJPEG(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let quality = min(max(options.quality, 0), 100)
        var settings = mira_jpeg_options(
            quality: Int32(quality), full_chroma: quality >= 90, density_x: 0, density_y: 0)
        return try unsafe flattenedOnWhite().grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe encodedBytes("JPEG") { out, count, message in
                // The grid holds width*height pixels of four bytes.
                unsafe mira_jpeg_encode(
                    UnsafeRawPointer(pixels.baseAddress)?.assumingMemoryBound(to: UInt8.self), UInt32(width),
                    UInt32(height), &settings, nil, 0, out, count, message)
            }
        }
    }

    private func encodedWebP(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let hasAlpha = hasTransparency
        return try unsafe grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe encodedBytes("WebP") { out, count, message in
                // The grid holds width*height pixels of four bytes.
                unsafe mira_webp_encode(
                    UnsafeRawPointer(pixels.baseAddress)?.assumingMemoryBound(to: UInt8.self), UInt32(width),
                    UInt32(height), hasAlpha, Int32(min(max(options.quality, 0), 100)), options.lossless, out, count,
                    message)
            }
        }
    }

    /// The picture without transparency: laid on white, as JPEG needs it.
    private func flattenedOnWhite() -> Picture {
        guard hasTransparency else { return self }
        var result = self
        var pixels = result.grid.mutablePixels
        for index in pixels.indices {
            let pixel = pixels[index]
            let alpha = UInt32(pixel.w)
            var flat = SIMD4<UInt8>(repeating: 255)
            for channel in 0..<3 {
                flat[channel] = UInt8((UInt32(pixel[channel]) &* alpha &+ 255 &* (255 &- alpha) &+ 127) / 255)
            }
            pixels[index] = flat
        }
        return result
    }
}

extension EncodingOptions {
    /// Checks that the format can hold a picture of `size`.
    func check(_ size: PixelSize) throws(ImageError) {
        let most =
            switch format {
            case .png: Int(Int32.max)
            case .jpeg: 65_500
            case .webp: 16_383
            }
        guard size.width > 0, size.height > 0, size.width <= most, size.height <= most else {
            throw ImageError(
                .invalidArgument,
                "expected 1 to \(most) pixels a side for \(format.rawValue) but found \(size); choose another size or format"
            )
        }
    }
}

/// Calls a C encoder, and takes over what it allocated.
func encodedBytes(
    _ what: String,
    _ body: (
        UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<CChar>
    ) -> mira_status
) throws(ImageError) -> [UInt8] {
    var out: UnsafeMutablePointer<UInt8>?
    var count = 0
    defer { unsafe mira_free(out) }
    try unsafe callCodec(what) { message in unsafe body(&out, &count, message) }
    // On success `out` holds `count` bytes.
    return unsafe Array(UnsafeBufferPointer(start: out, count: count))
}
