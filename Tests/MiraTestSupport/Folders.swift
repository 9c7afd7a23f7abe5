public import MiraImage

/// The root of the package, found from this file's own place.
public let packageRoot: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
}()

/// A smooth test picture with every pixel different from its neighbours; no file needed.
public func gradientPicture(width: Int, height: Int, alpha: UInt8 = 255) -> Picture {
    var picture = Picture(size: PixelSize(width: width, height: height))
    for y in 0..<height {
        for x in 0..<width {
            picture[x, y] = SIMD4(
                UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), UInt8((x * 7 + y * 13) & 255),
                alpha)
        }
    }
    return picture
}
