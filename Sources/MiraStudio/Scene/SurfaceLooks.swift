import CMiraKernels

extension SurfaceLook {
    /// The look of a material in one colour, with the variety that a seed gives it.
    init(
        _ material: Surface.Material, color: NamedColor?, tone: Tone, finish: Surface.Finish?, variety: String?,
        chance: Chance
    ) {
        let paint = Paint(material, color: color, tone: tone, variety: variety, chance: chance)
        var pattern = mira_surface()
        pattern.kind = Self.kind(of: material)
        pattern.seed = chance.bits("pattern")
        pattern.base = (paint.base.x, paint.base.y, paint.base.z)
        pattern.second = (paint.second.x, paint.second.y, paint.second.z)
        pattern.accent = (paint.accent.x, paint.accent.y, paint.accent.z)
        pattern.accent_strength = paint.strength
        pattern.variation = paint.variation
        pattern.scale = paint.scale
        (pattern.cosine, pattern.sine) = Arithmetic.circle(paint.turn)
        pattern.offset_u = chance.number("pattern u", in: -40...40)
        pattern.offset_v = chance.number("pattern v", in: -40...40)
        self.init(pattern: pattern, gloss: 0, roughness: 0.3)

        switch material {
        case .marble: (gloss, roughness) = (0.62, 0.10)
        case .terrazzo: (gloss, roughness) = (0.5, 0.13)
        case .wood: (gloss, roughness) = (0.30, 0.30)
        case .acrylic: (gloss, roughness) = (1.0, 0.012)
        case .metal: (gloss, roughness) = (1.0, 0.22)
        case .slate: (gloss, roughness) = (0.26, 0.4)
        case .stone: (gloss, roughness) = (0.16, 0.4)
        case .concrete: (gloss, roughness) = (0.14, 0.45)
        case .paper, .plaster, .linen, .sand: (gloss, roughness) = (0, 0.5)
        }
        switch finish {
        case .polished where material != .linen && material != .sand && material != .paper:
            gloss = max(gloss, 0.8)
            roughness = min(roughness, 0.06)
            relief = 0.35
        case .matte where material != .acrylic:
            gloss *= 0.2
            roughness = max(roughness, 0.4)
        default: break
        }
        if material == .metal { mirror = paint.base }
        if variety == "mirror" { mirror = SIMD3(repeating: 0.86) }
    }

    private static func kind(of material: Surface.Material) -> mira_surface_kind {
        switch material {
        case .paper, .acrylic: MIRA_SURFACE_PLAIN
        case .marble: MIRA_SURFACE_MARBLE
        case .wood: MIRA_SURFACE_WOOD
        case .concrete: MIRA_SURFACE_CONCRETE
        case .plaster: MIRA_SURFACE_PLASTER
        case .linen: MIRA_SURFACE_LINEN
        case .slate: MIRA_SURFACE_SLATE
        case .stone: MIRA_SURFACE_STONE
        case .terrazzo: MIRA_SURFACE_TERRAZZO
        case .metal: MIRA_SURFACE_METAL
        case .sand: MIRA_SURFACE_SAND
        }
    }
}

/// The colours of a material, and how its pattern lies.
struct Paint {
    var base: SIMD3<Float>
    var second: SIMD3<Float>
    var accent: SIMD3<Float>
    var strength: Float = 0.7
    var variation: Float = 0.6
    var scale: Float = 1
    /// Turns of a circle.
    var turn: Float = 0

    init(_ material: Surface.Material, color: NamedColor?, tone: Tone, variety: String?, chance: Chance) {
        (base, second, accent) = Self.colors(material, tone: tone, variety: variety)
        switch material {
        case .marble:
            turn = chance.number("vein angle", in: 0.03...0.13) * (chance.flip("vein side") ? 1 : -1)
            strength = chance.number("vein strength", in: 0.7...1)
            variation = chance.number("marble clouds", in: 0.35...0.85)
            scale = chance.number("marble scale", in: 0.7...1.05)
        case .wood:
            turn = chance.unit("plank direction") < 0.6 ? 0 : 0.25
            strength = chance.number("grain", in: 0.55...0.85)
            variation = 0.55
            scale = chance.number("plank width", in: 0.75...1.05)
        case .concrete:
            turn = chance.unit("concrete turn")
            variation = chance.number("concrete clouds", in: 0.5...0.9)
            scale = 0.9
            strength = 0.8
        case .plaster, .stone, .slate:
            turn = chance.number("stone turn", in: -0.06...0.06)
            variation = chance.number("stone clouds", in: 0.5...0.8)
        case .linen:
            turn = chance.number("weave turn", in: -0.05...0.05)
            strength = chance.number("folds", in: 0.35...0.8)
            variation = 0.6
        case .terrazzo:
            turn = chance.unit("terrazzo turn")
            scale = variety == "granite" ? 3.4 : chance.number("chips", in: 0.8...1.2)
            variation = variety == "granite" ? 1 : chance.number("big chips", in: 0.3...0.9)
        case .metal: variation = 0.35
        case .sand: turn = chance.number("ripple turn", in: -0.09...0.09)
        case .paper, .acrylic: break
        }
        if let color { dye(material, color.reflectance) }
    }

