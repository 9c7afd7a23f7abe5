/// CIE L*a*b* (white D65) with arithmetic of ours, for pixel loops.
enum Lab {
    /// Of linear sRGB, 1 = display white: L 0–100, a, b.
    ///
    /// - Source: IEC 61966-2-1 (matrix), CIE 15:2004.
    static func from(linear c: SIMD4<Float>) -> SIMD3<Float> {
        let x = (0.4124564 * c.x + 0.3575761 * c.y + 0.1804375 * c.z) * (1 / 0.95047)
        let y = 0.2126729 * c.x + 0.7151522 * c.y + 0.0721750 * c.z
        let z = (0.0193339 * c.x + 0.1191920 * c.y + 0.9503041 * c.z) * (1 / 1.08883)
        let (fx, fy, fz) = (root(x), root(y), root(z))
        return SIMD3(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))
    }

    /// To linear sRGB; outside of the gamut under 0 or over 1.
    static func linear(_ lab: SIMD3<Float>) -> SIMD3<Float> {
        let fy = (lab.x + 16) / 116
        let x = cube(fy + lab.y / 500) * 0.95047, y = cube(fy), z = cube(fy - lab.z / 200) * 1.08883
        return SIMD3(
            3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
            0.0556434 * x - 0.2040259 * y + 1.0572252 * z)
    }

    private static func root(_ t: Float) -> Float {
        t > 0.008856452 ? Arithmetic.exp2(Arithmetic.log2(t) * (1 / 3)) : 7.787037 * t + 0.13793103
    }

    private static func cube(_ t: Float) -> Float {
        t > 0.20689655 ? t * t * t : (t - 0.13793103) * (1 / 7.787037)
    }
}
