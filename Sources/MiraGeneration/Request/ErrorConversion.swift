public import MiraImage

extension GenerationError {
    /// What went wrong with the picture called `name`, with `advice` where the message has none.
    init(_ error: ImageError, of name: String, parameter: String? = nil, advice: String? = nil) {
        let cause: Cause =
            switch error.cause {
            case .malformed, .unsupported, .limitExceeded: .invalidImage
            case .unusable: .unusableReference
            case .invalidArgument: .invalidValue
            case .unavailable: .unavailable
            case .cancelled: .cancelled
            case .fault: .fault
            }
        let suffix = advice.map { error.message.contains("--matte") ? "" : "; \($0)" } ?? ""
        let message = cause == .cancelled ? error.message : "\(name): \(error.message)\(suffix)"
        self.init(cause, message, parameter: parameter ?? name)
    }

    /// What stopped work that no field of the request is to blame for.
    public init(_ error: ImageError) {
        let cause: Cause =
            switch error.cause {
            case .cancelled: .cancelled
            case .unavailable: .unavailable
            case .malformed, .unsupported, .limitExceeded: .invalidImage
            case .unusable: .unusableReference
            case .invalidArgument, .fault: .fault
            }
        self.init(cause, error.message)
    }
}
