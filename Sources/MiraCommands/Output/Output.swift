import Glibc
import MiraImage

/// Where a result goes.
enum Output: Hashable {
    case file(String)
    case standardOutput

    /// `-` is standard output.
    init(_ argument: String) {
        self = argument == "-" ? .standardOutput : .file(argument)
    }

    /// How messages and JSON call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .standardOutput: "-"
        }
    }

    /// `a.png` → `a-2.png`.
    func numbered(_ number: Int) -> Output {
        guard case .file(let path) = self else { return self }
        let name = path.fileStem + "-\(number)" + (path.fileExtension.map { "." + $0 } ?? "")
        return .file(path.folder.appendingPath(name))
    }

    /// The same for all names of the same file.
    var place: String {
        guard case .file(let path) = self else { return "-" }
        let real = resolved(path)
        return resolved(real.folder).appendingPath(real.fileName)
    }

    /// The format that the name's extension chooses; nil without an extension.
    ///
    /// - Throws: `.usage` for the extension of something that is not written.
    func format() throws(Failure) -> ImageFormat? {
        guard case .file(let path) = self, let ending = path.fileExtension else { return nil }
        guard let format = ImageFormat(fileExtension: ending) else {
            throw Failure(
                .usage,
                "expected an output that ends in .png, .jpg or .webp but found '\(path.fileName)'; rename it or give --format"
            )
        }
        return format
    }
}

/// Keeps outputs apart from inputs and from one another.
struct OutputGuard {
    private let read: Set<FileIdentity>
    private let force: Bool
    private var claimed: Set<String> = []

    /// - Parameter force: whether an output may replace an input, and bytes go to a terminal.
    init(inputs: [Source], force: Bool) {
        read = Set(inputs.compactMap(\.path).compactMap { FileStatus($0)?.identity })
        self.force = force
    }

    /// Claims an output before the work for it begins.
    ///
    /// - Parameter isText: whether a terminal can show it.
    /// - Throws: `.usage` for a file that is an input and for a terminal, unless forced, and for what was claimed before;
    ///   `.unwritable`.
    mutating func claim(_ output: Output, isText: Bool = false) throws {
        guard claimed.insert(output.place).inserted else {
            throw Failure(.usage, "expected outputs that are different files but found \(output.name) twice")
        }
        guard case .file(let path) = output else {
            guard force || isText || isatty(STDOUT_FILENO) == 0 else {
                throw Failure(
                    .usage, "expected standard output to be a file or a pipe but found a terminal; redirect it")
            }
            return
        }
        if !force, let status = FileStatus(path), read.contains(status.identity) {
            throw Failure(
                .usage,
                "expected an output that is not an input but found \(path); name another, or replace it with --force")
        }
        try Staging.check(path)
    }
}

/// Checks that standard input is read once at most.
///
/// - Throws: `.usage`.
func checkStandardInput(_ sources: [Source]) throws(Failure) {
    guard sources.count(where: { $0 == .standardInput }) < 2 else {
        throw Failure(
            .usage,
            "expected - (standard input) once at most but found it \(sources.count(where: { $0 == .standardInput })) times"
        )
    }
}
