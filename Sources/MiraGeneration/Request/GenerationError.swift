/// Why a request could not be fulfilled: the cause, the field at fault, and one line for the person who asked.
public struct GenerationError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure; a new kind may be added, so switch with a default.
    public enum Cause: String, Sendable {
        /// A field is out of range.
        case invalidValue
        /// A reference or mask can't be read.
        case invalidImage
        /// A reference can't be used the way it was asked.
        case unusableReference
        /// Nothing of the prompt can be drawn by this engine.
        case unrenderablePrompt
        /// Refused by moderation.
        case refused
        /// The engine is not installed or not reachable.
        case unavailable
        case cancelled
        /// A fault of ours.
        case fault
    }

    public let cause: Cause
    public let message: String
    /// `prompt`, `size`, `reference_images[1]`, `mask`, …
    public let parameter: String?

    public init(_ cause: Cause, _ message: String, parameter: String? = nil) {
        self.cause = cause
        self.message = message
        self.parameter = parameter
    }

    public var description: String { message }
}
