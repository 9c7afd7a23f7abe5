extension ICCProfile {
    /// A small profile of sRGB, for formats that have no shorter way to say so.
    ///
    /// Version 4 with a parametric curve, 464 bytes; the primaries of IEC 61966-2-1 adapted to D50 by Bradford's matrix.
    public static let sRGB = ICCProfile(bytes: sRGBBytes())

    private static func sRGBBytes() -> [UInt8] {
        let curve = element("para", [3 << 16] + [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed))
        let adaptation = [
            [68674, 1502, -3291], [1939, 64912, -1119], [-606, 988, 49262],
        ].flatMap(\.self)
        let elements: [(names: [StaticString], data: [UInt8])] = [
            (["desc"], text("sRGB")),
            (["cprt"], text("CC0")),
            (["wtpt"], element("XYZ ", [63190, 65536, 54061])),
            (["chad"], element("sf32", adaptation)),
            (["rXYZ"], element("XYZ ", [28576, 14581, 912])),
            (["gXYZ"], element("XYZ ", [25239, 46983, 6361])),
            (["bXYZ"], element("XYZ ", [9375, 3972, 46788])),
            (["rTRC", "gTRC", "bTRC"], curve),
        ]
        var table: [UInt8] = []
        var data: [UInt8] = []
        let count = elements.reduce(0) { $0 + $1.names.count }
        table.appendBigEndian32(count)
        for element in elements {
            for name in element.names {
                table.append(ascii: name)
                table.appendBigEndian32(128 + 4 + count * 12 + data.count)
                table.appendBigEndian32(element.data.count)
            }
            data += element.data
        }
        return header(length: 128 + table.count + data.count) + table + data
    }

    /// Version 4.3, a display's RGB with XYZ as connection space, made on 2024-01-01, perceptual, D50.
    private static func header(length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian32(length)
        bytes.appendBigEndian32(0)
        bytes.appendBigEndian32(0x0430_0000)
        for name: StaticString in ["mntr", "RGB ", "XYZ "] { bytes.append(ascii: name) }
        for part in [2024, 1, 1, 0, 0, 0] { bytes.appendBigEndian16(part) }
        bytes.append(ascii: "acsp")
        bytes += [UInt8](repeating: 0, count: 28)
        for value in [63190, 65536, 54061] { bytes.appendBigEndian32(value) }
        return bytes + [UInt8](repeating: 0, count: 128 - bytes.count)
    }

    private static func fixed(_ value: Double) -> Int { Int((value * 65536).rounded()) }

    /// A tag's data: type, four zeros, 32-bit numbers.
    private static func element(_ type: StaticString, _ values: [Int]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(ascii: type)
        bytes.appendBigEndian32(0)
        for value in values { bytes.appendBigEndian32(value) }
        return bytes
    }

    /// A `mluc` tag with one English record, padded to four bytes.
    private static func text(_ words: String) -> [UInt8] {
        var bytes = element("mluc", [1, 12])
        bytes.append(ascii: "enUS")
        bytes.appendBigEndian32(words.utf16.count * 2)
        bytes.appendBigEndian32(28)
        for unit in words.utf16 { bytes.appendBigEndian16(Int(unit)) }
        return bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }
}
