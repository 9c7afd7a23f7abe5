import MiraImage

extension StageLight {
    /// Sets the lights of a scene around its products.
    init(scene: SceneDescription, camera: Camera, hulls: [ProductHull], shading: Float, chance: Chance) {
        let wish = scene.light
        let main = hulls.main
        let extent = main?.extent(camera: camera) ?? (height: 0.9, width: 0.7)
        let size = max(extent.height, 0.62 * extent.width, 0.55)
        let depth = main.map { $0.depth + 0.3 * $0.thickness } ?? camera.baseDepth
        let middle = main.map { Float($0.left) + 0.5 * Float($0.width) } ?? camera.center
        target = SIMD3((middle - camera.center) * depth / camera.focal, 0, depth)

        let side = Self.side(wish, shading: shading, chance: chance)
        // Degrees from the camera's side (0) round to behind the product (180), and above the floor.
        let softness = wish.softness ?? Self.usualSoftness(wish)
        // A wall or a sweep has to be lit from before it; on a table the light from behind models the best.
        let isEnclosed = [.sweep, .wall].contains(scene.backdropKind)
        let usual: ClosedRange<Float> = isEnclosed ? (softness == .hard ? 48...62 : 97...108) : 104...126
        var azimuth = chance.number("azimuth", in: usual)
        var elevation = Self.elevation(wish, chance: chance)
        switch wish.direction {
        case .back: azimuth = chance.number("azimuth", in: 150...168)
        case .front: azimuth = chance.number("azimuth", in: 28...42)
        case .top: (azimuth, elevation) = (isEnclosed ? 80 : 120, 74)
        case .left, .right, nil: break
        }
        // The sun over a plain is as strong everywhere.
        let distance = size * (scene.backdropKind == .sky ? 40 : softness == .hard ? 9 : isEnclosed ? 4.4 : 3.4)
        let radius: Float =
            switch softness {
            case .hard: 0.022
            case .natural: 0.13
            case .soft: 0.2
            case .diffused: 0.5
            }
        lamp = Lamp(
            target: target, side: side, azimuth: azimuth, elevation: elevation, distance: distance, radius: radius)

        let (keyColor, fillColor) = Self.colors(wish)
        var share: Float =
            switch softness {
            case .hard: 0.78
            case .natural: 0.64
            case .soft: 0.58
            case .diffused: 0.34
            }
        if wish.isDramatic || scene.moods.contains(.moody) { share = min(0.9, share + 0.14) }
        key = keyColor * share
        fill = fillColor * (1 - share)
        shadow = wish.hasShadows ? 1 : 0.12
        spot = wish.isSpot ? size * 0.95 : nil
        gobo = .none
        gobo = Gobo(scene: scene, light: self, size: size, softness: softness, chance: chance)
    }

    /// −1 for a light on the left, 1 on the right: as asked, else as the product is lit, else by chance.
    private static func side(_ wish: LightDescription, shading: Float, chance: Chance) -> Float {
        switch wish.direction {
        case .left: -1
        case .right: 1
        default: shading < 0 ? -1 : shading > 0 ? 1 : chance.flip("side") ? 1 : -1
        }
    }

    private static func elevation(_ wish: LightDescription, chance: Chance) -> Float {
        let spread = chance.number("elevation", in: -4...4)
        return switch wish.time {
        case .dawn, .sunset: 20 + 0.5 * spread
        case .goldenHour: 23 + 0.5 * spread
        case .morning: 35 + spread
        case .noon: 62 + spread
        case .afternoon: 34 + spread
        case .dusk, .evening: 38 + spread
        case .day, .night, nil: 42 + spread
        }
    }

    private static func usualSoftness(_ wish: LightDescription) -> LightDescription.Softness {
        switch wish.pattern {
        case .blinds, .leaves: return .hard
        default: break
        }
        switch wish.time {
        case .noon, .goldenHour, .sunset, .dawn: return .natural
        case .night, .dusk, .evening, .morning, .day, .afternoon, nil: return .soft
        }
    }

