/// EXIF blocks that are written.
enum EXIF {
    /// The block with its orientation set to upright, for pixels that were turned as it said; unchanged where it says nothing.
    static func upright(_ block: [UInt8]) -> [UInt8] {
        guard let entry = TIFFBlock(block).orientationEntry else { return block }
        var result = block
        // Type SHORT, one value, 1 in the first of the two 16-bit places: right in both byte orders.
        let value: [UInt8] = block.has("II", at: 0) ? [3, 0, 1, 0, 0, 0, 1, 0, 0, 0] : [0, 3, 0, 0, 0, 1, 0, 1, 0, 0]
        result.replaceSubrange(entry + 2..<entry + 12, with: value)
        return result
    }

    /// A block that holds nothing but a density, for formats without another place for it.
    static func block(density: PixelDensity) -> [UInt8] {
        var bytes: [UInt8] = Array("MM".utf8)
        bytes.appendBigEndian16(42)
        bytes.appendBigEndian32(8)
        bytes.appendBigEndian16(3)
        let values = 8 + 2 + 3 * 12 + 4
        for (tag, place) in [(0x011A, values), (0x011B, values + 8)] {
            bytes.appendBigEndian16(tag)
            bytes.appendBigEndian16(5)
            bytes.appendBigEndian32(1)
            bytes.appendBigEndian32(place)
        }
        // The unit is the inch.
        bytes.appendBigEndian16(0x0128)
        bytes.appendBigEndian16(3)
        bytes.appendBigEndian32(1)
        bytes.appendBigEndian16(2)
        bytes.appendBigEndian16(0)
        bytes.appendBigEndian32(0)
        for value in [density.x, density.y] {
            bytes.appendBigEndian32(Int((min(max(value, 0), 1_000_000) * 1000).rounded()))
            bytes.appendBigEndian32(1000)
        }
        return bytes
    }
}
