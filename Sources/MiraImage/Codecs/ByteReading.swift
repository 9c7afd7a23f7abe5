/// Bounds-checked reading of file headers: nil where the bytes end too early.
extension Array where Element == UInt8 {
    func bigEndian16(at index: Int) -> Int? {
        guard index >= 0, index <= count - 2 else { return nil }
        return Int(self[index]) << 8 | Int(self[index + 1])
    }

    func bigEndian32(at index: Int) -> Int? {
        guard index >= 0, index <= count - 4 else { return nil }
        return Int(self[index]) << 24 | Int(self[index + 1]) << 16 | Int(self[index + 2]) << 8 | Int(self[index + 3])
    }

    func littleEndian16(at index: Int) -> Int? {
        guard index >= 0, index <= count - 2 else { return nil }
        return Int(self[index]) | Int(self[index + 1]) << 8
    }

    func littleEndian24(at index: Int) -> Int? {
        guard index >= 0, index <= count - 3 else { return nil }
        return Int(self[index]) | Int(self[index + 1]) << 8 | Int(self[index + 2]) << 16
    }

    func littleEndian32(at index: Int) -> Int? {
        guard index >= 0, index <= count - 4 else { return nil }
        return Int(self[index]) | Int(self[index + 1]) << 8 | Int(self[index + 2]) << 16 | Int(self[index + 3]) << 24
    }

    /// Whether `text`, ASCII, stands at `index`.
    func has(_ text: StaticString, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index >= 0, index <= count - length else { return false }
        return text.withUTF8Buffer { unsafe $0.elementsEqual(self[index..<index + length]) }
    }

    /// The four characters at `index`, as they stand in chunk names.
    func name(at index: Int) -> String? {
        guard index >= 0, index <= count - 4 else { return nil }
        return String(decoding: self[index..<index + 4], as: UTF8.self)
    }
}

/// Appending of integers, for headers that are written.
extension Array where Element == UInt8 {
    mutating func append(ascii text: StaticString) {
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }

    mutating func appendBigEndian16(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func appendBigEndian32(_ value: Int) {
        appendBigEndian16(value >> 16)
        appendBigEndian16(value)
    }

    mutating func appendLittleEndian24(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value >> 16))
    }

    mutating func appendLittleEndian32(_ value: Int) {
        appendLittleEndian24(value)
        append(UInt8(truncatingIfNeeded: value >> 24))
    }
}
