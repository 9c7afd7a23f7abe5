/// The decisions that a seed makes: the same name gives the same number, whatever else is asked.
struct Chance: Sendable {
    let seed: UInt64

    /// 32 well mixed bits.
    func bits(_ name: String) -> UInt32 {
        // FNV-1a over the name, then the finaliser of SplitMix64 over both.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = hash &+ (seed &* 0x9e37_79b9_7f4a_7c15)
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return UInt32(truncatingIfNeeded: (hash ^ (hash >> 31)) >> 16)
    }

    /// 0 up to 1.
    func unit(_ name: String) -> Float { Float(bits(name) >> 8) / 16_777_216 }

    func number(_ name: String, in range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit(name)
    }

    func count(_ name: String, in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits(name) >> 4) % range.count
    }

    func flip(_ name: String) -> Bool { bits(name) & 0x100 != 0 }

    func one<T>(of choices: [T], _ name: String, otherwise: T) -> T {
        choices.isEmpty ? otherwise : choices[Int(bits(name) >> 4) % choices.count]
    }
}
