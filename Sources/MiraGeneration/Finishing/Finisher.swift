import MiraImage

/// Makes finished pictures of an engine's scenes: exact size, kept pixels, provenance, receipt.
struct Finisher {
    /// Validated.
    let request: GenerationRequest
    /// Of the prompt, trimmed.
    let promptSHA256: String
    let plan: Plan
    let understanding: Understanding
    let engine: any Engine
    let compositor: Compositor
    let limits: Limits

    /// - Throws: `ImageError`.
    func finished(_ scene: EngineOutput, seed: UInt64, monitor: Monitor) throws(ImageError) -> GeneratedImage {
        try monitor.advance(to: 0, "finishing")
        let lights = scene.productLight.enumerated().map { index, light in
            light.flatMap { boundedLight($0, onProduct: index) }
        }
        let (picture, kept) = try compositor.composite(
            over: try exactlySized(scene.scene), lights: lights, monitor: monitor)
        try monitor.advance(to: 0.4, "writing")
        var options = EncodingOptions(request.outputFormat)
        options.quality = request.outputQuality
        Provenance(
            sourceType: Provenance.SourceType(plan, isTrained: scene.isTrained), engine: engine.name,
            engineVersion: engine.version, seed: seed
        ).write(to: &options)
        let bytes = try picture.encoded(options)
        try monitor.advance(to: 0.7, "measuring")
        let preservation =
            kept.isEmpty ? nil : Preservation.measured(of: try Picture(decoding: bytes, limits: limits), against: kept)
        let receipt = receipt(scene, seed, bytes, preservation)
        try monitor.advance(to: 1, "done")
        return GeneratedImage(
            bytes: bytes, format: request.outputFormat, size: plan.size, seed: seed,
            revisedPrompt: understanding.revisedPrompt, receipt: receipt)
    }

    /// The scene at the plan's size, opaque where it has to be; what sticks out is cropped, nothing is stretched.
    private func exactlySized(_ scene: Picture) throws(ImageError) -> Picture {
        var scene = scene
        if scene.size != plan.size {
            var options = FitOptions()
            options.mode = .cover
            scene = try scene.fitted(to: plan.size, options: options).picture
        }
        if !plan.transparentBackground { scene = scene.flattened() }
        return scene
    }

    private func boundedLight(_ light: Grid<SIMD4<Float>>, onProduct index: Int) -> Grid<SIMD4<Float>>? {
        guard light.size == plan.size, let placed = compositor.colors(ofProduct: index) else { return nil }
        return LightBounds.bounded(light, on: placed)
    }

    private func receipt(
        _ scene: EngineOutput, _ seed: UInt64, _ bytes: [UInt8], _ preservation: Preservation?
    ) -> Receipt {
        var models: [Receipt.Model] = []
        for item in plan.references {
            guard case .model(let name, let sha256) = item.cutout?.method else { continue }
            models.append(Receipt.Model(name: name, sha256: sha256))
        }
        models += scene.models.map { Receipt.Model(name: $0.name, sha256: $0.sha256) }
        return Receipt(
            engine: engine.name, version: engine.version, seed: seed, size: plan.size, quality: plan.quality,
            preserve: plan.preserve, promptSHA256: promptSHA256, models: models.withoutRepeats,
            references: plan.references.map { item in
                Receipt.ReferenceUse(
                    index: item.index, role: item.role, weight: item.weight, use: plan.use(of: item.index),
                    sha256: item.sha256, size: item.picture.size, placement: plan.placement(of: item.index))
            },
            unknown: understanding.unknown,
            undrawn: understanding.undrawn.map { Receipt.Undrawn(concept: $0.concept, reason: $0.reason) },
            output: Receipt.Output(
                sha256: sha256Hex(bytes), bytes: bytes.count, size: plan.size, format: request.outputFormat),
            preservation: preservation)
    }
}

extension Array where Element: Hashable {
    fileprivate var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
