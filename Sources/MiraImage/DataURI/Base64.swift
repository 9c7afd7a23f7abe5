import CMiraKernels

/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
public enum Base64 {
    /// Number of characters that `count` bytes take.
    public static func encodedCount(_ count: Int) -> Int { (count + 2) / 3 * 4 }

    /// The text of `bytes`.
    public static func encode(_ bytes: [UInt8]) -> String { encode(bytes, after: "") }

    /// Writes the text of `bytes` into `buffer`, and returns the number of characters.
    ///
    /// A buffer of fewer than `encodedCount(bytes.count)` bytes traps.
    public static func encode(_ bytes: Span<UInt8>, into buffer: inout MutableSpan<UInt8>) -> Int {
        precondition(buffer.count >= encodedCount(bytes.count), "the text has room in the buffer")
        return unsafe bytes.withUnsafeBufferPointer { source in
            unsafe buffer.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
                // The room was checked above.
                return unsafe mira_base64_encode(from, source.count, to)
            }
        }
    }

    /// `prefix` and the text of `bytes`, written straight into one string's memory.
    static func encode(_ bytes: [UInt8], after prefix: String) -> String {
        let start = prefix.utf8.count
        let count = start + encodedCount(bytes.count)
        return unsafe String(unsafeUninitializedCapacity: count) { target in
            for (index, byte) in prefix.utf8.enumerated() { unsafe target[index] = byte }
            return unsafe bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return start }
                // The string has room for prefix and text.
                return unsafe start + mira_base64_encode(from, source.count, to + start)
            }
        }
    }

    /// The bytes of `text`: padding may be missing, white space is skipped, and bits that the last character has too
    /// many are ignored, as browsers do.
    ///
    /// - Throws: `.malformed` for other characters (the URL-safe alphabet too) and for a text that breaks off,
    ///   `.limitExceeded` for more than `maxBytes`.
    public static func decode(_ text: String, maxBytes: Int = Limits().maxInputBytes) throws(ImageError) -> [UInt8] {
        try decode(Array(text.utf8)[...], maxBytes: maxBytes, percentEncoded: false)
    }

    /// The bytes of `text`, in which `%3D` may stand for `=` and so on where `percentEncoded` says so.
    static func decode(
        _ text: ArraySlice<UInt8>, maxBytes: Int, percentEncoded: Bool
    ) throws(ImageError) -> [UInt8] {
        // White space and escapes only make it fewer.
        let capacity = min(text.count / 4 * 3 + 3, maxBytes)
        var decoder = Base64Decoder(maxBytes: maxBytes, percentEncoded: percentEncoded)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            // Arrays may have more room than was asked for.
            let room = unsafe UnsafeMutableBufferPointer(rebasing: target[..<capacity])
            count = unsafe text.withUnsafeBufferPointer { source in unsafe decoder.run(source, room) }
        }
        if let error = decoder.error { throw error }
        return bytes
    }
}

/// Runs of plain text go through the kernel; what interrupts them is read character by character.
private struct Base64Decoder {
    let maxBytes: Int
    let percentEncoded: Bool
    private(set) var error: ImageError?

    /// Up to three characters of a group that is not complete, six bits each.
    private var bits: UInt32 = 0
    private var pending = 0
    private var padding = 0

    init(maxBytes: Int, percentEncoded: Bool) {
        self.maxBytes = maxBytes
        self.percentEncoded = percentEncoded
    }

    /// Decodes into `target`, and returns the number of bytes.
    mutating func run(_ text: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var (read, written) = (0, 0)
        while read < text.count {
            if pending == 0, padding == 0, let from = text.baseAddress, let to = target.baseAddress {
                var consumed = 0
                // Both pointers are moved within their buffers.
                unsafe written += mira_base64_decode(
                    from + read, text.count - read, to + written, target.count - written, &consumed)
                read += consumed
                if read == text.count { break }
            }
            guard let character = unsafe next(text, &read) else { return written }
            guard unsafe take(character, target, &written) else { return written }
        }
        unsafe finish(target, &written)
        return written
    }

    /// The next character, with its escape undone; nil after an error.
    private mutating func next(_ text: UnsafeBufferPointer<UInt8>, _ read: inout Int) -> UInt8? {
        let character = unsafe text[read]
        read += 1
        guard percentEncoded, character == UInt8(ascii: "%") else { return character }
        guard read + 1 < text.count, let high = unsafe hexDigit(text[read]), let low = unsafe hexDigit(text[read + 1])
        else {
            fail("expected two hexadecimal digits after % in a data-URI")
            return nil
        }
        read += 2
        return high << 4 | low
    }

    /// Takes one character; false ends the work.
    private mutating func take(
        _ character: UInt8, _ target: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int
    ) -> Bool {
        if character.isWhiteSpace { return true }
        if character == UInt8(ascii: "=") {
            padding += 1
            return true
        }
        guard let value = base64Value(character) else {
            let isPrintable = (33...126).contains(character)
            let found = isPrintable ? "\(Character(UnicodeScalar(character)))" : "byte \(character)"
            let isURLSafe = character == UInt8(ascii: "-") || character == UInt8(ascii: "_")
            return fail(
                isURLSafe
                    ? "expected base64 with + and / but found \(found) of the URL-safe alphabet; "
                        + "encode it with the standard one"
                    : "expected base64 but found \(found)")
        }
        guard padding == 0 else { return fail("expected the end of the base64 after = but found more") }
        bits = bits << 6 | UInt32(value)
        pending += 1
        guard pending == 4 else { return true }
        pending = 0
        return unsafe put(3, target, &written)
    }

    /// Writes the group that is not complete, and checks that the text ends where it may.
    private mutating func finish(_ target: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int) {
        guard pending != 1 else {
            fail("expected the base64 to end after whole bytes but one character is left over; it may be cut off")
            return
        }
        let due = (4 - pending) % 4
        guard padding == 0 || padding == due else {
            fail("expected \(due) = at the end of the base64 but found \(padding)")
            return
        }
        guard pending > 0 else { return }
        bits <<= UInt32(6 * due)
        _ = unsafe put(pending - 1, target, &written)
    }

    /// Writes the first `count` of the three bytes that `bits` ends in.
    private mutating func put(
        _ count: Int, _ target: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int
    ) -> Bool {
        guard target.count - written >= count else {
            error = ImageError(
                .limitExceeded, "expected at most \(maxBytes) bytes but found more; compress or shrink the picture")
            return false
        }
        for index in 0..<count {
            unsafe target[written] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * index))
            written += 1
        }
        return true
    }

    @discardableResult
    private mutating func fail(_ message: String) -> Bool {
        error = ImageError(.malformed, message)
        return false
    }
}

private func base64Value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}

/// The value of a hexadecimal digit, or nil.
func hexDigit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
}

extension UInt8 {
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    var isWhiteSpace: Bool { self == 32 || (9...13).contains(self) }
}
