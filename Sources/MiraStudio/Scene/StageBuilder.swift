import MiraGeneration
import MiraImage

extension Camera {
    /// The camera that a plan and a scene ask for: the floor is seen at the product's base, the horizon where the plan
    /// has it, else where such a stage is usually seen from.
    init(plan: Plan, scene: SceneDescription, chance: Chance) {
        let height = Float(plan.size.height)
        let side = Float(plan.size.width * plan.size.height).squareRoot()
        let main = plan.products.max { $0.bounds.width * $0.bounds.height < $1.bounds.width * $1.bounds.height }
        let base = main.map { Float($0.bounds.y + $0.bounds.height) } ?? 0.74 * height
        let drop: Float =
            switch scene.view {
            case .low: 0.16
            case .natural: chance.number("eye", in: 0.33...0.38)
            case .high: 0.62
            case .overhead: 1.5
            }
        let horizon = plan.horizon.map { Float($0) * height } ?? base - drop * side
        self.init(size: plan.size, horizon: horizon, base: min(base, height))
    }
}

extension Stage {
    /// Gives a scene its numbers, for one seed.
    ///
    /// - Parameter shading: the side from which the product is lit in its own picture: −1 left … 1 right, 0 unknown.
    init(scene: SceneDescription, camera: Camera, hulls: [ProductHull], shading: Float, chance: Chance) {
        self.camera = camera
        seed = chance.bits("samples")
        let material = scene.surface.material ?? scene.defaultMaterial
        surface = SurfaceLook(
            material, color: scene.surface.color ?? (material == .paper ? scene.backdrop.color : nil),
            tone: scene.surface.tone, finish: scene.surface.finish, variety: scene.surface.variety, chance: chance)
        if !scene.light.hasReflections { surface.gloss = 0 }

        let nearest = hulls.map(\.depth).min() ?? camera.baseDepth
        let farthest = hulls.map { $0.depth + $0.thickness }.max() ?? camera.baseDepth
        ground = Self.ground(scene, farthest: farthest, chance: chance)
        if case .wall = ground {
            let plain = scene.backdrop.color != nil || ![.concrete, .plaster, .paper].contains(material)
            wall =
                plain
                ? SurfaceLook(
                    .plaster, color: scene.backdrop.color, tone: scene.backdrop.tone, finish: nil, variety: nil,
                    chance: Chance(seed: chance.seed &+ 1))
                : surface
            wall?.relief = 0.5
        }
        light = StageLight(scene: scene, camera: camera, hulls: hulls, shading: shading, chance: chance)
        backdrop = BackdropLook(scene: scene, camera: camera, light: light, surface: surface, chance: chance)

        let side = Float(camera.size.width * camera.size.height).squareRoot()
        let aperture: Float =
            switch scene.focus {
            case .deep: 0
            case .natural: 0.021
            case .shallow: 0.036
            }
        lens = Lens(aperture: aperture * side, near: nearest * 0.985, far: farthest * 1.01)
        finish = Finish(scene: scene)
    }

    private static func ground(_ scene: SceneDescription, farthest: Float, chance: Chance) -> GroundShape {
        switch scene.backdropKind {
        case .sweep: .sweep(start: farthest * 1.12 + 0.25, radius: chance.number("sweep", in: 0.9...1.4))
        case .wall: .wall(depth: farthest * 1.18 + chance.number("wall", in: 0.4...0.8))
        case .sky: .plain
        case .interior, .foliage, .lights: .table(edge: farthest * chance.number("edge", in: 1.55...1.95))
        case .gradient: .table(edge: farthest * chance.number("edge", in: 1.9...2.3))
        }
    }
}

extension Finish {
    init(scene: SceneDescription) {
        self.init()
        let moods = scene.moods
        if moods.contains(.cinematic) {
            (contrast, saturation, vignette, bloom) = (1.12, 0.95, 0.24, 0.09)
            shadowTint = SIMD3(0.93, 1.0, 1.07)
            lightTint = SIMD3(1.03, 1.0, 0.95)
        }
        if moods.contains(.moody) || scene.light.isDramatic { (contrast, vignette) = (max(contrast, 1.1), 0.26) }
        if moods.contains(.romantic) { (bloom, contrast, saturation) = (0.14, 0.94, 0.95) }
        if moods.contains(.rustic) {
            saturation *= 0.92
            lightTint *= SIMD3(1.02, 1.0, 0.95)
        }
        if moods.contains(.playful) || moods.contains(.fresh) { saturation *= 1.08 }
        if moods.contains(.minimal) { vignette *= 0.6 }
        if scene.light.key > 0 {
            exposure *= 1.12
            vignette *= 0.5
        }
        if scene.light.key < 0 {
            exposure *= 0.6
            vignette = max(vignette, 0.24)
        }
        // White paper is to come out white.
        let paper = scene.surface.color ?? scene.backdrop.color
        if scene.backdropKind == .sweep, paper == .white, scene.light.key == 0 { exposure *= 1.14 }
        if scene.isMonochrome { saturation = 0 }
        switch scene.light.time {
        case .dawn: exposure *= 0.9
        case .sunset, .goldenHour: exposure *= 0.92
        case .dusk: exposure *= 0.62
        case .evening: exposure *= 0.66
        case .night: exposure *= 0.42
        case .morning: exposure *= 1.06
        case .noon, .day, .afternoon, nil: break
        }
    }
}
