/// Low-discrepancy sample points of one pixel: Owen-scrambled Sobol pairs, shuffled anew for each pair of dimensions.
///
/// - Source: Burley, "Practical hash-based Owen scrambling", 2020.
struct Sampler {
    private let index: UInt32
    private var seed: UInt32

    init(pixel: Int, index: Int) {
        self.index = UInt32(truncatingIfNeeded: index).bitReversed
        seed = hash(UInt32(truncatingIfNeeded: pixel) &+ 0x9E37_79B9)
    }

    /// The next pair of numbers in 0 ..< 1.
    @inline(__always)
    mutating func next2() -> SIMD2<Float> {
        seed = hash(seed &+ 0x6D2B_79F5)
        let shuffled = scramble(index, seed).bitReversed
        let x = scramble(shuffled, seed ^ 0x51B7_3A19)
        let y = scramble(secondSobolDimension(shuffled).bitReversed, seed ^ 0xA3C5_9AC3)
        return SIMD2(Float(x.bitReversed >> 8), Float(y.bitReversed >> 8)) * 0x1p-24
    }

    /// The next number in 0 ..< 1.
    @inline(__always)
    mutating func next() -> Float {
        next2().x
    }
}

/// A well-mixed 32-bit hash.
@inline(__always)
func hash(_ value: UInt32) -> UInt32 {
    var x = value
    x = (x ^ (x >> 16)) &* 0x7FEB_352D
    x = (x ^ (x >> 15)) &* 0x846C_A68B
    return x ^ (x >> 16)
}

/// The Laine–Karras permutation: an Owen scramble of a number whose bits are reversed.
@inline(__always)
private func scramble(_ reversed: UInt32, _ seed: UInt32) -> UInt32 {
    var x = reversed &+ seed
    x ^= x &* 0x6C50_B47C
    x ^= x &* 0xB82F_1E52
    x ^= x &* 0xC7AF_E638
    x ^= x &* 0x8D22_F6E6
    return x
}

@inline(__always)
private func secondSobolDimension(_ index: UInt32) -> UInt32 {
    var result: UInt32 = 0
    var direction: UInt32 = 1 << 31
    var bits = index
    while bits != 0 {
        if bits & 1 != 0 { result ^= direction }
        bits >>= 1
        direction ^= direction >> 1
    }
    return result
}

extension UInt32 {
    @inline(__always)
    fileprivate var bitReversed: UInt32 {
        var x = byteSwapped
        x = (x >> 4) & 0x0F0F_0F0F | (x & 0x0F0F_0F0F) << 4
        x = (x >> 2) & 0x3333_3333 | (x & 0x3333_3333) << 2
        return (x >> 1) & 0x5555_5555 | (x & 0x5555_5555) << 1
    }
}
