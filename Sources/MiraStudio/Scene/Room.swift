/// A room far out of focus: a wall that a window lights from one side, and what stands before it.
struct Room {
    private typealias Shape = BackdropLook.SoftShape

    private enum Kind: CaseIterable {
        /// A window near the frame's edge.
        case sideWindow
        /// Windows from one side of the picture to the other.
        case windowFront
        /// No window, but its light on the wall.
        case sunPatch
    }

    private let scene: SceneDescription
    private let side: Float
    private let light: StageLight
    private let chance: Chance
    private let blur: Float
    /// The wall's paint in the light of the room.
    private let wall: SIMD3<Float>
    private let paint: SIMD3<Float>
    private let isNight: Bool
    private let isDark: Bool

    /// - Parameter side: where the light comes from, −1 left, 1 right.
    init(scene: SceneDescription, side: Float, light: StageLight, chance: Chance) {
        (self.scene, self.side, self.light, self.chance) = (scene, side, light, chance)
        blur = chance.number("blur", in: 0.07...0.1)
        isNight = scene.light.time.map { [.night, .evening, .dusk].contains($0) } ?? false
        isDark = scene.light.key < 0 || scene.moods.contains(.moody) || scene.backdrop.tone == .dark
        let paints = [
            rgb(232, 226, 216), rgb(226, 226, 223), rgb(236, 226, 212), rgb(220, 225, 221), rgb(229, 219, 208),
        ]
        var paint = scene.backdrop.color?.reflectance ?? chance.one(of: paints, "wall", otherwise: paints[0])
        if scene.moods.contains(.cozy) || scene.moods.contains(.rustic) { paint *= SIMD3(1.0, 0.9, 0.76) }
        if scene.moods.contains(.luxurious) { paint *= 0.62 }
        if isDark { paint *= 0.16 }
        self.paint = paint
        wall = paint * (light.fill * 1.05 + light.key * 0.46)
    }

    var look: BackdropLook {
        var look = BackdropLook(lower: wall * 0.80, upper: wall * 0.95, reach: 0.9)
        let glow: Float = isNight ? 0.25 : 0.55
        look.glow = (SIMD2(side * 1.2, 0.6), 1.2, paint * light.key * glow)
        look.shapes += furniture
        if chance.unit("plant") < (scene.moods.contains(.fresh) ? 0.9 : 0.4) {
            let foot = SIMD2(
                -side * chance.number("plant x", in: 0.5...0.95), chance.number("plant y", in: 0.04...0.14))
            look.shapes += BackdropLook.plant(at: foot, light: light, blur: blur, chance: chance)
        }
        if isNight {
            look.bokeh = BackdropLook.points(
                count: 9, colors: [rgb(255, 196, 120), rgb(255, 222, 170)], chance: chance)
        } else if scene.light.pattern != LightDescription.Pattern.none {
            look.shapes += opening
        }
        return look
    }

    // MARK: Windows

    private var opening: [Shape] {
        let kinds: [Kind] =
            switch scene.backdrop.place {
            case "office"?, "cafe"?, "restaurant"?: [.windowFront, .sideWindow]
            case "bathroom"?, "spa"?: [.sunPatch, .sideWindow]
            default: [.sideWindow, .sideWindow, .sunPatch, .windowFront]
            }
        switch chance.one(of: kinds, "room", otherwise: .sideWindow) {
        case .sideWindow: return sideWindow
        case .windowFront: return windowFront
        case .sunPatch: return sunPatch
        }
    }

    /// What is seen through a window: overexposed, in the colour of the time of day.
    private var outside: SIMD3<Float> {
        let sun = light.key / max(0.2, light.key.y)
        return (sun * SIMD3(1, 1, 1) + SIMD3(0.94, 1, 1.06)) * (isDark ? 0.3 : 0.82)
    }

    private var sideWindow: [Shape] {
        let x = side * chance.number("window x", in: 0.6...0.9), y = chance.number("window y", in: 0.48...0.62)
        let half = SIMD2(chance.number("window width", in: 0.2...0.28), chance.number("window height", in: 0.36...0.5))
        var shapes: [Shape] = []
        for column in [-1, 1] as [Float] {
            for row in [-1, 1] as [Float] {
                shapes.append(
                    Shape(
                        form: .box, center: SIMD2(x + column * half.x * 0.52, y + row * half.y * 0.52),
                        half: half * 0.46, blur: blur * 0.75, color: outside * (row > 0 ? 1.0 : 0.88), opacity: 0.88))
            }
        }
        // A curtain that lets half of the light through.
        shapes.append(
            Shape(
                form: .box, center: SIMD2(x - side * (half.x + 0.15), y), half: SIMD2(0.08, half.y + 0.22), blur: blur,
                color: Arithmetic.mix(wall, outside, 0.4), opacity: 0.6))
        return shapes
    }

