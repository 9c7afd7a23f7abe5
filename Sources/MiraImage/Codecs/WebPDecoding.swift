import CMiraCodecs

extension WebPContainer {
    /// What the header means, without the pixels.
    func info() -> ImageInfo {
        var info = ImageInfo(
            format: .webp, size: size, bitDepth: 8, colorModel: .rgb, hasAlpha: hasAlpha, isAnimated: isAnimated,
            xmp: xmp, notes: notes)
        info.read(exif: exif)
        info.read(icc: icc)
        return info
    }

    /// A reader of the first frame of `bytes`, which must outlive it, as it is shown: on a transparent canvas, where it lies.
    func rows(of bytes: UnsafeBufferPointer<UInt8>) -> RowReader {
        let (size, frame) = (size, frame)
        let part = unsafe UnsafeBufferPointer(rebasing: bytes[picture])
        let decoder = unsafe WholeDecoder(rowBytes: size.width * 4, height: size.height) { pixels throws(ImageError) in
            if frame.size != size {
                unsafe pixels.initializeMemory(as: UInt8.self, repeating: 0, count: size.area * 4)
            }
            // The frame lies inside the canvas, so its first pixel and all its rows are within the memory for that.
            let first = unsafe pixels + (frame.y * size.width + frame.x) * 4
            try unsafe callCodec("WebP") { message in
                unsafe mira_webp_decode(
                    part.baseAddress, part.count, UInt32(frame.size.width), UInt32(frame.size.height),
                    first.assumingMemoryBound(to: UInt8.self), size.width * 4, message)
            }
        }
        return RowReader(decoder, kind: .eight, size: size, part: PixelRect(size))
    }
}
