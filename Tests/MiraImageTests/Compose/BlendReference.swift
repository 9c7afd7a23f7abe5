import MiraImage

/// The formulas of W3C "Compositing and Blending Level 1" as they stand there, for colours that are not premultiplied.
enum BlendReference {
    typealias Color = SIMD3<Double>

    static func separable(_ mode: BlendMode, _ b: Double, _ s: Double) -> Double? {
        switch mode {
        case .normal: return s
        case .multiply: return b * s
        case .screen: return b + s - b * s
        case .overlay: return separable(.hardLight, s, b)
        case .darken: return min(b, s)
        case .lighten: return max(b, s)
        case .colorDodge: return b == 0 ? 0 : s >= 1 ? 1 : min(1, b / (1 - s))
        case .colorBurn: return b >= 1 ? 1 : s <= 0 ? 0 : 1 - min(1, (1 - b) / s)
        case .hardLight: return s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1)
        case .softLight:
            if s <= 0.5 { return b - (1 - 2 * s) * b * (1 - b) }
            let d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : b.squareRoot()
            return b + (2 * s - 1) * (d - b)
        case .difference: return abs(b - s)
        case .exclusion: return b + s - 2 * b * s
        case .hue, .saturation, .color, .luminosity: return nil
        }
    }

    static func lum(_ c: Color) -> Double { 0.3 * c.x + 0.59 * c.y + 0.11 * c.z }
    static func sat(_ c: Color) -> Double { max(c.x, c.y, c.z) - min(c.x, c.y, c.z) }

    static func clipColor(_ c: Color) -> Color {
        let l = lum(c)
        let (n, x) = (min(c.x, c.y, c.z), max(c.x, c.y, c.z))
        var c = c
        if n < 0 { c = Color(repeating: l) + (c - l) * l / (l - n) }
        if x > 1 { c = Color(repeating: l) + (c - l) * (1 - l) / (x - l) }
        return c
    }

    static func setLum(_ c: Color, _ l: Double) -> Color { clipColor(c + (l - lum(c))) }

    static func setSat(_ c: Color, _ s: Double) -> Color {
        var c = c
        let order = (0..<3).sorted { c[$0] < c[$1] }
        let (low, mid, high) = (order[0], order[1], order[2])
        if c[high] > c[low] {
            c[mid] = (c[mid] - c[low]) * s / (c[high] - c[low])
            c[high] = s
        } else {
            c[mid] = 0
            c[high] = 0
        }
        c[low] = 0
        return c
    }

    static func blend(_ mode: BlendMode, _ b: Color, _ s: Color) -> Color {
        switch mode {
        case .hue: setLum(setSat(s, sat(b)), lum(b))
        case .saturation: setLum(setSat(b, sat(s)), lum(b))
        case .color: setLum(s, lum(b))
        case .luminosity: setLum(b, lum(s))
        default:
            Color(
                separable(mode, b.x, s.x) ?? 0, separable(mode, b.y, s.y) ?? 0, separable(mode, b.z, s.z) ?? 0)
        }
    }

    static func factors(_ op: CompositeOperator, _ sa: Double, _ ba: Double) -> (Double, Double) {
        switch op {
        case .clear: (0, 0)
        case .copy: (1, 0)
        case .destination: (0, 1)
        case .sourceOver: (1, 1 - sa)
        case .destinationOver: (1 - ba, 1)
        case .sourceIn: (ba, 0)
        case .destinationIn: (0, sa)
        case .sourceOut: (1 - ba, 0)
        case .destinationOut: (0, 1 - sa)
        case .sourceAtop: (ba, 1 - sa)
        case .destinationAtop: (1 - ba, sa)
        case .xor: (1 - ba, 1 - sa)
        case .plus: (1, 1)
        }
    }

    /// Premultiplied in, premultiplied out.
    static func composite(
        _ source: SIMD4<Double>, _ backdrop: SIMD4<Double>, _ mode: BlendMode, _ op: CompositeOperator
    ) -> SIMD4<Double> {
        let (sa, ba) = (source.w, backdrop.w)
        let s = sa > 0 ? Color(source.x, source.y, source.z) / sa : .zero
        let b = ba > 0 ? Color(backdrop.x, backdrop.y, backdrop.z) / ba : .zero
        let mixed = (1 - ba) * s + ba * blend(mode, b, s)
        let (fa, fb) = factors(op, sa, ba)
        let color = sa * fa * mixed + ba * fb * b
        return SIMD4(color.x, color.y, color.z, min(1, sa * fa + ba * fb))
    }
}
