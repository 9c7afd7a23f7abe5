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
        /// A document (JSON, a receipt) is not what its format demands.
        case malformed
        /// An input is missing, unreadable, or a folder.
        case unreadable
        /// An output can't be written: a folder, no permission, no space.
        case unwritable
        case cancelled
        /// A fault of ours.
        case fault
    }

    /// What kind of failure.
    public let cause: Cause
    /// What was expected, what was found and what to do.
    public let message: String
    /// `prompt`, `size`, `reference_images[1]`, `mask`, …
    public let parameter: String?

    /// - Parameter parameter: the field at fault, where one is.
    public init(_ cause: Cause, _ message: String, parameter: String? = nil) {
        self.cause = cause
        self.message = message
        self.parameter = parameter
    }

    /// The message.
    public var description: String { message }
}
