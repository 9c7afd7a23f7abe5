/// Why a picture could not be read, changed or written: the cause, and one line for the person who has to act.
///
/// The message says what was expected, what was found and what to do, names no path of ours, and ends without a full stop.
public struct ImageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure; a new kind may be added, so switch with a default.
    public enum Cause: String, Sendable {
        /// The bytes are not what their format demands.
        case malformed
        /// The bytes are sound, but a kind that is not read here.
        case unsupported
        /// A limit of `Limits` is exceeded; nothing was allocated for it.
        case limitExceeded
        /// An argument is outside its range.
        case invalidArgument
        /// The picture can't be used for what was asked: nothing to cut out, for instance.
        case unusable
        /// Something optional (a model, a library) is not installed.
        case unavailable
        /// The work was cancelled.
        case cancelled
        /// A fault of ours.
        case fault
    }

    /// What kind of failure it is.
    public let cause: Cause
    /// One line for the person who has to act.
    public let message: String

    /// An error by its cause and message.
    public init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
