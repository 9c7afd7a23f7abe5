public import MiraImage

/// What was done for one picture, and proof of what was kept: enough for `Verifier` to check from the files alone.
public struct Receipt: Sendable, Hashable {
    /// A model that took part.
    public struct Model: Sendable, Hashable {
        /// As its maker calls it.
        public var name: String
        /// Lower-case hex of its file.
        public var sha256: String
    }

    /// How one reference was used.
    public struct ReferenceUse: Sendable, Hashable {
        /// Place in the request, from 0.
        public var index: Int
        /// Stated or worked out.
        public var role: ReferenceRole
        /// 0…1.
        public var weight: Double
        /// In words for a person.
        public var use: String
        /// Lower-case hex of the bytes as they arrived.
        public var sha256: String
        /// After orientation.
        public var size: PixelSize
        /// Where all of it lies in the output; nil where none of its pixels do.
        public var placement: Placement?
    }

    /// A known thing that was not drawn.
    public struct Undrawn: Sendable, Hashable {
        /// The thing, in words.
        public var concept: String
        /// Why not, in words.
        public var reason: String
    }

    /// The picture as it is served.
    public struct Output: Sendable, Hashable {
        /// Lower-case hex.
        public var sha256: String
        /// Number of bytes.
        public var bytes: Int
        /// In pixels.
        public var size: PixelSize
        /// Of the bytes.
        public var format: ImageFormat
    }

    /// The engine's name: `studio`.
    public var engine: String
    /// The engine's version.
    public var version: String
    /// The picture comes again by it.
    public var seed: UInt64
    /// As used, never `auto`.
    public var size: PixelSize
    /// As used, never `auto`.
    public var quality: Quality
    /// What was allowed to happen to kept pixels.
    public var preserve: Preserve
    /// Lower-case hex of the trimmed prompt's UTF-8.
    public var promptSHA256: String
    /// Of the cut-outs and of the engine.
    public var models: [Model]
    /// In the order of the request.
    public var references: [ReferenceUse]
    /// Words that were not understood.
    public var unknown: [String]
    /// Things that were understood and not drawn.
    public var undrawn: [Undrawn]
    /// The picture.
    public var output: Output
    /// nil where no reference's pixels are kept.
    public var preservation: Preservation?
}
