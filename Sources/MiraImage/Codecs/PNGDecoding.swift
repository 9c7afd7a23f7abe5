import CMiraCodecs

extension PNGHeader {
    /// What the header means, without the pixels.
    func info() -> ImageInfo {
        let model: ImageInfo.ColorModel = colorType == 3 ? .palette : colorType & 2 == 0 ? .gray : .rgb
        var info = ImageInfo(
            format: .png, size: size, bitDepth: bitDepth, colorModel: model,
            hasAlpha: colorType & 4 != 0 || hasTransparencyKey, isAnimated: isAnimated,
            xmp: xmp, density: density, notes: notes)
        info.read(exif: exif)
        info.read(icc: icc)
        return info
    }

    /// Decodes the default image: 16 bits stay 16 bits, everything else becomes 8.
    func decodePixels(of bytes: [UInt8]) throws(ImageError) -> DecodedImage.Pixels {
        if bitDepth == 16 {
            return .sixteen(DeepPicture(try decode(bytes, bits: 16, as: SIMD4<UInt16>.self)))
        }
        return .eight(Picture(try decode(bytes, bits: 8, as: SIMD4<UInt8>.self)))
    }

    private func decode<Pixel>(_ bytes: [UInt8], bits: Int32, as: Pixel.Type) throws(ImageError) -> Grid<Pixel> {
        let size = size
        return try unsafe Grid<Pixel>.filled(size: size) { pixels, message in
            // The grid holds width*height pixels of four samples, which is what the function writes.
            unsafe mira_png_decode(
                bytes, bytes.count, UInt32(size.width), UInt32(size.height), bits, pixels.baseAddress, message)
        }
    }
}

extension Grid {
    /// A grid that a decoder fills whole; an error of the decoder throws the grid away.
    static func filled(
        size: PixelSize, what: String = "PNG",
        _ fill: (UnsafeMutableBufferPointer<Pixel>, UnsafeMutablePointer<CChar>) -> mira_status
    ) throws(ImageError) -> Grid {
        var failure: ImageError?
        let grid = unsafe Grid(
            size: size,
            unsafeFill: { pixels in
                do throws(ImageError) {
                    try unsafe callCodec(what) { message in unsafe fill(pixels, message) }
                } catch {
                    failure = error
                }
            })
        if let failure { throw failure }
        return grid
    }
}
