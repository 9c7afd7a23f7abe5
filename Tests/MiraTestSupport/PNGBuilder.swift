/// Builds PNG files of every kind, sound or broken, from samples; nothing of it is shared with the library.
public struct PNGBuilder {
    /// PNG's colour types.
    public enum Kind: Int, CaseIterable, Sendable {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgba = 6

        /// Samples a pixel.
        public var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][rawValue] ?? 1 }
        /// The bits a sample that the standard allows.
        public var depths: [Int] { [0: [1, 2, 4, 8, 16], 3: [1, 2, 4, 8]][rawValue] ?? [8, 16] }
    }

    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int
    /// The colour type.
    public var kind: Kind
    /// Bits a sample.
    public var depth: Int
    /// Whether the pixels come in Adam7's passes.
    public var isInterlaced = false
    /// PLTE and other chunks before the pixels.
    public var chunks: [(name: String, data: [UInt8])] = []
    /// Chunks between the pixels and the end.
    public var lateChunks: [(name: String, data: [UInt8])] = []
    /// How each row is filtered: PNG's numbers, taken in turn.
    public var filters: [UInt8] = [0]
    /// How many IDAT chunks the pixels are split into.
    public var parts = 1
    /// The sample of a channel at a place.
    public var sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int

    /// A file of such samples.
    public init(
        _ width: Int, _ height: Int, _ kind: Kind, depth: Int = 8,
        sample: @escaping (_ x: Int, _ y: Int, _ channel: Int) -> Int
    ) {
        self.width = width
        self.height = height
        self.kind = kind
        self.depth = depth
        self.sample = sample
    }

    /// The file.
    public var bytes: [UInt8] {
        var header = bigEndian32(width) + bigEndian32(height)
        header += [UInt8(depth), UInt8(kind.rawValue), 0, 0, isInterlaced ? 1 : 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += Self.chunk("IHDR", header)
        for chunk in chunks { file += Self.chunk(chunk.name, chunk.data) }
        let stream = storedZlib(rows)
        let part = (stream.count + parts - 1) / parts
        for start in stride(from: 0, to: stream.count, by: part) {
            file += Self.chunk("IDAT", Array(stream[start..<min(start + part, stream.count)]))
        }
        for chunk in lateChunks { file += Self.chunk(chunk.name, chunk.data) }
        return file + Self.chunk("IEND", [])
    }

    /// A chunk with its checksum.
    public static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return bigEndian32(data.count) + body + bigEndian32(Int(crc(body)))
    }

    /// An iCCP chunk's data.
    public static func profileData(_ profile: [UInt8]) -> [UInt8] { Array("test".utf8) + [0, 0] + storedZlib(profile) }

    private var rows: [UInt8] {
        guard isInterlaced else { return rows(columns: Array(0..<width), lines: Array(0..<height)) }
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        return passes.flatMap { x, y, right, down in
            rows(
                columns: Array(stride(from: x, to: width, by: right)),
                lines: Array(stride(from: y, to: height, by: down)))
        }
    }

    private func rows(columns: [Int], lines: [Int]) -> [UInt8] {
        guard !columns.isEmpty else { return [] }
        let step = max(1, kind.channels * depth / 8)
        var result: [UInt8] = []
        var above: [UInt8] = []
        for (index, y) in lines.enumerated() {
            let row = packed(columns.flatMap { x in (0..<kind.channels).map { sample(x, y, $0) } })
            if above.isEmpty { above = [UInt8](repeating: 0, count: row.count) }
            let filter = filters[index % filters.count]
            result.append(filter)
            for i in row.indices {
                let left = i >= step ? Int(row[i - step]) : 0
                let corner = i >= step ? Int(above[i - step]) : 0
                let up = Int(above[i])
                let guess = [0, left, up, (left + up) / 2, paeth(left, up, corner)][Int(filter) % 5]
                result.append(row[i] &- UInt8(guess))
            }
            above = row
        }
        return result
    }

    private func packed(_ samples: [Int]) -> [UInt8] {
        if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        let perByte = 8 / depth
        return stride(from: 0, to: samples.count, by: perByte).map { start in
            (0..<perByte).reduce(UInt8(0)) { byte, i in
                byte << UInt8(depth % 8) | (start + i < samples.count ? UInt8(samples[start + i]) : 0)
            }
        }
    }

    private func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let p = left + up - corner
        let (a, b, c) = (abs(p - left), abs(p - up), abs(p - corner))
        return a <= b && a <= c ? left : b <= c ? up : corner
    }

    private static let crcTable: [UInt32] = (0..<256).map { start in
        var crc = UInt32(start)
        for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        return crc
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        let table = crcTable
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 255)] ^ (crc >> 8) }
        return ~crc
    }
}

/// A zlib stream of stored blocks: no compressor needed.
public func storedZlib(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: max(1, bytes.count), by: 65535) {
        let block = bytes[start..<min(start + 65535, bytes.count)]
        let length = UInt16(block.count)
        stream.append(start + 65535 >= bytes.count ? 1 : 0)
        for value in [length, ~length] { stream += [UInt8(value & 255), UInt8(value >> 8)] }
        stream += block
    }
    let (a, b) = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
        let a = (sums.0 + UInt32(byte)) % 65521
        return (a, (sums.1 + a) % 65521)
    }
    return stream + bigEndian32(Int(b << 16 | a))
}

/// Four bytes, the highest first.
public func bigEndian32(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }

/// Two bytes, the highest first.
public func bigEndian16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

/// Four bytes, the lowest first.
public func littleEndian32(_ value: Int) -> [UInt8] { bigEndian32(value).reversed() }
