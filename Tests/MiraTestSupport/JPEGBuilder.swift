/// Builds JPEG files whose 8×8 blocks are flat, so that what must come out is known to the bit; nothing of it is shared with the
/// library.
public struct JPEGBuilder {
    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int
    /// Sampling factors of each component.
    public var sampling: [(h: Int, v: Int)]
    /// SOF marker: C0 baseline, C2 progressive, others for files that must be refused.
    public var frame: UInt8 = 0xC0
    /// Bits a sample, as the frame header says; what is written has 8.
    public var precision: UInt8 = 8
    /// The components' names: 1, 2, 3, … unless changed.
    public var componentIDs: [UInt8]
    /// APPn and other segments, whole, after SOI.
    public var segments: [UInt8] = []
    /// Progressive: number of refining scans after the first; one is right, more are wrong but legal to send.
    public var refinements = 1
    /// MCUs between restart markers; 0 = none.
    public var restartInterval = 0
    /// The sample of a component in its block at a place (in blocks of that component): 0…255.
    public var sample: (_ component: Int, _ x: Int, _ y: Int) -> Int

    /// A baseline file with components of such sampling.
    public init(
        _ width: Int, _ height: Int, sampling: [(h: Int, v: Int)],
        sample: @escaping (_ component: Int, _ x: Int, _ y: Int) -> Int
    ) {
        self.width = width
        self.height = height
        self.sampling = sampling
        self.sample = sample
        componentIDs = (1...sampling.count).map { UInt8($0) }
    }

    /// The file.
    public var bytes: [UInt8] {
        var file: [UInt8] = [0xFF, 0xD8] + segments
        // All coefficients are stored in eighths, so that the first one is the sample less 128.
        file += Self.segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
        var header = [precision] + bigEndian16(height) + bigEndian16(width) + [UInt8(sampling.count)]
        for (id, factors) in zip(componentIDs, sampling) { header += [id, UInt8(factors.h << 4 | factors.v), 0] }
        file += Self.segment(frame, header)
        // Differences by their size, 0…11: codes of four bits. Of the other table only "end of block", a single 0.
        file += Self.segment(0xC4, [0x00, 0, 0, 0, 12] + [UInt8](repeating: 0, count: 12) + (0...11).map { UInt8($0) })
        file += Self.segment(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0])
        if restartInterval > 0 { file += Self.segment(0xDD, bigEndian16(restartInterval)) }
        if frame == 0xC2 {
            file += scan(spectral: (0, 0, 0x01)) { writer, value, last in
                writer.difference((value >> 1) - last)
                return value >> 1
            }
            // The other coefficients are zero, and sent as such: what is not known, decoders may make up.
            for component in sampling.indices { file += emptyScan(of: component) }
            for _ in 0..<refinements {
                file += scan(spectral: (0, 0, 0x10)) { writer, value, _ in
                    writer.put(value & 1, 1)
                    return 0
                }
            }
        } else {
            file += scan(spectral: (0, 63, 0)) { writer, value, last in
                writer.difference(value - last)
                writer.put(0, 1)
                return value
            }
        }
        return file + [0xFF, 0xD9]
    }

    /// A marker segment.
    public static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker] + bigEndian16(data.count + 2) + data
    }

    /// Adobe's APP14 segment.
    public static func adobe(transform: UInt8) -> [UInt8] {
        segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform])
    }

    /// An APP1 segment with an EXIF block.
    public static func exif(_ block: [UInt8]) -> [UInt8] { segment(0xE1, Array("Exif\0\0".utf8) + block) }

    /// APP2 segments with a profile, in parts of `most` bytes.
    public static func profile(_ profile: [UInt8], most: Int = 60000) -> [UInt8] {
        let parts = (profile.count + most - 1) / most
        return (0..<parts).flatMap { part in
            segment(
                0xE2,
                Array("ICC_PROFILE\0".utf8) + [UInt8(part + 1), UInt8(parts)]
                    + profile[part * most..<min(profile.count, (part + 1) * most)])
        }
    }

    private func emptyScan(of component: Int) -> [UInt8] {
        let maxH = sampling.map(\.h).max() ?? 1
        let maxV = sampling.map(\.v).max() ?? 1
        let across = (width * sampling[component].h + 8 * maxH - 1) / (8 * maxH)
        let down = (height * sampling[component].v + 8 * maxV - 1) / (8 * maxV)
        var writer = BitWriter()
        for block in 0..<across * down {
            if restartInterval > 0, block > 0, block % restartInterval == 0 {
                writer.restart(block / restartInterval)
            }
            writer.put(0, 1)
        }
        writer.flush()
        return Self.segment(0xDA, [1, componentIDs[component], 0, 1, 63, 0]) + writer.bytes
    }

    /// One scan over all components, MCU by MCU; `encode` writes a value, given what it returned for the block before.
    private func scan(
        spectral: (UInt8, UInt8, UInt8), _ encode: (inout BitWriter, _ value: Int, _ last: Int) -> Int
    ) -> [UInt8] {
        var header = [UInt8(sampling.count)]
        for id in componentIDs { header += [id, 0] }
        header += [spectral.0, spectral.1, spectral.2]
        var writer = BitWriter()
        var last = [Int](repeating: 0, count: sampling.count)
        let maxH = sampling.map(\.h).max() ?? 1
        let maxV = sampling.map(\.v).max() ?? 1
        let across = (width + 8 * maxH - 1) / (8 * maxH)
        let down = (height + 8 * maxV - 1) / (8 * maxV)
        // A scan of one component is not interleaved: its MCU is a block.
        let isSingle = sampling.count == 1
        for mcu in 0..<across * down {
            if restartInterval > 0, mcu > 0, mcu % restartInterval == 0 {
                writer.restart(mcu / restartInterval)
                last = [Int](repeating: 0, count: sampling.count)
            }
            for (component, factors) in sampling.enumerated() {
                let (h, v) = isSingle ? (1, 1) : factors
                for y in 0..<v {
                    for x in 0..<h {
                        let value = sample(component, mcu % across * h + x, mcu / across * v + y) - 128
                        last[component] = encode(&writer, value, last[component])
                    }
                }
            }
        }
        writer.flush()
        return Self.segment(0xDA, header) + writer.bytes
    }
}

/// Entropy-coded bits, with zeros stuffed after FF.
private struct BitWriter {
    var bytes: [UInt8] = []
    private var pending = 0
    private var count = 0

    mutating func put(_ value: Int, _ bits: Int) {
        for bit in (0..<bits).reversed() {
            pending = pending << 1 | value >> bit & 1
            count += 1
            if count == 8 {
                bytes.append(UInt8(pending))
                if pending == 0xFF { bytes.append(0) }
                (pending, count) = (0, 0)
            }
        }
    }

    mutating func difference(_ value: Int) {
        let size = Int.bitWidth - abs(value).leadingZeroBitCount
        put(size, 4)
        put(value < 0 ? value - 1 : value, size)
    }

    mutating func restart(_ number: Int) {
        flush()
        bytes += [0xFF, 0xD0 + UInt8((number - 1) % 8)]
    }

    mutating func flush() {
        while count > 0 { put(1, 1) }
    }
}
