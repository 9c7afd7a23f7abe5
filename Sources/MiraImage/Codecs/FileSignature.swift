/// What a file is, by its first bytes.
enum FileSignature {
    /// The format of `bytes`.
    ///
    /// - Throws: `.unsupported` with the name of a known format that is not read and how to convert it, `.malformed` for anything
    ///   else.
    static func format(of bytes: [UInt8]) throws(ImageError) -> ImageFormat {
        if bytes.starts(with: PNGHeader.signature) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) { return .webp }
        if let foreign = ForeignFormat(bytes) {
            throw ImageError(
                .unsupported, "expected PNG, JPEG or WebP but found \(foreign.name); convert it first\(foreign.advice)")
        }
        throw ImageError(
            .malformed,
            "expected PNG, JPEG or WebP but found \(strangeness(of: bytes)); check that it is the right file")
    }

    /// What bytes of no known format look like, in a few words.
    private static func strangeness(of bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "an empty file" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "a PNG that was changed as if it were text" }
        if PNGHeader.signature.starts(with: bytes) || [0xFF, 0xD8].starts(with: bytes) {
            return "only the first bytes of one"
        }
        let start = bytes.prefix(1024)
        if start.allSatisfy({ $0 == 0 }) { return "zeros" }
        let isText = start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 || $0 == 10 || $0 == 13 }
        // A character may be cut at the end of the prefix.
        guard isText, (0...3).contains(where: { String(validating: start.dropLast($0), as: UTF8.self) != nil }) else {
            return "bytes of no known picture format"
        }
        let words = String(decoding: start, as: UTF8.self).lowercased()
        return words.contains("<html") || words.contains("<!doctype html") ? "a web page" : "text"
    }
}
