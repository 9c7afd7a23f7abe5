public import MiraGeneration
public import MiraImage

/// The embedded engine: no weights, no network, the same pixels for the same seed.
public struct StudioEngine: Engine {
    /// `studio`
    public let name = "studio"
    /// A new one where the same request and seed give other pixels.
    public let version = "1"

    /// An engine without state: one serves any number of renderings at once.
    public init() {}

    /// What the prompt means to this engine; where nothing of it can be drawn, `revisedPrompt` says what could be.
    public func understand(_ plan: Plan) -> Understanding {
        let reading = PromptReader().read(plan.prompt)
        let scene = SceneDescription(reading, hasProduct: !plan.products.isEmpty)
        let unknown = reading.unknown.map(\.text)
        guard scene.namesSomethingDrawable || plan.hasReferences else {
            return Understanding(
                revisedPrompt: Vocabulary.invitation, unknown: unknown,
                undrawn: scene.undrawn.map { ($0.concept, $0.reason) }, isDrawable: false)
        }
        return Understanding(
            revisedPrompt: scene.words(
                subject: plan.subjectWords, photograph: plan.background != nil, unknown: unknown),
            unknown: unknown, undrawn: scene.undrawn.map { ($0.concept, $0.reason) }, isDrawable: true)
    }

    /// Draws the stage, or the shadows in the user's picture, for `plan` and `seed`.
    ///
    /// - Throws: `ImageError`: `.cancelled` within milliseconds of being asked to stop.
    public func render(_ plan: Plan, seed: UInt64, monitor: Monitor) async throws -> EngineOutput {
        if plan.transparentBackground { return EngineOutput(scene: Picture(size: plan.size)) }
        let chance = Chance(seed: seed)
        let scene = SceneDescription(PromptReader().read(plan.prompt), hasProduct: !plan.products.isEmpty)
        let camera = Camera(plan: plan, scene: scene, chance: chance)
        try monitor.advance(to: 0, "products")
        let placed = try plan.hulls(camera: camera, monitor: monitor)
        let hulls = placed.compactMap(\.self)
        let shading = hulls.main?.shadingSide ?? 0
        var picture: LinearPicture
        var light: [Grid<SIMD4<Float>>?] = []
        var notes: [String] = []
        if let photograph = try plan.photograph(monitor: monitor) {
            let guess = PhotographLight(photograph, horizon: Int(camera.horizon), shading: shading)
            let renderer = PhotographRenderer(
                photograph: photograph, camera: camera, hulls: hulls, light: guess, quality: plan.quality)
            picture = try renderer.render(seed: chance.bits("samples"), monitor: monitor.part(0.1...0.9))
            if !hulls.isEmpty { notes.append(guess.words) }
        } else {
            let stage = Stage(scene: scene, camera: camera, hulls: hulls, shading: shading, chance: chance)
            let renderer = StageRenderer(stage: stage, hulls: hulls, quality: plan.quality)
            picture = try renderer.render(monitor: monitor.part(0.1...0.9))
            if plan.preserve == .natural {
                light = placed.map { $0.map { ProductRelight(hull: $0, light: stage.light).gains(size: plan.size) } }
            }
        }
        try monitor.advance(to: 0.9, "style")
        for style in plan.styles where plan.references.indices.contains(style.reference) {
            let colors = LinearPicture(plan.references[style.reference].picture)
            try picture.takeColors(of: colors, weight: style.weight, monitor: monitor)
        }
        try monitor.advance(to: 1, "scene")
        return EngineOutput(scene: Picture(picture), productLight: light, notes: notes)
    }
}

extension Plan {
    var hasReferences: Bool { !products.isEmpty || background != nil || keep != nil }

    /// How a sentence calls what stands on the stage.
    var subjectWords: String? {
        switch products.count {
        case 0: nil
        case 1: "The product"
        case 2: "Two products"
        case 3: "Three products"
        default: "The products"
        }
    }

    /// The user's own picture where it is the scene, as it lies in the output; opaque, what is transparent lies on white.
    func photograph(monitor: Monitor) throws(ImageError) -> LinearPicture? {
        guard let background, references.indices.contains(background.reference) else { return nil }
        let placed = try references[background.reference].picture.placed(
            background.placement, on: size, monitor: monitor)
        var picture = LinearPicture(placed)
        var pixels = picture.grid.mutablePixels
        for index in pixels.indices where pixels[index].w < 1 {
            pixels[index] += SIMD4(repeating: 1 - pixels[index].w)
        }
        return picture
    }

    /// The bodies of the products, in the plan's order; nil for one of which nothing is visible.
    func hulls(camera: Camera, monitor: Monitor) throws(ImageError) -> [ProductHull?] {
        var hulls: [ProductHull?] = []
        for product in products {
            guard references.indices.contains(product.reference) else {
                hulls.append(nil)
                continue
            }
            let reference = references[product.reference]
            let picture = reference.cutout?.picture ?? reference.picture
            let layer = LinearPicture(try picture.placed(product.placement, on: size, monitor: monitor))
            hulls.append(ProductHull(layer: layer, camera: camera))
        }
        return hulls
    }
}
