public import MiraImage

/// What an engine read in a prompt.
public struct Understanding: Sendable {
    /// What will be drawn, in words; becomes `revised_prompt`.
    public var revisedPrompt: String
    /// Content words that found no meaning, in the order of the prompt.
    public var unknown: [String]
    /// Known things that can't be drawn, and why.
    public var undrawn: [(concept: String, reason: String)]
    /// Whether anything at all was understood that the engine can draw.
    public var isDrawable: Bool

    /// What was read, and what was not.
    public init(
        revisedPrompt: String, unknown: [String] = [], undrawn: [(concept: String, reason: String)] = [],
        isDrawable: Bool
    ) {
        self.revisedPrompt = revisedPrompt
        self.unknown = unknown
        self.undrawn = undrawn
        self.isDrawable = isDrawable
    }
}

/// What an engine made: the scene without the products, which the finisher puts on it.
public struct EngineOutput: Sendable {
    /// sRGB; of the plan's size where the engine can, else the finisher brings it there without stretching.
    public var scene: Picture
    /// `natural` only: per product of the plan, what its linear RGB is multiplied by, on the output's grid.
    public var productLight: [Grid<SIMD4<Float>>?]
    /// Models that took part, by name and SHA-256.
    public var models: [(name: String, sha256: String)]
    /// Whether a trained generative model drew the scene, or parts of it: the picture's provenance says so.
    public var isTrained: Bool
    /// Decisions and assumptions, in words for a person.
    public var notes: [String]

    /// A scene, and how it was made.
    public init(
        scene: Picture, productLight: [Grid<SIMD4<Float>>?] = [], models: [(name: String, sha256: String)] = [],
        isTrained: Bool = false, notes: [String] = []
    ) {
        self.scene = scene
        self.productLight = productLight
        self.models = models
        self.isTrained = isTrained
        self.notes = notes
    }
}

/// Something that makes pictures. Engines are wired by the executables; everything else knows this protocol only.
public protocol Engine: Sendable {
    /// `studio`, `remote`, `diffusion`.
    var name: String { get }
    /// `1`; the same request, seed and version give the same pixels.
    var version: String { get }

    /// What the engine makes of a prompt, before any work.
    func understand(_ plan: Plan) -> Understanding

    /// Makes one scene. Runs long; stops with `.cancelled` soon after `monitor.cancellation` says so.
    ///
    /// - Throws: `GenerationError`, `ImageError`.
    func render(_ plan: Plan, seed: UInt64, monitor: Monitor) async throws -> EngineOutput
}
