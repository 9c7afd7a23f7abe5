/// A colour that prompts can name.
enum NamedColor: String, Sendable, CaseIterable {
    case white, cream, beige, brown, terracotta, orange, peach, coral, red, darkRed = "dark-red", pink
    case lightPink = "light-pink", magenta, purple, lilac, indigo, darkBlue = "dark-blue", blue, lightBlue =
        "light-blue"
    case cyan, turquoise, teal, mint, lightGreen = "light-green", green, emerald, darkGreen = "dark-green", olive,
        yellow
    case mustard, gold, silver, gray, lightGray = "light-gray", darkGray = "dark-gray", black, neutral

    /// The colour as paint in full light: linear sRGB reflectance.
    var reflectance: SIMD3<Float> {
        let (r, g, b) = srgb
        return SIMD3(Transfer.linear(r), Transfer.linear(g), Transfer.linear(b))
    }

    private var srgb: (UInt8, UInt8, UInt8) {
        switch self {
        case .white: (242, 241, 238)
        case .cream: (240, 229, 205)
        case .beige: (217, 197, 168)
        case .brown: (122, 84, 58)
        case .terracotta: (194, 105, 74)
        case .orange: (232, 137, 52)
        case .peach: (246, 190, 158)
        case .coral: (238, 125, 107)
        case .red: (188, 40, 42)
        case .darkRed: (108, 28, 44)
        case .pink: (240, 160, 180)
        case .lightPink: (246, 206, 212)
        case .magenta: (204, 48, 126)
        case .purple: (112, 72, 148)
        case .lilac: (192, 178, 220)
        case .indigo: (64, 58, 138)
        case .darkBlue: (34, 50, 88)
        case .blue: (52, 100, 176)
        case .lightBlue: (172, 205, 228)
        case .cyan: (96, 196, 214)
        case .turquoise: (74, 180, 178)
        case .teal: (36, 112, 116)
        case .mint: (184, 226, 204)
        case .lightGreen: (172, 208, 158)
        case .green: (66, 134, 84)
        case .emerald: (22, 116, 84)
        case .darkGreen: (32, 72, 54)
        case .olive: (146, 152, 112)
        case .yellow: (247, 214, 96)
        case .mustard: (206, 158, 56)
        case .gold: (202, 164, 92)
        case .silver: (190, 193, 197)
        case .gray: (148, 148, 148)
        case .lightGray: (205, 205, 204)
        case .darkGray: (62, 63, 66)
        case .black: (28, 28, 30)
        case .neutral: (205, 196, 184)
        }
    }
}

extension NamedColor {
    /// How people write it.
    var words: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }
}
