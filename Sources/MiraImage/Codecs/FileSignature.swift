/// What a file is, by its first bytes.
enum FileSignature {
    /// The format of `bytes`.
    ///
    /// - Throws: `.unsupported` with the name of a picture format that is not read, `.malformed` for anything else.
    static func format(of bytes: [UInt8]) throws(ImageError) -> ImageFormat {
        if bytes.starts(with: PNGHeader.signature) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) { return .webp }
        throw ImageError(
            .malformed, "expected PNG, JPEG or WebP but found \(bytes.isEmpty ? "an empty file" : "other bytes")")
    }
}
