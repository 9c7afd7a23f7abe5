import CMiraCodecs

extension Picture {
    func encodedJPEG(_ options: EncodingOptions) throws(ImageError) -> [UInt8] {
        let quality = options.clampedQuality
        let density = options.density.map { [$0.x, $0.y].map { UInt16(min(max($0.rounded(), 1), 65535)) } } ?? [0, 0]
        var settings = mira_jpeg_options(
            quality: Int32(quality), full_chroma: quality >= 90, density_x: density[0], density_y: density[1])
        let segments = try options.jpegSegments(colorSpace)
        return try unsafe laidOnWhite().grid.withUnsafePixels { pixels throws(ImageError) in
            try unsafe encodedBytes("JPEG") { out, count, message in
                // The grid holds width*height pixels of four bytes.
                unsafe mira_jpeg_encode(
                    UnsafeRawPointer(pixels.baseAddress)?.assumingMemoryBound(to: UInt8.self), UInt32(width),
                    UInt32(height), &settings, segments, segments.count, out, count, message)
            }
        }
    }

    /// The picture without transparency.
    private func laidOnWhite() -> Picture {
        guard hasTransparency else { return self }
        var result = self
        result.grid.map { pixel in
            let alpha = UInt16(pixel.w)
            let colour = SIMD4<UInt16>(truncatingIfNeeded: pixel) &* alpha &+ 255 &* (255 &- alpha) &+ 128
            // Exact division by 255 with rounding.
            var flat = SIMD4<UInt8>(truncatingIfNeeded: (colour &+ (colour &>> 8)) &>> 8)
            flat.w = 255
            return flat
        }
        return result
    }
}

extension EncodingOptions {
    /// The metadata as marker segments.
    fileprivate func jpegSegments(_ space: ColorSpace) throws(ImageError) -> [UInt8] {
        var segments: [UInt8] = []
        if let exif = uprightEXIF { try segments.append(marker: 0xE1, "Exif\0\0", exif, what: "EXIF") }
        if let xmp { try segments.append(marker: 0xE1, "http://ns.adobe.com/xap/1.0/\0", xmp, what: "XMP") }
        let profile = profile(for: space).bytes
        let most = 65_519
        let parts = (profile.count + most - 1) / most
        guard parts <= 255 else {
            throw ImageError(
                .invalidArgument,
                "expected a colour profile of at most 16 MiB for JPEG but found \(profile.count) bytes; use PNG")
        }
        for part in 0..<parts {
            let data = [UInt8(part + 1), UInt8(parts)] + profile[part * most..<min(profile.count, (part + 1) * most)]
            try segments.append(marker: 0xE2, "ICC_PROFILE\0", data, what: "a colour profile")
        }
        return segments
    }
}

extension Array where Element == UInt8 {
    fileprivate mutating func append(
        marker: UInt8, _ name: StaticString, _ data: [UInt8], what: String
    ) throws(ImageError) {
        let length = 2 + name.utf8CodeUnitCount + data.count
        guard length <= 65_535 else {
            throw ImageError(
                .invalidArgument,
                "expected \(what) of at most 64 KiB for JPEG but found \(data.count) bytes; leave it out or use PNG")
        }
        self += [0xFF, marker]
        appendBigEndian16(length)
        append(ascii: name)
        self += data
    }
}
