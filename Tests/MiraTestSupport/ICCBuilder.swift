/// Builds small ICC profiles; nothing of it is shared with the library.
public enum ICCBuilder {
    /// X, Y and Z of sRGB's red as seen under D50.
    public static let red = [0.43604, 0.22249, 0.01392]
    /// The same of its green.
    public static let green = [0.38512, 0.71690, 0.09706]
    /// The same of its blue.
    public static let blue = [0.14305, 0.06061, 0.71392]
    private static let d50 = [0.9642, 1, 0.8249]

    /// A display's RGB by three primaries and one power curve for all channels.
    public static func rgb(_ primaries: [[Double]], gamma: Double, name: String = "test RGB") -> [UInt8] {
        profile(
            "RGB ", kind: "mntr", version: 2,
            [
                ("desc", description(name)), ("wtpt", xyz(d50)), ("rXYZ", xyz(primaries[0])),
                ("gXYZ", xyz(primaries[1])), ("bXYZ", xyz(primaries[2])), ("rTRC", curve(gamma)),
                ("gTRC", curve(gamma)), ("bTRC", curve(gamma)),
            ])
    }

    /// A gray space with a power curve.
    public static func gray(gamma: Double) -> [UInt8] {
        profile(
            "GRAY", kind: "mntr", version: 2,
            [("desc", description("test gray")), ("wtpt", xyz(d50)), ("kTRC", curve(gamma))])
    }

    /// Inks whose full mixtures look as `lab` says, with straight lines between them: a table of two steps each way.
    public static func cmyk(_ lab: (_ c: Int, _ m: Int, _ y: Int, _ k: Int) -> [Double]) -> [UInt8] {
        let ramp = (0...255).map { UInt8($0) }
        var table: [UInt8] = Array("mft1".utf8) + [0, 0, 0, 0, 4, 3, 2, 0]
        for value in [65536, 0, 0, 0, 65536, 0, 0, 0, 65536] { table += bigEndian32(value) }
        for _ in 0..<4 { table += ramp }
        for corner in 0..<16 {
            let color = lab(corner >> 3 & 1, corner >> 2 & 1, corner >> 1 & 1, corner & 1)
            table += [
                UInt8((color[0] * 2.55).rounded()), UInt8((color[1] + 128).rounded()),
                UInt8((color[2] + 128).rounded()),
            ]
        }
        for _ in 0..<3 { table += ramp }
        return profile(
            "CMYK", kind: "prtr", version: 2, connection: "Lab ",
            [("desc", description("test inks")), ("wtpt", xyz(d50)), ("A2B0", table)])
    }

    /// A header and tags.
    public static func profile(
        _ space: String, kind: String, version: UInt8, connection: String = "XYZ ", _ tags: [(String, [UInt8])]
    ) -> [UInt8] {
        var table = bigEndian32(tags.count)
        var data: [UInt8] = []
        for (name, element) in tags {
            table += Array(name.utf8) + bigEndian32(132 + tags.count * 12 + data.count) + bigEndian32(element.count)
            data += element + [UInt8](repeating: 0, count: (4 - element.count % 4) % 4)
        }
        var header = bigEndian32(128 + table.count + data.count) + bigEndian32(0) + [version, 0x20, 0, 0]
        header += Array((kind + space + connection).utf8) + [UInt8](repeating: 0, count: 12) + Array("acsp".utf8)
        header += [UInt8](repeating: 0, count: 28) + d50.flatMap(fixed)
        return header + [UInt8](repeating: 0, count: 128 - header.count) + table + data
    }

    /// Version 2's `desc`.
    public static func description(_ name: String) -> [UInt8] {
        Array("desc".utf8) + bigEndian32(0) + bigEndian32(name.utf8.count + 1) + Array(name.utf8) + [0]
            + [UInt8](repeating: 0, count: 78)
    }

    private static func xyz(_ values: [Double]) -> [UInt8] {
        Array("XYZ ".utf8) + bigEndian32(0) + values.flatMap(fixed)
    }

    private static func curve(_ gamma: Double) -> [UInt8] {
        Array("curv".utf8) + bigEndian32(0) + bigEndian32(1) + bigEndian16(Int((gamma * 256).rounded()))
    }

    private static func fixed(_ value: Double) -> [UInt8] { bigEndian32(Int((value * 65536).rounded())) }
}
