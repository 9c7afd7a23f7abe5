import MiraGeneration
import MiraImage

/// An engine that paints one colour, which depends on the seed where `usesSeed` says so.
struct FakeEngine: Engine {
    let name = "fake"
    let version = "1"
    var color = SIMD4<UInt8>(40, 90, 160, 255)
    var usesSeed = false
    /// Of the scene; nil: the plan's.
    var size: PixelSize?
    /// What the light multiplies products by.
    var gain: SIMD4<Float>?
    var isTrained = false
    var isDrawable = true
    var error: GenerationError?

    func understand(_ plan: Plan) -> Understanding {
        Understanding(
            revisedPrompt: "a flat wall", unknown: ["frobnicated"], undrawn: [(concept: "cat", reason: "animals")],
            isDrawable: isDrawable)
    }

    func render(_ plan: Plan, seed: UInt64, monitor: Monitor) async throws -> EngineOutput {
        try monitor.advance(to: 0.5, "painting")
        if let error { throw error }
        var color = color
        if usesSeed { color.x = UInt8(truncatingIfNeeded: seed ^ (seed >> 8) ^ (seed >> 16)) }
        return EngineOutput(
            scene: Picture(size: size ?? plan.size, filledWith: color),
            productLight: plan.products.map { _ in gain.map { Grid(size: plan.size, filledWith: $0) } },
            models: isTrained ? [(name: "painter", sha256: String(repeating: "ab", count: 32))] : [],
            isTrained: isTrained, notes: ["painted flat"])
    }
}
