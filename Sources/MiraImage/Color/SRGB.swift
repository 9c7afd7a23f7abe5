/// The transfer curve of sRGB (IEC 61966-2-1), between stored values and linear light, both 0…1.
///
/// Made of sums, products and quotients alone, so that every machine gets the same bits.
public enum SRGB {
    /// The linear light of a stored value.
    public static func linear(_ stored: Double) -> Double {
        guard stored > 0.04045 else { return stored / 12.92 }
        let x = (stored + 0.055) / 1.055
        let x4 = x * x * x * x
        // x^2.4 is the fifth root of x^12.
        return fifthRoot(x4 * x4 * x4, near: x * x)
    }

    /// The stored value of a linear light.
    public static func stored(_ linear: Double) -> Double {
        guard linear > 0.003_130_8 else { return linear * 12.92 }
        // x^(1/2.4) is the twelfth root of x^5: two square roots and a cube root.
        let x5 = linear * linear * linear * linear * linear
        return 1.055 * cubeRoot(x5.squareRoot().squareRoot()) - 0.055
    }

    /// The linear light of each of the 256 stored values, to the nearest float.
    public static let linearOfByte: [Float] = (0..<256).map { Float(linear(Double($0) / 255)) }

    /// The linear light of a stored colour.
    public static func linear(_ color: SIMD4<UInt8>) -> SIMD3<Float> {
        SIMD3(linearOfByte[Int(color.x)], linearOfByte[Int(color.y)], linearOfByte[Int(color.z)])
    }

    /// The stored byte of a linear light, to the nearest; light outside 0…1 is clipped.
    public static func byte(_ linear: Float) -> UInt8 {
        guard linear > 0 else { return 0 }
        guard linear < 1 else { return 255 }
        return UInt8((stored(Double(linear)) * 255).rounded())
    }

    private static func fifthRoot(_ value: Double, near guess: Double) -> Double {
        var root = guess
        for _ in 0..<12 {
            let fourth = root * root * root * root
            let next = (4 * root + value / fourth) / 5
            if next == root { break }
            root = next
        }
        return root
    }

    private static func cubeRoot(_ value: Double) -> Double {
        var root = value.squareRoot()
        for _ in 0..<12 {
            let next = (2 * root + value / (root * root)) / 3
            if next == root { break }
            root = next
        }
        return root
    }
}
