extension BackdropLook {
    /// What lies behind the stage of a scene.
    init(scene: SceneDescription, camera: Camera, light: StageLight, surface: SurfaceLook, chance: Chance) {
        let side: Float = light.lamp.center.x < light.target.x ? -1 : 1
        let ambient = light.key + light.fill
        switch scene.backdropKind {
        case .interior: self = Room(scene: scene, side: side, light: light, chance: chance).look
        case .foliage: self = Self.foliage(side: side, light: light, chance: chance)
        case .lights: self = Self.lights(scene, light: light, chance: chance)
        case .gradient: self = Self.gradient(scene, side: side, light: light, surface: surface)
        case .sky: self = Self.sky(scene, light: light)
        case .sweep, .wall:
            let color = (scene.backdrop.color?.reflectance ?? surface.base) * ambient * 0.8
            self.init(lower: color * 0.9, upper: color, reach: 1)
        }
    }

    static func plant(at foot: SIMD2<Float>, light: StageLight, blur: Float, chance: Chance) -> [SoftShape] {
        let greens = [rgb(74, 96, 62), rgb(98, 122, 78), rgb(58, 82, 58), rgb(122, 140, 94)]
        let pot = SoftShape(
            form: .box, center: foot + SIMD2(0, 0.05), half: SIMD2(0.075, 0.09), blur: blur * 0.6,
            color: rgb(196, 184, 170) * (light.fill + light.key * 0.4), opacity: 0.85)
        return [pot]
            + (0..<14).map { leaf in
                let turn = chance.number("leaf turn \(leaf)", in: 0.02...0.48),
                    reach = chance.number("leaf reach \(leaf)", in: 0.1...0.34)
                let (c, s) = Arithmetic.circle(turn)
                return SoftShape(
                    form: .ellipse, center: foot + SIMD2(c * reach * 0.8, 0.16 + s * reach),
                    half: SIMD2(
                        chance.number("leaf w \(leaf)", in: 0.04...0.09),
                        chance.number("leaf h \(leaf)", in: 0.04...0.09)),
                    blur: blur * 0.55,
                    color: chance.one(of: greens, "leaf green \(leaf)", otherwise: greens[0])
                        * (light.fill + light.key * chance.number("leaf light \(leaf)", in: 0.2...1.4)),
                    opacity: 0.72)
            }
    }

    /// A garden: layers of green with the sky between, and sparks of sun.
    private static func foliage(side: Float, light: StageLight, chance: Chance) -> BackdropLook {
        let ambient = light.key + light.fill
        var look = BackdropLook(lower: rgb(92, 116, 66) * ambient * 0.7, upper: rgb(176, 196, 140) * ambient, reach: 1)
        look.glow = (SIMD2(side * 0.7, 0.9), 0.9, light.key * SIMD3(0.5, 0.5, 0.3))
        let greens = [rgb(70, 98, 48), rgb(110, 138, 70), rgb(148, 168, 92), rgb(52, 78, 44), rgb(186, 198, 128)]
        look.shapes = (0..<44).map { index in
            SoftShape(
                form: .ellipse,
                center: SIMD2(
                    chance.number("x \(index)", in: -1.3...1.3), chance.number("y \(index)", in: -0.05...1.2)),
                half: SIMD2(chance.number("w \(index)", in: 0.1...0.32), chance.number("h \(index)", in: 0.07...0.24)),
                blur: chance.number("b \(index)", in: 0.06...0.12),
                color: chance.one(of: greens, "g \(index)", otherwise: greens[0]) * ambient
                    * chance.number("l \(index)", in: 0.55...1.5), opacity: 0.5)
        }
        look.bokeh = points(
            count: 26, colors: [rgb(240, 240, 190), rgb(206, 222, 150), rgb(255, 250, 224)], chance: chance
        )
        .map { point in
            var point = point
            point.opacity *= 0.6
            point.color *= light.key / max(0.2, light.key.y)
            return point
        }
        return look
    }

    /// Night, with lamps far away.
    private static func lights(_ scene: SceneDescription, light: StageLight, chance: Chance) -> BackdropLook {
        let base = scene.backdrop.color?.reflectance ?? rgb(58, 50, 50)
        var look = BackdropLook(lower: base * 0.5, upper: base * 0.25, reach: 1.1)
        look.glow = (SIMD2(chance.number("glow", in: -0.6...0.6), 0.25), 0.8, SIMD3(0.16, 0.09, 0.045))
        var colors = [rgb(255, 190, 110), rgb(255, 214, 150), rgb(255, 160, 90), rgb(255, 236, 200)]
        if scene.moods.contains(.festive) { colors += [rgb(255, 110, 90), rgb(150, 220, 140)] }
        if scene.backdrop.place.map({ !$0.isEmpty }) ?? false { colors += [rgb(140, 180, 255)] }
        look.bokeh = points(count: 46, colors: colors, chance: chance)
        return look
    }

    static func points(count: Int, colors: [SIMD3<Float>], chance: Chance) -> [Bokeh] {
        (0..<count).map { index in
            Bokeh(
                center: SIMD2(
                    chance.number("px \(index)", in: -1.2...1.2), chance.number("py \(index)", in: 0.04...0.85)),
                radius: chance.number("pr \(index)", in: 0.028...0.075),
                color: chance.one(of: colors, "pc \(index)", otherwise: colors[0]),
                opacity: chance.number("po \(index)", in: 0.12...0.6))
        }
    }

    /// Light behind the product that falls off to the edges.
    private static func gradient(
        _ scene: SceneDescription, side: Float, light: StageLight, surface: SurfaceLook
    ) -> BackdropLook {
        let isDark = surface.base.sum() < 0.5 && scene.backdrop.color == nil
        let dark = isDark || scene.light.key < 0 || scene.backdrop.tone == .dark
        let paint = scene.backdrop.color?.reflectance ?? (dark ? rgb(70, 72, 78) : rgb(214, 214, 214))
        let ambient = light.key + light.fill
        var look = BackdropLook(lower: paint * ambient * 0.42, upper: paint * ambient * 0.2, reach: 1.3)
        look.glow = (SIMD2(side * 0.12, 0.22), 0.75, paint * ambient * 0.75)
        return look
    }

    private static func sky(_ scene: SceneDescription, light: StageLight) -> BackdropLook {
        let (lower, upper): (SIMD3<Float>, SIMD3<Float>) =
            switch scene.light.time {
            case .dawn: (rgb(250, 208, 186), rgb(168, 188, 220))
            case .goldenHour: (rgb(253, 214, 160), rgb(150, 180, 214))
            case .sunset: (rgb(253, 180, 118), rgb(112, 130, 178))
            case .dusk: (rgb(160, 150, 190), rgb(52, 72, 124))
            case .evening, .night: (rgb(48, 60, 92), rgb(14, 20, 40))
            case .morning, .noon, .day, .afternoon, nil: (rgb(214, 228, 240), rgb(112, 160, 214))
            }
        var look = BackdropLook(lower: lower, upper: upper, reach: 1.1)
        if let color = scene.backdrop.color { look.upper = color.reflectance }
        return look
    }
}
