/// A data-URI (RFC 2397) and the bytes that it carries.
///
/// What the bytes are is worked out from them alone; the type that the URI declares is ignored.
public struct DataURI: Sendable, Hashable {
    /// The bytes that the URI carries.
    public let bytes: [UInt8]

    /// Whether `text` starts like a data-URI, in any letter case.
    public static func isDataURI(_ text: String) -> Bool {
        text.utf8.prefix(5).equalsIgnoringCase("data:")
    }

    /// `data:MEDIATYPE;base64,…` of `bytes`, in one string.
    public static func encode(_ bytes: [UInt8], mediaType: String) -> String {
        Base64.encode(bytes, after: "data:\(mediaType);base64,")
    }

    /// Reads a data-URI, with base64 or with percent-encoding.
    ///
    /// Base64 may be wrapped, escaped and without its padding; bits that its last character has too many are ignored.
    /// White space around the URI is left out, and so is a fragment (`#…`).
    ///
    /// - Throws: `.malformed` with what is wrong, `.limitExceeded` for more than `limits.maxInputBytes`; no more than
    ///   that is ever allocated for the bytes.
    public init(parsing text: String, limits: Limits = Limits()) throws(ImageError) {
        let all = Array(text.utf8)
        let start = all.firstIndex { !$0.isWhiteSpace } ?? all.endIndex
        let end = all.lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? start
        let uri = all[start..<end]
        guard uri.prefix(5).equalsIgnoringCase("data:") else {
            throw ImageError(.malformed, "expected a data-URI that starts with data: but found something else")
        }
        guard let comma = uri.firstIndex(of: UInt8(ascii: ",")) else {
            throw ImageError(.malformed, "expected a comma before the data of a data-URI but found none")
        }
        let fragment = uri[comma...].firstIndex(of: UInt8(ascii: "#"))
        let payload = uri[(comma + 1)..<(fragment ?? uri.endIndex)]
        if try Self.isBase64(uri[(uri.startIndex + 5)..<comma]) {
            bytes = try Base64.decode(payload, maxBytes: limits.maxInputBytes, percentEncoded: true)
        } else {
            bytes = try Self.unescaped(payload, maxBytes: limits.maxInputBytes)
        }
    }

    /// Whether the last parameter of a header is `base64`, in any letter case.
    private static func isBase64(_ header: ArraySlice<UInt8>) throws(ImageError) -> Bool {
        let parameters = header.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).dropFirst()
        let marks = parameters.map { $0.filter { !$0.isWhiteSpace }.equalsIgnoringCase("base64") }
        guard let first = marks.firstIndex(of: true) else { return false }
        guard first == marks.count - 1 else {
            throw ImageError(.malformed, "expected ;base64 as the last parameter of a data-URI but found more after it")
        }
        return true
    }

    /// The bytes with their escapes undone; line breaks and tabs are left out.
    private static func unescaped(_ text: ArraySlice<UInt8>, maxBytes: Int) throws(ImageError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(text.count, maxBytes))
        var index = text.startIndex
        while index < text.endIndex {
            var byte = text[index]
            index += 1
            if byte == 9 || byte == 10 || byte == 13 { continue }
            if byte == UInt8(ascii: "%") {
                guard index + 1 < text.endIndex, let high = hexDigit(text[index]), let low = hexDigit(text[index + 1])
                else { throw ImageError(.malformed, "expected two hexadecimal digits after % in a data-URI") }
                byte = high << 4 | low
                index += 2
            }
            guard bytes.count < maxBytes else {
                throw ImageError(
                    .limitExceeded, "expected at most \(maxBytes) bytes but found more; compress or shrink the picture")
            }
            bytes.append(byte)
        }
        return bytes
    }
}

extension Sequence<UInt8> {
    /// Whether the ASCII letters are those of `text` (in small letters), in any letter case, and all else is equal.
    fileprivate func equalsIgnoringCase(_ text: StaticString) -> Bool {
        elementsEqual(text.description.utf8) { ($0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0) == $1 }
    }
}