    /// Takes on a colour, each material in its own way.
    private mutating func dye(_ material: Surface.Material, _ color: SIMD3<Float>) {
        let light = (color * SIMD3(0.2126, 0.7152, 0.0722)).sum()
        switch material {
        case .marble:
            // Coloured stone is never as loud as paint.
            let chroma = color.max() - color.min()
            base = light > 0.05 && chroma > 0.1 ? color * (1 - 0.5 * min(1, chroma * 2)) : color
            second = light > 0.4 ? color * 0.74 : Arithmetic.mix(color, SIMD3(repeating: 0.4), 0.12)
            accent = light > 0.3 ? color * 0.26 : Arithmetic.mix(color, SIMD3(0.72, 0.70, 0.66), 0.85)
        case .wood:
            base = color
            second = color * 0.86
            accent = color * (light > 0.3 ? 0.62 : 0.45)
        case .terrazzo:
            base = Arithmetic.mix(color, SIMD3(repeating: 0.8), 0.2)
            second = color * 0.55
        case .slate, .concrete, .plaster, .stone, .linen, .sand:
            base = color
            second = color * 0.76
            accent = color * 0.42
        case .metal:
            base = Arithmetic.mix(color, SIMD3(repeating: max(0.4, light)), 0.15)
            second = base * 0.8
        case .paper, .acrylic: (base, second, accent) = (color, color, color)
        }
    }

    private static func colors(
        _ material: Surface.Material, tone: Tone, variety: String?
    ) -> (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>) {
        switch (material, tone, variety) {
        case (.marble, .dark, _): (rgb(30, 30, 33), rgb(48, 48, 52), rgb(214, 211, 204))
        case (.marble, _, _): (rgb(240, 238, 234), rgb(216, 216, 216), rgb(116, 117, 122))
        case (.wood, .light, _), (.wood, _, "pine"): (rgb(224, 196, 156), rgb(209, 177, 134), rgb(166, 124, 82))
        case (.wood, .dark, _): (rgb(84, 58, 43), rgb(68, 46, 34), rgb(34, 23, 18))
        case (.wood, _, "walnut"): (rgb(126, 88, 62), rgb(104, 71, 49), rgb(58, 38, 27))
        case (.wood, _, _): (rgb(192, 153, 112), rgb(174, 134, 94), rgb(112, 78, 50))
        case (.concrete, .dark, _): (rgb(92, 92, 93), rgb(74, 74, 76), rgb(42, 42, 44))
        case (.concrete, _, _): (rgb(182, 180, 176), rgb(154, 152, 149), rgb(92, 90, 88))
        case (.plaster, .dark, _): (rgb(112, 104, 98), rgb(94, 87, 81), rgb(60, 55, 51))
        case (.plaster, _, _): (rgb(233, 227, 217), rgb(217, 209, 197), rgb(170, 160, 148))
        case (.linen, .dark, _): (rgb(104, 98, 90), rgb(86, 80, 73), rgb(50, 46, 42))
        case (.linen, _, _): (rgb(232, 223, 208), rgb(211, 199, 181), rgb(160, 148, 130))
        case (.slate, .light, _): (rgb(132, 136, 140), rgb(158, 160, 162), rgb(160, 138, 116))
        case (.slate, _, _): (rgb(66, 69, 74), rgb(92, 95, 99), rgb(126, 98, 74))
        case (.stone, .dark, _): (rgb(112, 108, 103), rgb(92, 89, 85), rgb(58, 55, 52))
        case (.stone, _, "limestone"): (rgb(228, 214, 192), rgb(206, 189, 163), rgb(152, 132, 106))
        case (.stone, _, _): (rgb(205, 199, 190), rgb(180, 173, 163), rgb(126, 119, 110))
        case (.terrazzo, _, "granite"): (rgb(168, 166, 164), rgb(112, 110, 110), rgb(46, 46, 48))
        case (.terrazzo, .dark, _): (rgb(58, 58, 60), rgb(196, 186, 172), rgb(120, 116, 112))
        case (.terrazzo, _, _): (rgb(232, 228, 220), rgb(206, 164, 136), rgb(104, 108, 108))
        case (.acrylic, .light, _): (rgb(240, 240, 240), rgb(240, 240, 240), rgb(240, 240, 240))
        case (.acrylic, _, "glass"): (rgb(186, 202, 200), rgb(186, 202, 200), rgb(186, 202, 200))
        case (.acrylic, _, _): (rgb(14, 14, 16), rgb(14, 14, 16), rgb(14, 14, 16))
        case (.metal, .dark, _): (rgb(120, 121, 124), rgb(104, 105, 108), rgb(70, 70, 72))
        case (.metal, _, _): (rgb(198, 199, 201), rgb(178, 179, 182), rgb(120, 120, 122))
        case (.sand, _, _): (rgb(222, 197, 160), rgb(198, 170, 131), rgb(244, 232, 210))
        case (.paper, .dark, _): (rgb(74, 74, 77), rgb(74, 74, 77), rgb(74, 74, 77))
        case (.paper, _, _): (rgb(238, 236, 232), rgb(238, 236, 232), rgb(238, 236, 232))
        }
    }
}

/// The reflectance of an sRGB colour.
func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> SIMD3<Float> {
    SIMD3(Transfer.linear(red), Transfer.linear(green), Transfer.linear(blue))
}
