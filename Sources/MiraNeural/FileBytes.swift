import Glibc
import MiraImage

/// Whole files in memory.
enum FileBytes {
    /// The bytes of a regular file of at most `limit` bytes; nil where there is none.
    static func read(_ path: String, limit: Int) throws(ImageError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ImageError(.unavailable, "expected to read \(path) but found \(reason()); check its permissions")
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= limit else {
            throw ImageError(
                .unavailable, "expected \(path) to be a file of at most \(limit) bytes; run make setup-models")
        }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(facts.st_size)) { buffer, count in
            while count < buffer.count {
                let got = Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                count += got
            }
        }
        if failed { throw ImageError(.unavailable, "expected to read \(path) but found \(reason()); check the disk") }
        return bytes
    }

    private static func reason() -> String {
        strerror(errno).map { String(cString: $0) } ?? "an error"
    }
}
