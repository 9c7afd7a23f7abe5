import Glibc

/// What `stat` says of a file, links followed.
struct FileStatus {
    private let status: stat

    /// nil where there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// nil where the descriptor is not open.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.status = status
    }

    private var kind: mode_t { status.st_mode & S_IFMT }
    var isRegular: Bool { kind == S_IFREG }
    var isFolder: Bool { kind == S_IFDIR }
    /// Whether it is a device or a pipe: something that is written to, not replaced.
    var isStream: Bool { kind == S_IFCHR || kind == S_IFIFO }
    var size: Int { status.st_size }
    /// The permissions.
    var mode: mode_t { status.st_mode & 0o777 }
    /// Two paths with the same identity are the same file.
    var identity: FileIdentity { FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}

/// Tells files apart whatever they are called.
struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
}

/// The path with links resolved where the file exists, else as it is.
func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
}

extension String {
    /// `a/b.png` → `a`, `b.png` → `.`, `/b.png` → `/`.
    var folder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }

    /// `a/b.png` → `b.png`.
    var fileName: String {
        lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
    }

    /// `a/b.c.png` → `b.c`; a name that starts with its only dot has no extension.
    var fileStem: String {
        let name = fileName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// `a/b.c.png` → `png`; nil where there is none.
    var fileExtension: String? {
        let name = fileName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return String(name[name.index(after: dot)...])
    }

    /// `a` and `b` → `a/b`, `.` and `b` → `b`.
    func appendingPath(_ name: String) -> String {
        self == "." ? name : hasSuffix("/") ? self + name : self + "/" + name
    }
}
