/// Bounds that are checked on a header before memory is allocated for what it describes.
public struct Limits: Sendable, Hashable {
    /// Pixels of one picture.
    public var maxPixels = 100_000_000
    /// Pixels of one side.
    public var maxSide = 32_767
    /// Bytes of one encoded input.
    public var maxInputBytes = 64 << 20
    /// Frames of an animation that are looked at; the first is used.
    public var maxFrames = 64
    /// Bytes of decoded pixels of one picture.
    public var maxDecodedBytes = 512 << 20

    /// Safe defaults: 100 megapixels, 32 767 a side, 64 MiB of input, 64 frames, 512 MiB of pixels.
    public init() {}

    /// Checks the size of a header, with `bytesPerPixel` of the memory that it would take.
    ///
    /// - Throws: `.malformed` for an empty side, `.limitExceeded` with the limit and what was found.
    public func check(_ size: PixelSize, bytesPerPixel: Int = 4) throws(ImageError) {
        guard size.width > 0, size.height > 0 else {
            throw ImageError(.malformed, "expected a picture of at least 1x1 pixels but found \(size)")
        }
        guard size.width <= maxSide, size.height <= maxSide else {
            throw ImageError(
                .limitExceeded, "expected at most \(maxSide) pixels a side but found \(size); make the picture smaller")
        }
        // Both sides are within maxSide, so the products can't overflow.
        guard size.area <= maxPixels, size.area * bytesPerPixel <= maxDecodedBytes else {
            throw ImageError(
                .limitExceeded,
                "expected at most \(min(maxPixels, maxDecodedBytes / bytesPerPixel)) pixels but found \(size); "
                    + "make the picture smaller")
        }
    }

    /// Checks the length of an encoded input.
    ///
    /// - Throws: `.limitExceeded` with the limit and what was found.
    public func check(inputBytes count: Int) throws(ImageError) {
        guard count <= maxInputBytes else {
            throw ImageError(
                .limitExceeded,
                "expected at most \(maxInputBytes) bytes but found \(count); compress or shrink the picture")
        }
    }
}
