import Glibc

/// The place of an output: its folder, held open so that nobody can exchange it in between, and its name there.
struct OutputTarget {
    private let path: String
    let folder: Descriptor
    let name: String
    /// Those of the file that is replaced; nil: what the umask leaves of 0666.
    private let permissions: mode_t?

    /// - Throws: `.unwritable` where `path` is a folder or a device, its folder is missing, or permission lacks.
    init(_ path: String) throws(GenerationError) {
        self.path = path
        guard !path.isEmpty, !path.utf8.contains(0) else { throw Self.error(path, ENOENT) }
        let real = try Self.resolved(path)
        let slash = real.lastIndex(of: "/")
        let parent = slash.map { $0 == real.startIndex ? "/" : String(real[..<$0]) } ?? "."
        name = slash.map { String(real[real.index(after: $0)...]) } ?? real
        guard !["", ".", ".."].contains(name) else { throw Self.error(path, EISDIR) }
        guard let folder = Descriptor(open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
            throw Self.error(path, errno)
        }
        self.folder = folder

        var status = stat()
        guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            permissions = nil
            return
        }
        permissions = status.st_mode & 0o777
        // A rename would replace a device as readily as a file, and so a link that appeared since links were resolved.
        switch status.st_mode & S_IFMT {
        case S_IFREG: guard faccessat(folder.number, name, W_OK, 0) == 0 else { throw Self.error(path, errno) }
        case S_IFDIR: throw Self.error(path, EISDIR)
        default: throw Self.error(path, EINVAL)
        }
    }

    /// Follows a link at the end of `path`: the file behind it is replaced, not the link.
    private static func resolved(_ path: String) throws(GenerationError) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        guard let real = realpath(path, nil) else { throw error(path, errno) }
        defer { free(real) }
        return String(cString: real)
    }

    /// A file without a name where the file system has such files, else one with a hidden name.
    func openHidden() throws(GenerationError) -> (file: Descriptor, name: String?) {
        // O_TMPFILE of <fcntl.h> is a macro that Swift does not see. Naming the file later goes through /proc.
        let unnamed = 0o20000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC
        if access("/proc/self/fd", X_OK) == 0, let file = opened(".", unnamed) { return (file, nil) }
        return try withFreshName { name in
            opened(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC).map { ($0, name) }
        }
    }

    private func opened(_ name: String, _ flags: Int32) -> Descriptor? {
        let file = Descriptor(openat(folder.number, name, flags, permissions ?? 0o666))
        if let file, let permissions { fchmod(file.number, permissions) }
        return file
    }

    /// Gives an unnamed file a hidden name.
    func nameHidden(_ file: Descriptor) throws(GenerationError) -> String {
        try withFreshName { name in
            let source = "/proc/self/fd/\(file.number)"
            return linkat(AT_FDCWD, source, folder.number, name, AT_SYMLINK_FOLLOW) == 0 ? name : nil
        }
    }

    private func withFreshName<R>(_ make: (String) -> R?) throws(GenerationError) -> R {
        for _ in 0..<100 {
            if let result = make(".mira-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp") { return result }
            guard errno == EEXIST else { break }
        }
        throw error(errno)
    }

    /// The error for an `errno`.
    func error(_ code: Int32) -> GenerationError { Self.error(path, code) }

    private static func error(_ path: String, _ code: Int32) -> GenerationError {
        let (found, advice) =
            switch code {
            case EISDIR: ("a folder", "name a file in it")
            case EINVAL: ("something that is no file", "name a file, or - for standard output")
            case ENOENT: ("no such folder", "create it or choose another")
            case ENOTDIR: ("a file where a folder is due", "choose another path")
            case EACCES, EPERM: ("no permission to write there", "choose another path")
            case EROFS: ("a read-only file system", "choose another path")
            case ENOSPC, EDQUOT: ("no space left on the disk", "free some or choose another")
            case ENAMETOOLONG: ("a name that is too long", "choose a shorter one")
            case ELOOP: ("links that lead in a circle", "choose another path")
            default: (String(cString: strerror(code)), "choose another path")
            }
        return GenerationError(.unwritable, "expected to write \(path) but found \(found); \(advice)")
    }
}
