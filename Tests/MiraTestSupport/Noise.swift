public import MiraImage

/// A small generator with a seed (SplitMix64), so that tests see the same numbers everywhere.
public struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    /// Numbers that begin at `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A picture of random pixels, colours under alpha 0 among them.
public func noisePicture(_ size: PixelSize, seed: UInt64, opaque: Bool = false) -> Picture {
    var numbers = SeededNumbers(seed: seed)
    var picture = Picture(size: size)
    for y in 0..<size.height {
        for x in 0..<size.width {
            let bits = numbers.next()
            let alpha = UInt8(truncatingIfNeeded: bits >> 24)
            let kind = bits >> 60
            picture[x, y] = SIMD4(
                UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8),
                UInt8(truncatingIfNeeded: bits >> 16), opaque || kind < 6 ? 255 : kind < 9 ? 0 : alpha)
        }
    }
    return picture
}

/// The picture seen in a mirror.
public func mirrored(_ picture: Picture) -> Picture {
    var result = picture
    for y in 0..<picture.height {
        for x in 0..<picture.width { result[picture.width - 1 - x, y] = picture[x, y] }
    }
    return result
}
