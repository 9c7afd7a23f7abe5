import CMiraCodecs

/// Calls a C function of `CMiraCodecs` and turns its failure into an error: "expected a sound PNG but found: …".
func callCodec(
    _ what: String, _ body: (UnsafeMutablePointer<CChar>) -> mira_status
) throws(ImageError) {
    var text = [CChar](repeating: 0, count: Int(MIRA_MESSAGE_SIZE))
    let status = unsafe text.withUnsafeMutableBufferPointer { buffer in
        // The buffer has the size that every function of the header writes to at most, and is never empty.
        guard let base = buffer.baseAddress else { return MIRA_FAULT }
        return unsafe body(base)
    }
    guard status != MIRA_OK else { return }
    let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    switch status {
    case MIRA_MALFORMED:
        throw ImageError(.malformed, "expected a sound \(what) but found damage (\(reason)); save or send it again")
    case MIRA_UNSUPPORTED:
        throw ImageError(.unsupported, "expected a common kind of \(what) but found \(reason); convert it first")
    case MIRA_LIMIT:
        throw ImageError(.limitExceeded, "expected a modest \(what) but found \(reason); save it again, smaller")
    default:
        throw ImageError(.fault, "\(what): \(reason)")
    }
}

/// Calls a C encoder, and takes over what it allocated.
func encodedBytes(
    _ what: String,
    _ body: (
        UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<CChar>
    ) -> mira_status
) throws(ImageError) -> [UInt8] {
    var out: UnsafeMutablePointer<UInt8>?
    var count = 0
    defer { unsafe mira_free(out) }
    try unsafe callCodec(what) { message in unsafe body(&out, &count, message) }
    // On success `out` holds `count` bytes.
    return unsafe Array(UnsafeBufferPointer(start: out, count: count))
}
