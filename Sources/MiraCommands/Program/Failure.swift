import MiraGeneration
import MiraImage

/// What goes wrong around pictures: options, files, standard input and output. One line, as in `ImageError`.
struct Failure: Error {
    enum Cause: String {
        case usage
        case data
        case notFound = "not_found"
        case unreadable
        case isFolder = "is_folder"
        case unavailable
        case cannotWrite = "cannot_write"
        /// Nobody reads standard output any more; ends the program without a word.
        case readerGone = "reader_gone"
    }

    let cause: Cause
    let message: String

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }
}

/// An error as it is told: its code for programs, its line for people, and how the program ends.
struct Complaint {
    let status: ExitStatus
    let code: String
    let message: String
    /// What it is about, where the error knows.
    let input: Source?

    /// The message, with the name of what it is about.
    var line: String { input.map { "\($0.title): \(message)" } ?? message }

    init(_ error: any Error) {
        if let error = error as? InputError {
            let inner = Complaint(error.underlying)
            (status, code, message) = (inner.status, inner.code, inner.message)
            input = inner.input ?? error.input
            return
        }
        status = ExitStatus(error)
        input = nil
        switch error {
        case let failure as Failure: (code, message) = (failure.cause.rawValue, failure.message)
        case let error as ImageError: (code, message) = (error.cause.rawValue.snakeCased, error.message)
        case let error as GenerationError: (code, message) = (error.cause.rawValue.snakeCased, error.message)
        case is CancellationError: (code, message) = ("cancelled", "cancelled")
        default: (code, message) = ("fault", "expected no such failure but found \(error); please report it")
        }
    }
}

extension String {
    /// `limitExceeded` → `limit_exceeded`.
    fileprivate var snakeCased: String {
        reduce(into: "") { text, character in
            if character.isUppercase { text += "_" }
            text += character.lowercased()
        }
    }
}
