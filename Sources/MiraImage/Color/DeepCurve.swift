/// Tables of the sRGB curve for 16-bit values; between their entries the error is under a hundredth of a step.
enum DeepCurve {
    /// The light of every 16th value of 65 535.
    static let light: [Float] = (0...4096).map { Float(SRGB.linear(Double($0) * 16 / 65535)) }

    /// The stored value of the light (i / 4096)⁴: fourth roots spread the dark end. The last entry is never reached.
    static let stored: [Float] = (0...4097).map { index in
        let root = Double(index) / 4096
        return Float(SRGB.stored(root * root * root * root))
    }
}
