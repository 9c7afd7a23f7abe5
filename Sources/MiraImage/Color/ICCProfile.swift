/// An ICC profile as it was found in a file: bytes, not yet trusted.
///
/// - Source: ICC.1:2022 (profile version 4.4), and ICC.1:2001-04 for `desc` of version 2.
public struct ICCProfile: Sendable, Hashable {
    /// The profile, as a file of its own would hold it.
    public let bytes: [UInt8]

    /// A profile of these bytes, whatever they are.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The profile's description of itself (`sRGB IEC61966-2.1`); nil when it has none that can be read.
    public var name: String? {
        guard let tag = tag("desc") else { return nil }
        let text: String? =
            switch bytes.name(at: tag.lowerBound) {
            case "desc": asciiDescription(tag)
            case "mluc": localisedDescription(tag)
            case "text": String(decoding: bytes[tag.dropFirst(8)], as: UTF8.self)
            default: nil
            }
        let cleaned = String(
            (text ?? "").unicodeScalars.prefix { $0 != "\0" }.filter { $0.properties.generalCategory != .control })
        let trimmed = cleaned.split(separator: " ").joined(separator: " ")
        return trimmed.isEmpty ? nil : trimmed
    }

    /// What kinds of colour the profile describes: `RGB `, `GRAY`, `CMYK`, …; nil for bytes that are no profile of a device.
    var space: String? {
        guard let length = bytes.bigEndian32(at: 0), length >= 132, length <= bytes.count, bytes.has("acsp", at: 36),
            let kind = bytes.name(at: 12), ["scnr", "mntr", "prtr", "spac"].contains(kind),
            let connection = bytes.name(at: 20), ["XYZ ", "Lab "].contains(connection)
        else { return nil }
        return bytes.name(at: 16)
    }

    /// The place of a tag's data.
    private func tag(_ wanted: String) -> Range<Int>? {
        guard bytes.has("acsp", at: 36), let count = bytes.bigEndian32(at: 128) else { return nil }
        for index in 0..<min(count, 200) {
            let entry = 132 + index * 12
            guard let name = bytes.name(at: entry), let offset = bytes.bigEndian32(at: entry + 4),
                let length = bytes.bigEndian32(at: entry + 8)
            else { return nil }
            if name == wanted, length >= 8, offset <= bytes.count, length <= bytes.count - offset {
                return offset..<offset + length
            }
        }
        return nil
    }

    private func asciiDescription(_ tag: Range<Int>) -> String? {
        guard let count = bytes.bigEndian32(at: tag.lowerBound + 8) else { return nil }
        return String(decoding: bytes[tag.dropFirst(12).prefix(count)], as: UTF8.self)
    }

    /// The English record of a `mluc` tag, else its first one.
    private func localisedDescription(_ tag: Range<Int>) -> String? {
        guard let count = bytes.bigEndian32(at: tag.lowerBound + 8), count > 0 else { return nil }
        let records = (0..<min(count, 100)).map { tag.lowerBound + 16 + $0 * 12 }
        guard let record = records.first(where: { bytes.has("en", at: $0) }) ?? records.first,
            let length = bytes.bigEndian32(at: record + 4), let offset = bytes.bigEndian32(at: record + 8),
            offset <= tag.count, length <= tag.count - offset
        else { return nil }
        let start = tag.lowerBound + offset
        let units = stride(from: start, to: start + length - 1, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }
}