    /// Colours of the key light and of the rest, each of luminance 1.
    private static func colors(_ wish: LightDescription) -> (SIMD3<Float>, SIMD3<Float>) {
        var (key, fill): (SIMD3<Float>, SIMD3<Float>) =
            switch wish.time {
            case .dawn: (SIMD3(1.22, 0.95, 0.82), SIMD3(0.90, 0.98, 1.18))
            case .morning: (SIMD3(1.16, 0.99, 0.76), SIMD3(1.0, 1.0, 1.02))
            case .noon, .day: (SIMD3(1.03, 1.0, 0.95), SIMD3(0.95, 1.0, 1.08))
            case .afternoon: (SIMD3(1.17, 0.98, 0.74), SIMD3(0.99, 1.0, 1.03))
            case .goldenHour: (SIMD3(1.30, 0.96, 0.55), SIMD3(0.98, 0.99, 1.05))
            case .sunset: (SIMD3(1.42, 0.92, 0.50), SIMD3(1.0, 0.97, 1.12))
            case .dusk: (SIMD3(0.86, 0.98, 1.28), SIMD3(0.84, 0.98, 1.35))
            case .evening: (SIMD3(1.28, 0.96, 0.60), SIMD3(1.02, 0.98, 1.02))
            case .night: (SIMD3(0.84, 0.99, 1.28), SIMD3(0.82, 0.98, 1.38))
            case nil: (SIMD3(1.01, 1.0, 0.98), SIMD3(0.98, 1.0, 1.02))
            }
        switch wish.warmth {
        case .warm: (key, fill) = (key * SIMD3(1.12, 0.99, 0.80), fill * SIMD3(1.03, 1.0, 0.94))
        case .cool: (key, fill) = (key * SIMD3(0.90, 1.0, 1.14), fill * SIMD3(0.94, 1.0, 1.08))
        case .candle: (key, fill) = (SIMD3(1.55, 0.90, 0.38), SIMD3(1.2, 0.95, 0.75))
        case nil: break
        }
        return (Self.unitLuminance(key), Self.unitLuminance(fill))
    }

    private static func unitLuminance(_ color: SIMD3<Float>) -> SIMD3<Float> {
        color / (color * SIMD3(0.2126, 0.7152, 0.0722)).sum()
    }
}

extension Gobo {
    init(
        scene: SceneDescription, light: StageLight, size: Float, softness: LightDescription.Softness, chance: Chance
    ) {
        let wish = scene.light
        let sunny: Set<LightDescription.Time> = [.dawn, .morning, .afternoon, .goldenHour, .sunset]
        let usual: LightDescription.Pattern =
            scene.backdropKind == .interior && softness != .diffused && (wish.time.map(sunny.contains) ?? false)
            ? .window : .none
        self = .none
        let pattern = wish.pattern ?? usual
        guard pattern != .none else { return }
        let l = light.direction
        (across, along) = Lamp.axes(l)
        origin = light.target
        let edges: Float =
            switch softness {
            case .hard: 0.035
            case .natural: 0.09
            case .soft: 0.14
            case .diffused: 0.3
            }
        self.softness = edges * size
        switch pattern {
        case .none: break
        case .window:
            shape = .panes(
                width: size * chance.number("pane width", in: 0.95...1.25),
                height: size * chance.number("pane height", in: 0.62...0.85), bar: size * 0.085)
            offset = SIMD2(size * chance.number("pane x", in: 0.3...0.6), size * chance.number("pane y", in: 0.2...0.4))
            opening = SIMD2(size * chance.number("opening x", in: 1.2...1.6), size * 1.15)
            (outside, behind) = (0.46, 0.34)
        case .blinds:
            shape = .slats(pitch: size * chance.number("slat", in: 0.2...0.3))
            offset = SIMD2(0, size * chance.unit("slat y"))
            opening = SIMD2(size * 2.2, size * 1.7)
            (outside, behind) = (0.25, 0.18)
        case .leaves:
            shape = .leaves(Self.fronds(size: size, chance: chance))
            opening = SIMD2(size * 3, size * 2.4)
            (outside, behind) = (0.5, 0.16)
        }
    }

    /// Fronds of a palm that reach in from around the product.
    private static func fronds(size: Float, chance: Chance) -> [Blade] {
        var blades: [Blade] = []
        for frond in 0..<4 {
            // From where it comes, seen from the product, and where it points: past the product.
            let from = chance.number("frond from \(frond)", in: 0.0...0.14) + 0.25 * Float(frond) + 0.06
            let (fc, fs) = Arithmetic.circle(from)
            let heading = from + 0.5 + chance.number("frond turn \(frond)", in: -0.07...0.07)
            let (hc, hs) = Arithmetic.circle(heading)
            let start = SIMD2(fc, fs) * chance.number("frond reach \(frond)", in: 1.7...2.1)
            for leaf in 0..<12 {
                let t = Float(leaf) / 11
                let root = start + SIMD2(hc, hs) * (1.45 * t)
                for side in [-1, 1] as [Float] {
                    let spread = 0.16 - 0.1 * t + chance.number("leaf \(frond) \(leaf) \(side)", in: -0.015...0.015)
                    let (c, s) = Arithmetic.circle(heading + side * spread)
                    let length = (0.8 - 0.45 * t) * chance.number("length \(frond) \(leaf) \(side)", in: 0.8...1.1)
                    blades.append(
                        Blade(root: root * size, tip: (root + SIMD2(c, s) * length) * size, width: 0.045 * size))
                }
            }
        }
        return blades
    }
}
