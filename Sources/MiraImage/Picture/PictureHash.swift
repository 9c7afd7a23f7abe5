/// SHA-256 of a picture's pixels as straight RGBA8 rows from top to bottom without padding, in hexadecimal digits.
public func sha256Hex(_ picture: Picture) -> String {
    unsafe picture.grid.withUnsafePixels { pixels in
        // Four bytes a pixel without gaps; the span does not outlive the closure.
        unsafe pixels.withMemoryRebound(to: UInt8.self) { unsafe sha256Hex(Span(_unsafeElements: $0)) }
    }
}
