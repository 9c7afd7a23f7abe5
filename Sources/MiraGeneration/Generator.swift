public import MiraImage

/// Makes the pictures of a request: moderate → prepare references → plan → generate → finish. The caller stores them and responds.
public struct Generator: Sendable {
    /// Draws the scenes.
    public var engine: any Engine
    /// Finds products in their pictures; without one the plain-background hypothesis does.
    public var saliency: (any SaliencyModel)?
    /// Decides what is refused.
    public var moderator: (any Moderator)?
    /// For every picture that comes in.
    public var limits = Limits()

    /// A generator on `engine`, with default limits.
    public init(engine: any Engine, saliency: (any SaliencyModel)? = nil, moderator: (any Moderator)? = nil) {
        self.engine = engine
        self.saliency = saliency
        self.moderator = moderator
    }

    /// Makes the pictures, first to last. Cancelling the task, or `monitor`, stops it soon.
    ///
    /// - Throws: `GenerationError`.
    public func generate(_ request: GenerationRequest, monitor: Monitor = .silent) async throws -> Generation {
        try await stoppable(monitor) {
            let valid = try request.validated()
            try await moderator?.review(valid)
            let (plan, understanding) = try decide(valid, monitor.part(0...0.3))
            let finisher = Finisher(
                request: valid, promptSHA256: sha256Hex(Array(valid.prompt.utf8)), plan: plan,
                understanding: understanding, engine: engine, compositor: try Compositor(plan, monitor: monitor),
                limits: limits)

            var generation = Generation(plan: plan, understanding: understanding)
            let share = 0.7 / Double(valid.count)
            for (index, seed) in valid.imageSeeds.enumerated() {
                let start = 0.3 + share * Double(index)
                let scene = try await scene(for: plan, seed: seed, monitor.part(start...start + 0.8 * share))
                generation.images.append(
                    try finisher.finished(scene, seed: seed, monitor: monitor.part(start + 0.8 * share...start + share))
                )
                generation.addNotes(scene.notes + lightNotes(scene, plan))
            }
            return generation
        }
    }

    /// What `generate` would do, without doing it.
    ///
    /// - Throws: `GenerationError`.
    public func plan(
        _ request: GenerationRequest, monitor: Monitor = .silent
    ) async throws -> (plan: Plan, understanding: Understanding) {
        try await stoppable(monitor) {
            let valid = try request.validated()
            try await moderator?.review(valid)
            return try decide(valid, monitor)
        }
    }

    /// Prepares the references, plans, and has the engine say what it makes of it.
    private func decide(
        _ request: GenerationRequest, _ monitor: Monitor
    ) throws -> (plan: Plan, understanding: Understanding) {
        try monitor.advance(to: 0, "preparing")
        let (references, warnings) = try ReferencePreparation(request: request, saliency: saliency, limits: limits)
            .references(monitor: monitor)
        var plan = try Planner(request: request, references: references, limits: limits).plan()
        plan.notes = warnings + plan.notes
        let understanding = engine.understand(plan)
        guard understanding.isDrawable || !references.isEmpty else {
            throw GenerationError(
                .unrenderablePrompt,
                "expected a setting, surface, material, colour, light, time or thing that the engine \(engine.name) can draw "
                    + "but found none in the prompt; name one, or use an engine with a model (remote, diffusion)",
                parameter: "prompt")
        }
        try monitor.advance(to: 1, "planned")
        return (plan, understanding)
    }

    private func scene(for plan: Plan, seed: UInt64, _ monitor: Monitor) async throws -> EngineOutput {
        if plan.transparentBackground { return EngineOutput(scene: Picture(size: plan.size)) }
        return try await engine.render(plan, seed: seed, monitor: monitor)
    }

    /// Says so where light was asked for and the engine threw none.
    private func lightNotes(_ scene: EngineOutput, _ plan: Plan) -> [String] {
        let takesLight =
            plan.preserve == .natural && plan.products.contains { plan.references[$0.reference].role == .product }
        guard takesLight, !scene.productLight.contains(where: { $0 != nil }) else { return [] }
        return ["no light falls on the products: the engine \(engine.name) gave none, so they are kept exactly"]
    }

    /// Runs `work` so that cancelling the task cancels `monitor`, and every error is a `GenerationError`.
    private func stoppable<R: Sendable>(_ monitor: Monitor, _ work: () async throws -> R) async throws -> R {
        do {
            return try await withTaskCancellationHandler(operation: work) { monitor.cancellation.cancel() }
        } catch let error as ImageError {
            throw GenerationError(error)
        } catch is CancellationError {
            throw GenerationError(.cancelled, "cancelled")
        }
    }
}

/// The pictures of a request, and how they came about.
public struct Generation: Sendable {
    /// What was decided; its notes are for the person who asked.
    public var plan: Plan
    /// What the engine read in the prompt.
    public var understanding: Understanding
    /// In the order of their seeds.
    public var images: [GeneratedImage] = []

    mutating func addNotes(_ notes: [String]) {
        for note in notes where !plan.notes.contains(note) { plan.notes.append(note) }
    }
}

/// One finished picture.
public struct GeneratedImage: Sendable {
    /// The encoded picture.
    public var bytes: [UInt8]
    /// Of the bytes.
    public var format: ImageFormat
    /// In pixels.
    public var size: PixelSize
    /// The picture comes again by it, alone.
    public var seed: UInt64
    /// What was drawn, in words.
    public var revisedPrompt: String
    /// What was done, and proof of what was kept.
    public var receipt: Receipt
}
