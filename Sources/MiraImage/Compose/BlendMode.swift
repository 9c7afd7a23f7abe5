import CMiraKernels

/// How the colours of a source and a backdrop mix where both are.
///
/// - Source: W3C "Compositing and Blending Level 1"; the names are those of CSS.
public enum BlendMode: String, Sendable, Codable, CaseIterable {
    /// The source's colour.
    case normal
    /// Each channel times the other's: darker.
    case multiply
    /// The complement of the product of the complements: lighter.
    case screen
    /// Multiply in the backdrop's dark half, screen in its light one.
    case overlay
    /// The darker of each channel.
    case darken
    /// The lighter of each channel.
    case lighten
    /// The backdrop brightened by the source.
    case colorDodge = "color-dodge"
    /// The backdrop darkened by the source.
    case colorBurn = "color-burn"
    /// Multiply in the source's dark half, screen in its light one.
    case hardLight = "hard-light"
    /// A soft form of hard light, like a diffused spotlight.
    case softLight = "soft-light"
    /// The distance of the channels.
    case difference
    /// Difference with less contrast.
    case exclusion
    /// The source's hue with the backdrop's saturation and luminosity.
    case hue
    /// The source's saturation with the backdrop's hue and luminosity.
    case saturation
    /// The source's hue and saturation with the backdrop's luminosity.
    case color
    /// The source's luminosity with the backdrop's hue and saturation.
    case luminosity

    /// The mode's name in C.
    var kernel: mira_blend {
        switch self {
        case .normal: MIRA_BLEND_NORMAL
        case .multiply: MIRA_BLEND_MULTIPLY
        case .screen: MIRA_BLEND_SCREEN
        case .overlay: MIRA_BLEND_OVERLAY
        case .darken: MIRA_BLEND_DARKEN
        case .lighten: MIRA_BLEND_LIGHTEN
        case .colorDodge: MIRA_BLEND_COLOR_DODGE
        case .colorBurn: MIRA_BLEND_COLOR_BURN
        case .hardLight: MIRA_BLEND_HARD_LIGHT
        case .softLight: MIRA_BLEND_SOFT_LIGHT
        case .difference: MIRA_BLEND_DIFFERENCE
        case .exclusion: MIRA_BLEND_EXCLUSION
        case .hue: MIRA_BLEND_HUE
        case .saturation: MIRA_BLEND_SATURATION
        case .color: MIRA_BLEND_COLOR
        case .luminosity: MIRA_BLEND_LUMINOSITY
        }
    }
}
