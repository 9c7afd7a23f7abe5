/// Elementary functions by polynomials of ours, so that every machine gets the same bits; libm's differ.
enum Arithmetic {
    /// 2 to the power of `x`, to 3e-7 of it; 0 under −126, endless over 128.
    static func exp2(_ x: Float) -> Float {
        guard x > -126 else { return 0 }
        guard x < 128 else { return .infinity }
        let whole = Int32(x) - (x < 0 ? 1 : 0)
        let f = x - Float(whole)
        var p: Float = 1.8775767e-3
        p = p * f + 8.9893397e-3
        p = p * f + 5.5826318e-2
        p = p * f + 0.24015361
        p = p * f + 0.69315308
        p = p * f + 0.99999994
        return p * Float(bitPattern: UInt32(bitPattern: (whole + 127) << 23))
    }

    static func exp(_ x: Float) -> Float { exp2(x * 1.442695) }

    /// The logarithm to the base 2 of a positive, normal number, to 1e-6.
    static func log2(_ x: Float) -> Float {
        let bits = Int32(bitPattern: x.bitPattern)
        // The mantissa brought to 0.75 … 1.5, so that the series below converges from both sides.
        let exponent = (bits - 0x3f40_0000) >> 23
        let m = Float(bitPattern: UInt32(bitPattern: bits - (exponent << 23)))
        let t = (m - 1) / (m + 1)
        let t2 = t * t
        let series = 1 + t2 * (0.33333333 + t2 * (0.2 + t2 * (0.14285714 + t2 * 0.11111111)))
        return Float(exponent) + 2.8853901 * t * series
    }

    /// A positive number to a power; 0 for what is not positive.
    static func pow(_ x: Float, _ y: Float) -> Float { x > 1e-30 ? exp2(log2(x) * y) : 0 }

    /// The cosine and the sine of `turns` of a circle, to 1e-6.
    static func circle(_ turns: Float) -> (cosine: Float, sine: Float) {
        let quarter = (turns * 4).rounded()
        let t = (turns - quarter * 0.25) * 6.2831853
        let t2 = t * t
        let s = t * (1 - t2 * (0.16666667 - t2 * (0.0083333333 - t2 * 0.00019841270)))
        let c = 1 - t2 * (0.5 - t2 * (0.041666667 - t2 * (0.0013888889 - t2 * 0.000024801587)))
        switch Int32(quarter) & 3 {
        case 0: return (c, s)
        case 1: return (-s, c)
        case 2: return (-c, -s)
        default: return (s, -c)
        }
    }

    /// The angle whose tangent is y/x, in turns of a circle, −½ … ½, to 1e-5.
    static func angle(y: Float, x: Float) -> Float {
        let (ax, ay) = (abs(x), abs(y))
        guard max(ax, ay) > 0 else { return 0 }
        let t = min(ax, ay) / max(ax, ay)
        let t2 = t * t
        var a =
            t
            * (0.99997726 - t2
                * (0.33262347 - t2 * (0.19354346 - t2 * (0.11643287 - t2 * (0.05265332 - t2 * 0.01172120)))))
        if ay > ax { a = 1.5707963 - a }
        if x < 0 { a = 3.1415927 - a }
        return (y < 0 ? -a : a) * 0.15915494
    }

    /// 0 below `a`, 1 above `b`, smooth between.
    static func smooth(_ a: Float, _ b: Float, _ x: Float) -> Float {
        let t = max(0, min(1, (x - a) / (b - a)))
        return t * t * (3 - 2 * t)
    }

    static func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

    static func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ t: Float) -> SIMD3<Float> { a + (b - a) * t }
}

/// The transfer function of sRGB (IEC 61966-2-1).
enum Transfer {
    /// The light of a stored byte, 0…1.
    static func linear(_ byte: UInt8) -> Float { linear(Float(byte) / 255) }

    /// The light of a stored value of 0…1.
    static func linear(_ value: Float) -> Float {
        value <= 0.04045 ? value / 12.92 : Arithmetic.pow((value + 0.055) / 1.055, 2.4)
    }

    /// The value that stores a light of 0…1.
    static func stored(_ light: Float) -> Float {
        light <= 0.0031308 ? max(0, light) * 12.92 : 1.055 * Arithmetic.pow(light, 1 / 2.4) - 0.055
    }
}
