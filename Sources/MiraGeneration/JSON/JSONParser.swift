extension JSON {
    /// How much of a hostile document is taken.
    public struct ParsingLimits: Sendable {
        /// Arrays and objects inside one another.
        public var maxDepth = 64
        /// Values in the whole document; a value takes some 40 bytes of memory for as little as 2 bytes of text.
        public var maxValues = 1_000_000

        /// 64 levels, a million values.
        public init() {}
    }

    /// Reads a whole document of UTF-8, with or without a byte order mark. Of equal keys the last counts.
    ///
    /// - Throws: `GenerationError` `.malformed` with the place, for anything that RFC 8259 does not allow, for half of a
    ///   surrogate pair, for a number beyond a `Double`, and beyond `limits`.
    public init(parsing bytes: [UInt8], limits: ParsingLimits = ParsingLimits()) throws(GenerationError) {
        var parser = JSONParser(bytes: bytes, limits: limits)
        self = try parser.document()
    }

    /// Reads a whole document.
    ///
    /// - Throws: as `init(parsing:limits:)` of bytes.
    public init(parsing text: String) throws(GenerationError) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// A recursive descent over bytes; depth and number of values are bounded, so neither stack nor memory is the input's to choose.
private struct JSONParser {
    let bytes: [UInt8]
    let limits: JSON.ParsingLimits
    var position = 0
    var depth = 0
    var values = 0

    init(bytes: [UInt8], limits: JSON.ParsingLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(GenerationError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw unexpected("the end of the document") }
        return value
    }

    private mutating func value() throws(GenerationError) -> JSON {
        values += 1
        guard values <= limits.maxValues else {
            throw error("expected at most \(limits.maxValues) values but found more")
        }
        guard let first = peek else { throw unexpected("a value") }
        switch first {
        case UInt8(ascii: "{"): return try nested { parser throws(GenerationError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(GenerationError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(GenerationError) -> JSON
    ) throws(GenerationError) -> JSON {
        depth += 1
        guard depth <= limits.maxDepth else {
            throw error("expected at most \(limits.maxDepth) levels of nesting but found more")
        }
        position += 1
        skipSpace()
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(GenerationError) -> JSON {
        var elements: [JSON] = []
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw unexpected("a comma or ]") }
            skipSpace()
        }
    }

    private mutating func object() throws(GenerationError) -> JSON {
        var members: [JSON.Object.Member] = []
        if take("}") { return .object(JSON.Object()) }
        while true {
            guard peek == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw unexpected("a colon") }
            skipSpace()
            members.append(JSON.Object.Member(key, try value()))
            skipSpace()
            if take("}") { return .object(JSON.Object(members)) }
            guard take(",") else { throw unexpected("a comma or }") }
            skipSpace()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(GenerationError) -> JSON {
        for scalar in text.description.utf8 {
            guard peek == scalar else { throw unexpected(text.description) }
            position += 1
        }
        return value
    }

    private mutating func number() throws(GenerationError) -> JSON {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        var isInteger = true
        if take(".") {
            isInteger = false
            try digits()
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard position - start <= 400 else {
            position = start
            throw error("expected a number of at most 400 characters but found a longer one")
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let exact = Int64(text) { return .integer(exact) }
        guard let value = Double(text), value.isFinite else {
            position = start
            throw error("expected a number within the range of a double but found a larger one")
        }
        return .number(value)
    }

    private mutating func digits() throws(GenerationError) {
        guard let first = peek, Self.isDigit(first) else { throw unexpected("a digit") }
        while let next = peek, Self.isDigit(next) { position += 1 }
    }

    private mutating func string() throws(GenerationError) -> String {
        position += 1
        var start = position
        var unescaped: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                let end = position
                position += 1
                // The common string has no escape: its bytes are taken as they lie.
                let text =
                    unescaped.isEmpty
                    ? String(validating: bytes[start..<end], as: UTF8.self)
                    : String(validating: unescaped + bytes[start..<end], as: UTF8.self)
                guard let text else {
                    position = start
                    throw error("expected UTF-8 in a string but found other bytes")
                }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[start..<position]
                position += 1
                unescaped += try Array(String(escape()).utf8)
                start = position
            case 0..<0x20:
                throw error("expected control characters to be escaped but found one in a string")
            default:
                position += 1
            }
        }
        throw unexpected("the end of a string")
    }

    private mutating func escape() throws(GenerationError) -> Unicode.Scalar {
        guard let byte = peek else { throw unexpected("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            if unit < 0xDC00, take("\\"), take("u") {
                let low = try codeUnit()
                let combined = 0x10000 + (UInt32(unit & 0x3FF) << 10) + UInt32(low & 0x3FF)
                if (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(combined) { return scalar }
            }
            throw error("expected both halves of a surrogate pair but found one")
        default:
            position -= 1
            throw unexpected("an escape")
        }
    }

    private mutating func codeUnit() throws(GenerationError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Self.hexValue(byte) else { throw unexpected("four hexadecimal digits") }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private func unexpected(_ wanted: String) -> GenerationError {
        guard let byte = peek else { return error("expected \(wanted) but the document ends") }
        let found =
            (0x21...0x7E).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
        return error("expected \(wanted) but found \(found)")
    }

    private func error(_ message: String) -> GenerationError {
        GenerationError(.malformed, "\(message) at byte \(position) of the JSON")
    }
}
