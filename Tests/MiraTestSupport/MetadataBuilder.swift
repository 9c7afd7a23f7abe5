/// An EXIF block with one directory; nothing of it is shared with the library.
public func exifBlock(orientation: Int, littleEndian: Bool = false, isLong: Bool = false) -> [UInt8] {
    func pair(_ value: Int) -> [UInt8] { littleEndian ? bigEndian16(value).reversed() : bigEndian16(value) }
    func quad(_ value: Int) -> [UInt8] { littleEndian ? littleEndian32(value) : bigEndian32(value) }
    let value = isLong ? quad(orientation) : pair(orientation) + [0, 0]
    return Array((littleEndian ? "II" : "MM").utf8) + pair(42) + quad(8) + pair(1)
        + pair(0x0112) + pair(isLong ? 4 : 3) + quad(1) + value + quad(0)
}

/// Takes a simple WebP apart and puts extended ones together; nothing of it is shared with the library.
public enum WebPBuilder {
    /// A RIFF chunk, padded to an even length.
    public static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian32(data.count) + data + (data.count % 2 == 1 ? [0] : [])
    }

    /// A file of chunks.
    public static func file(_ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + littleEndian32(chunks.count + 4) + Array("WEBP".utf8) + chunks
    }

    /// The chunks of the picture itself (ALPH, VP8, VP8L).
    public static func pictureChunks(of webp: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var at = 12
        while at + 8 <= webp.count {
            let name = String(decoding: webp[at..<at + 4], as: UTF8.self)
            let length = (0..<4).reduce(0) { $0 | Int(webp[at + 4 + $1]) << (8 * $1) }
            let end = min(at + 8 + length + length % 2, webp.count)
            if ["ALPH", "VP8 ", "VP8L"].contains(name) { result += webp[at..<end] }
            at = end
        }
        return result
    }

    /// VP8X: flags are 0x20 profile, 0x10 alpha, 0x08 EXIF, 0x04 XMP, 0x02 animation.
    public static func header(width: Int, height: Int, flags: UInt8) -> [UInt8] {
        chunk("VP8X", [flags, 0, 0, 0] + littleEndian32(width - 1).prefix(3) + littleEndian32(height - 1).prefix(3))
    }

    /// ANMF; the place must be even. `flags`: 2 = don't blend, 1 = dispose.
    public static func frame(x: Int, y: Int, width: Int, height: Int, flags: UInt8 = 0, _ picture: [UInt8]) -> [UInt8] {
        let numbers = [x / 2, y / 2, width - 1, height - 1, 100].flatMap { littleEndian32($0).prefix(3) }
        return chunk("ANMF", numbers + [flags] + picture)
    }
}
