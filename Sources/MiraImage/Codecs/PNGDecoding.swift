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
    func rows(of bytes: UnsafeBufferPointer<UInt8>) -> RowReader {
        let kind: RowReader.Kind = bitDepth == 16 ? .sixteen : .eight
        let size = size
        let decoder = unsafe WholeDecoder(rowBytes: size.width * kind.bytesPerPixel, height: size.height) {
            pixels throws(ImageError) in
            try unsafe callCodec("PNG") { message in
                // `pixels` has room for size.height rows of four samples a pixel.
                unsafe mira_png_decode(
                    bytes.baseAddress, bytes.count, UInt32(size.width), UInt32(size.height), kind == .sixteen ? 16 : 8,
                    pixels, message)
            }
        }
        return RowReader(decoder, kind: kind, size: size, part: PixelRect(size))
    }
}
