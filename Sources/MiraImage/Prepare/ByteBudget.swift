/// A file that keeps to a number of bytes.
struct BudgetedFile {
    var bytes: [UInt8]
    var quality: Int
    var transform: FitTransform
    var notes: [String] = []
}

/// A picture in its box, ready to be written in different ways.
struct FittedForEncoding {
    let transform: FitTransform
    let encoded: (EncodingOptions) throws(ImageError) -> [UInt8]
}

/// Encodes what `fit` makes of a box, so that it takes at most `maxBytes`: by the best quality that serves, and by a smaller box
/// where none does.
///
/// - Parameter box: nil: the size must stay.
/// - Throws: `.limitExceeded` where nothing is small enough.
func smallEnough(
    _ maxBytes: Int?, encoding: EncodingOptions, box: PixelSize?,
    fit: (PixelSize?) throws(ImageError) -> FittedForEncoding
) throws(ImageError) -> BudgetedFile {
    var box = box
    var isSmaller = false
    while true {
        let fitted = try fit(box)
        let transform = fitted.transform
        let file = try bestQuality(of: fitted, within: maxBytes ?? .max, encoding: encoding)
        if file.bytes.count <= maxBytes ?? .max {
            var result = BudgetedFile(bytes: file.bytes, quality: file.quality, transform: transform)
            if file.quality != encoding.quality {
                result.notes.append("quality lowered to \(file.quality) to keep to the bytes")
            }
            if isSmaller { result.notes.append("size lowered to \(transform.result) to keep to the bytes") }
            return result
        }
        guard let last = box, last.width > 1 || last.height > 1 else {
            throw ImageError(
                .limitExceeded,
                "expected at most \(maxBytes ?? 0) bytes but found \(file.bytes.count) at \(transform.result) and quality "
                    + "\(file.quality); allow more bytes\(box == nil ? " or another size" : "")")
        }
        // Bytes go with the area; a little less, so that the end is near.
        let scale = min(0.95, (Double(maxBytes ?? 0) / Double(file.bytes.count)).squareRoot() * 0.97)
        box = PixelSize(
            width: max(1, Int(Double(last.width) * scale)), height: max(1, Int(Double(last.height) * scale)))
        isSmaller = true
    }
}

/// The file of the best quality that keeps to `maxBytes`, else the smallest that is still worth looking at.
private func bestQuality(
    of picture: FittedForEncoding, within maxBytes: Int, encoding: EncodingOptions
) throws(ImageError) -> (bytes: [UInt8], quality: Int) {
    var encoding = encoding
    let first = try picture.encoded(encoding)
    if first.count <= maxBytes { return (first, encoding.quality) }
    if encoding.format == .png {
        encoding.pngLevel = 9
        return (try picture.encoded(encoding), encoding.quality)
    }
    // Below 40, a smaller picture looks better than a worse one.
    var fitting = min(encoding.quality, 40)
    var tooGood = encoding.quality
    encoding.quality = fitting
    var best = try picture.encoded(encoding)
    guard best.count <= maxBytes else { return (best, fitting) }
    while tooGood - fitting > 1 {
        encoding.quality = (tooGood + fitting) / 2
        let bytes = try picture.encoded(encoding)
        if bytes.count <= maxBytes {
            (best, fitting) = (bytes, encoding.quality)
        } else {
            tooGood = encoding.quality
        }
    }
    return (best, fitting)
}
