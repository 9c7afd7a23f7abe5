import MiraGeneration
import MiraImage

/// How the program ends: the codes of sysexits(3), and 130 after Ctrl-C as shells have it.
enum ExitStatus: Int32 {
    case done = 0
    /// Options, an empty or too long prompt, five references, a bad size.
    case usage = 64
    /// A file's bytes, limits, nothing to cut out, nothing that can be drawn.
    case data = 65
    /// An input that is missing, unreadable, or a folder where a file is due.
    case noInput = 66
    /// No network program, no such engine, a model that is not installed.
    case unavailable = 69
    /// A fault of ours.
    case fault = 70
    /// A target that can't be written, a full disk.
    case cantCreate = 73
    /// Refused by moderation or authorisation.
    case refused = 77
    case interrupted = 130

    /// The one table from causes to codes.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure:
            switch failure.cause {
            case .usage: self = .usage
            case .data: self = .data
            case .notFound, .unreadable, .isFolder: self = .noInput
            case .unavailable: self = .unavailable
            case .cannotWrite: self = .cantCreate
            case .readerGone: self = .done
            }
        case let error as ImageError:
            switch error.cause {
            case .invalidArgument: self = .usage
            case .malformed, .unsupported, .limitExceeded, .unusable: self = .data
            case .unavailable: self = .unavailable
            case .cancelled: self = .interrupted
            case .fault: self = .fault
            }
        case let error as GenerationError:
            switch error.cause {
            // A mask of another size is a fault of its file; everything else that is out of range was an option.
            case .invalidValue: self = ["mask", "matte"].contains(error.parameter) ? .data : .usage
            case .invalidImage, .unusableReference, .unrenderablePrompt, .malformed: self = .data
            case .unreadable: self = .noInput
            case .unwritable: self = .cantCreate
            case .refused: self = .refused
            case .unavailable: self = .unavailable
            case .cancelled: self = .interrupted
            case .fault: self = .fault
            }
        case let error as InputError: self.init(error.underlying)
        case is CancellationError: self = .interrupted
        default: self = .fault
        }
    }
}
