import Glibc

/// A colour in CIE L*a*b*, white D65.
public struct LabColor: Sendable, Hashable {
    /// Lightness, 0–100.
    public var l: Double
    /// From green to red.
    public var a: Double
    /// From blue to yellow.
    public var b: Double

    /// A colour of known coordinates.
    public init(l: Double, a: Double, b: Double) {
        self.l = l
        self.a = a
        self.b = b
    }

    /// Of linear sRGB, 1 = display white.
    ///
    /// - Source: IEC 61966-2-1 (matrix), CIE 15:2004 (Lab).
    public init(linear color: SIMD3<Double>) {
        let x = 0.4124564 * color.x + 0.3575761 * color.y + 0.1804375 * color.z
        let y = 0.2126729 * color.x + 0.7151522 * color.y + 0.0721750 * color.z
        let z = 0.0193339 * color.x + 0.1191920 * color.y + 0.9503041 * color.z
        func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
        let (fx, fy, fz) = (f(x / 0.95047), f(y), f(z / 1.08883))
        self.init(l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
    }

    /// Of a stored sRGB pixel; alpha is not looked at.
    public init(_ pixel: SIMD4<UInt8>) {
        self.init(linear: linearLight(pixel))
    }

    /// CIEDE2000 with all weights 1.
    ///
    /// - Source: Sharma, Wu, Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test data, and
    ///   mathematical observations", 2005.
    public func deltaE2000(_ other: LabColor) -> Double {
        let meanChroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
        let g = 0.5 * (1 - chromaShare(meanChroma))
        let (a1, a2) = (a * (1 + g), other.a * (1 + g))
        let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
        let (h1, h2) = (hue(a1, b), hue(a2, other.b))

        let isGray = c1 * c2 == 0
        var hueStep = isGray ? 0 : h2 - h1
        if hueStep > 180 { hueStep -= 360 } else if hueStep < -180 { hueStep += 360 }
        let (dl, dc) = (other.l - l, c2 - c1)
        let dh = 2 * (c1 * c2).squareRoot() * sine(hueStep / 2)

        let (meanL, meanC) = ((l + other.l) / 2, (c1 + c2) / 2)
        var meanH = h1 + h2
        if !isGray {
            if abs(h1 - h2) > 180 { meanH += meanH < 360 ? 360 : -360 }
            meanH /= 2
        }
        let t =
            1 - 0.17 * cosine(meanH - 30) + 0.24 * cosine(2 * meanH) + 0.32 * cosine(3 * meanH + 6)
            - 0.20 * cosine(4 * meanH - 63)
        let fromMiddle = (meanL - 50) * (meanL - 50)
        let sl = 1 + 0.015 * fromMiddle / (20 + fromMiddle).squareRoot()
        let (sc, sh) = (1 + 0.045 * meanC, 1 + 0.015 * meanC * t)
        let blue = (meanH - 275) / 25
        let rotation = -sine(60 * exp(-blue * blue)) * 2 * chromaShare(meanC)
        let (l, c, h) = (dl / sl, dc / sc, dh / sh)
        return max(0, l * l + c * c + h * h + rotation * c * h).squareRoot()
    }
}

/// √(c⁷ / (c⁷ + 25⁷))
private func chromaShare(_ chroma: Double) -> Double {
    let seventh = chroma * chroma * chroma * chroma * chroma * chroma * chroma
    return (seventh / (seventh + 6_103_515_625)).squareRoot()
}

/// The hue angle in degrees, 0 ..< 360.
private func hue(_ a: Double, _ b: Double) -> Double {
    guard a != 0 || b != 0 else { return 0 }
    let angle = atan2(b, a) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
}

private func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
private func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }

/// Linear light of a stored sRGB pixel, alpha left out.
func linearLight(_ pixel: SIMD4<UInt8>) -> SIMD3<Double> {
    SIMD3(sRGBLight[Int(pixel.x)], sRGBLight[Int(pixel.y)], sRGBLight[Int(pixel.z)])
}

/// The linear light of each sRGB value (IEC 61966-2-1).
private let sRGBLight: [Double] = (0..<256).map { value in
    let stored = Double(value) / 255
    return stored <= 0.04045 ? stored / 12.92 : pow((stored + 0.055) / 1.055, 2.4)
}