    private var windowFront: [Shape] {
        let pitch = chance.number("pane", in: 0.46...0.66), shift = chance.number("pane shift", in: -0.3...0.3)
        let bottom = chance.number("sill", in: 0.06...0.16)
        let green = rgb(150, 172, 128) * (light.key + light.fill)
        var shapes: [Shape] = []
        for column in -3...3 {
            let x = (Float(column) + shift) * pitch
            shapes.append(
                Shape(
                    form: .box, center: SIMD2(x, bottom + 0.7), half: SIMD2(pitch * 0.43, 0.7), blur: blur * 0.6,
                    color: outside * (side * x > 0 ? 0.95 : 0.82), opacity: 0.85))
        }
        for tree in 0..<12 {
            shapes.append(
                Shape(
                    form: .ellipse,
                    center: SIMD2(
                        chance.number("tree x \(tree)", in: -1.3...1.3),
                        bottom + chance.number("tree y \(tree)", in: 0...0.4)),
                    half: SIMD2(
                        chance.number("tree w \(tree)", in: 0.1...0.24),
                        chance.number("tree h \(tree)", in: 0.08...0.22)),
                    blur: blur * 1.2, color: Arithmetic.mix(green, outside, isDark ? 0.1 : 0.35), opacity: 0.45))
        }
        for bar in -3...4 {
            shapes.append(
                Shape(
                    form: .box, center: SIMD2((Float(bar) - 0.5 + shift) * pitch, bottom + 0.7),
                    half: SIMD2(0.022, 0.75),
                    blur: blur * 0.45, color: wall * 0.8, opacity: 0.8))
        }
        return shapes
    }

    /// Two rows of panes that lean as the sun throws them.
    private var sunPatch: [Shape] {
        let x = -side * chance.number("patch x", in: -0.15...0.5), y = chance.number("patch y", in: 0.5...0.66)
        let pane = SIMD2(chance.number("patch w", in: 0.11...0.16), chance.number("patch h", in: 0.13...0.18))
        let lit = wall + paint * light.key * (isDark ? 1.6 : 0.62)
        let lean = side * chance.number("patch lean", in: 0.3...0.6)
        return (0..<6).map { index in
            let (column, row) = (Float(index % 2) - 0.5, Float(index / 2) - 1)
            let offset = SIMD2(column * pane.x * 2.3, row * pane.y * 2.25)
            return Shape(
                form: .box, center: SIMD2(x + offset.x + lean * offset.y, y + offset.y), half: pane, blur: blur * 0.5,
                color: lit, opacity: 0.8, skew: lean)
        }
    }

    // MARK: Things

    private var furniture: [Shape] {
        // Skirting or a worktop along the far wall.
        let dado = Shape(
            form: .box, center: SIMD2(0, 0.02), half: SIMD2(3, chance.number("dado", in: 0.05...0.13)), blur: blur,
            color: wall * SIMD3(0.84, 0.80, 0.75), opacity: 0.6)
        switch (scene.backdrop.place, chance.count("furniture", in: 0...3)) {
        case ("kitchen"?, _), (_, 0): return shelf + [dado]
        case (_, 1): return picture + [dado]
        case (_, 2): return cupboard + [dado]
        default: return [dado]
        }
    }

    private var shelf: [Shape] {
        let y = chance.number("shelf", in: 0.42...0.6), x = -side * chance.number("shelf x", in: 0.5...0.75)
        var shapes = [
            Shape(
                form: .box, center: SIMD2(x, y), half: SIMD2(0.5, 0.012), blur: blur * 0.55,
                color: wall * SIMD3(0.58, 0.47, 0.36), opacity: 0.8)
        ]
        let colors = [
            SIMD3<Float>(0.95, 0.93, 0.9), SIMD3(0.55, 0.6, 0.6), SIMD3(0.74, 0.55, 0.44), SIMD3(0.42, 0.38, 0.35),
        ]
        for item in 0..<5 {
            let height = chance.number("item h \(item)", in: 0.05...0.13)
            let place = x - 0.36 + 0.18 * Float(item) + chance.number("item x \(item)", in: -0.03...0.03)
            shapes.append(
                Shape(
                    form: chance.flip("item \(item)") ? .box : .ellipse, center: SIMD2(place, y + height),
                    half: SIMD2(chance.number("item w \(item)", in: 0.035...0.075), height), blur: blur * 0.55,
                    color: wall * chance.one(of: colors, "item color \(item)", otherwise: colors[0]), opacity: 0.75))
        }
        return shapes
    }

    private var picture: [Shape] {
        let x = -side * chance.number("picture x", in: 0.4...0.75), y = chance.number("picture y", in: 0.5...0.68)
        let half = SIMD2(chance.number("picture w", in: 0.14...0.22), chance.number("picture h", in: 0.18...0.26))
        return [
            Shape(form: .box, center: SIMD2(x, y), half: half, blur: blur * 0.6, color: wall * 0.58, opacity: 0.75),
            Shape(
                form: .box, center: SIMD2(x, y), half: half * 0.76, blur: blur * 0.6,
                color: wall * SIMD3(1.12, 1.1, 1.06), opacity: 0.8),
        ]
    }

    /// A broad darker field to the frame's edge, with the gap between its doors.
    private var cupboard: [Shape] {
        let x = -side * chance.number("cupboard x", in: 0.85...1.0)
        return [
            Shape(
                form: .box, center: SIMD2(x, 0.5), half: SIMD2(0.42, 0.75), blur: blur,
                color: wall * SIMD3(0.80, 0.74, 0.67), opacity: 0.7),
            Shape(
                form: .box, center: SIMD2(x, 0.55), half: SIMD2(0.02, 0.6), blur: blur * 0.5, color: wall * 0.58,
                opacity: 0.5),
        ]
    }
}
