public import MiraGeneration
public import MiraImage

/// The embedded engine: no weights, no network, the same pixels for the same seed.
public struct StudioEngine: Engine {
    public let name = "studio"
    public let version = "1"

    public init() {}

    public func understand(_ plan: Plan) -> Understanding {
        Understanding(revisedPrompt: "", isDrawable: false)
    }

    public func render(_ plan: Plan, seed: UInt64, monitor: Monitor) async throws -> EngineOutput {
        throw GenerationError(.fault, "rendering is not built yet")
    }
}
