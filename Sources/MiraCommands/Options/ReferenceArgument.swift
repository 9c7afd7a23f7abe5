import ArgumentParser
import MiraGeneration

/// `-r [ROLE=]FILE|URL|DATA-URI`.
struct ReferenceArgument: ExpressibleByArgument {
    let role: ReferenceRole?
    let source: Source

    /// Only the names of the four roles count before `=`; everything else belongs to the path.
    init?(argument: String) {
        if let sign = argument.firstIndex(of: "="), let role = ReferenceRole(rawValue: String(argument[..<sign])) {
            self.role = role
            source = Source(String(argument[argument.index(after: sign)...]))
        } else {
            role = nil
            source = Source(argument)
        }
    }

    static var defaultCompletionKind: CompletionKind { pictureFiles }
}

/// Completes pictures' names.
let pictureFiles = CompletionKind.file(extensions: ["png", "jpg", "jpeg", "webp"])
