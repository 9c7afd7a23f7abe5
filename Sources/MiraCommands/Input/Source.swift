import ArgumentParser
import Glibc
import MiraImage

/// Where an input's bytes come from.
enum Source: Hashable {
    case file(String)
    case standardInput
    case dataURI(String)
    case url(String)

    /// `-` is standard input; a data-URI and a URL are known by their schemes; everything else is a path.
    init(_ argument: String) {
        let scheme = argument.prefix(8).lowercased()
        if argument == "-" {
            self = .standardInput
        } else if DataURI.isDataURI(argument) {
            self = .dataURI(argument)
        } else if scheme.hasPrefix("http://") || scheme.hasPrefix("https://") {
            self = .url(argument)
        } else {
            self = .file(argument)
        }
    }

    /// How messages call it.
    var title: String {
        switch self {
        case .standardInput: "standard input"
        case .dataURI: "data-URI"
        case .file(let text), .url(let text): text
        }
    }

    /// How JSON calls it: as it was given, but for a data-URI.
    var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "-"
        case .dataURI: "data-URI"
        case .url(let url): url
        }
    }

    /// The path where it is a file.
    var path: String? {
        if case .file(let path) = self { path } else { nil }
    }
}

extension Source {
    /// All bytes, at most `limits.maxInputBytes`: what is larger is refused before it is read where its length is known.
    ///
    /// - Throws: `.notFound`, `.isFolder`, `.unreadable`, `.unavailable` for a URL; `ImageError.limitExceeded`, `.malformed` for a data-URI.
    func read(limits: Limits = Limits()) throws -> [UInt8] {
        switch self {
        case .file(let path):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Source.failure(.last) }
            defer { close(descriptor) }
            return try Source.read(descriptor, limits: limits)
        case .standardInput:
            if isatty(STDIN_FILENO) == 1 {
                throw Failure(
                    .unreadable, "expected a picture on standard input but found a terminal; redirect a file into it")
            }
            return try Source.read(STDIN_FILENO, limits: limits)
        case .dataURI(let text):
            return try DataURI(parsing: text, limits: limits).bytes
        case .url:
            throw Failure(
                .unavailable,
                "expected a file or a data-URI but found a URL; mira-server is not installed, so download it first")
        }
    }

    private static func read(_ descriptor: Int32, limits: Limits) throws -> [UInt8] {
        guard let status = FileStatus(descriptor: descriptor) else { throw failure(.last) }
        guard !status.isFolder else { throw failure(SystemError(number: EISDIR)) }
        try limits.check(inputBytes: status.size)
        // One byte more than is allowed tells an endless device from a file that just fits.
        let most = limits.maxInputBytes + 1
        var bytes: [UInt8] = []
        var room = status.isRegular ? status.size + 1 : 1 << 16
        while bytes.count < most {
            let chunk = min(room, most - bytes.count)
            bytes.reserveCapacity(bytes.count + chunk)
            let part = try [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                var got = -1
                repeat {
                    got = Glibc.read(descriptor, buffer.baseAddress, chunk)
                } while got < 0 && isWorthRetrying(descriptor, POLLIN)
                guard got >= 0 else { throw failure(.last) }
                count = got
            }
            if part.isEmpty { return bytes }
            if bytes.isEmpty { bytes = part } else { bytes += part }
            room = max(1 << 16, bytes.count)
        }
        throw ImageError(
            .limitExceeded,
            "expected at most \(limits.maxInputBytes) bytes but found more; compress or shrink the picture")
    }

    private static func failure(_ error: SystemError) -> Failure {
        switch error.number {
        case ENOENT, ENOTDIR, ENAMETOOLONG: Failure(.notFound, "expected a file but found none; check the path")
        case EISDIR: Failure(.isFolder, "expected a file but found a folder; name the pictures in it")
        case EACCES, EPERM: Failure(.unreadable, "expected a readable file but found: \(error); change its permissions")
        default: Failure(.unreadable, "expected a readable file but found: \(error)")
        }
    }
}

extension Source: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
    var defaultValueDescription: String { name }
}
