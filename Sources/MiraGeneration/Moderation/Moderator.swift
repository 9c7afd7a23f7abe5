/// Decides before any work whether a request may be fulfilled.
public protocol Moderator: Sendable {
    /// - Throws: `GenerationError` `.refused`, with the reason.
    func review(_ request: GenerationRequest) async throws
}
