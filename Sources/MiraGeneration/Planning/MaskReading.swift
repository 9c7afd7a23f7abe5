import MiraImage

/// Reads a request's mask.
struct MaskReading {
    let limits: Limits

    /// The kept part of `reference`: the mask's alpha, 255 = kept, 0 = may be painted; size of the reference.
    ///
    /// - Throws: `.invalidImage`, `.invalidValue` for one without alpha or of another size; both name `mask`.
    func mask(_ bytes: [UInt8], for reference: PreparedReference) throws(GenerationError) -> Mask {
        let picture: Picture
        do {
            guard try ImageDecoder.info(of: bytes, limits: limits).hasAlpha else {
                throw GenerationError(
                    .invalidValue,
                    "expected a mask with an alpha channel (0 = may be painted) but found none; save it as a PNG with transparency",
                    parameter: "mask")
            }
            picture = try Picture(decoding: bytes, limits: limits)
        } catch let error as ImageError {
            throw GenerationError(error, of: "mask")
        } catch let error as GenerationError {
            throw error
        } catch {
            throw GenerationError(.fault, "expected a mask but found \(error); please report it")
        }
        guard picture.size == reference.picture.size else {
            throw GenerationError(
                .invalidValue,
                "expected a mask of \(reference.picture.size), the size of \(reference.name), but found \(picture.size); "
                    + "make it the same size",
                parameter: "mask")
        }
        return Mask(alphaOf: picture)
    }
}

extension Mask {
    /// The share of the border's pixels that are inside.
    var touchedBorderShare: Double {
        let values = grid.pixels
        var inside = 0
        for x in 0..<width {
            inside += values[x] >= 128 ? 1 : 0
            inside += values[(height - 1) * width + x] >= 128 ? 1 : 0
        }
        for y in 0..<height {
            inside += values[y * width] >= 128 ? 1 : 0
            inside += values[y * width + width - 1] >= 128 ? 1 : 0
        }
        return Double(inside) / Double(2 * (width + height))
    }
}

extension Picture {
    /// The picture with its alpha multiplied by `mask` of the same size.
    func withAlpha(_ mask: Mask) -> Picture {
        precondition(mask.size == size, "a mask of another size")
        var result = self
        let values = mask.grid.pixels
        var pixels = result.grid.mutablePixels
        for index in pixels.indices {
            let alpha = UInt32(pixels[index].w) * UInt32(values[index])
            pixels[index].w = UInt8((alpha + 127) / 255)
        }
        return result
    }
}
