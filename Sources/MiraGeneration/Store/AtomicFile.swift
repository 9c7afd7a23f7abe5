import Glibc

/// A file that appears whole or not at all: written without a name, flushed, then renamed into its place.
///
/// Nothing is left behind by an error, by letting the value go without `commit()`, nor by the death of the process: the bytes
/// get a name only when they are complete (on file systems that lack unnamed files: a hidden name beside the target).
/// Several outputs belong together when all are written before the first is committed.
public final class AtomicFile {
    private let target: OutputTarget
    private let file: Descriptor
    /// The hidden name beside the target, while there is one.
    private var hiddenName: String?

    /// Opens a file that will take the place of `path`.
    ///
    /// - Throws: `GenerationError` `.unwritable` where `path` is a folder or a device, its folder is missing, or permission lacks.
    public init(replacing path: String) throws(GenerationError) {
        target = try OutputTarget(path)
        (file, hiddenName) = try target.openHidden()
    }

    deinit {
        if let hiddenName { unlinkat(target.folder.number, hiddenName, 0) }
    }

    /// Appends `bytes`.
    ///
    /// - Throws: `.unwritable`, when the disk is full for instance.
    public func write(_ bytes: [UInt8]) throws(GenerationError) {
        let code: Int32 = bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(file.number, part.baseAddress, part.count)
                if count < 0, errno != EINTR { return errno }
                rest = rest.dropFirst(max(0, count))
            }
            return 0
        }
        guard code == 0 else { throw target.error(code) }
    }

    /// Flushes the bytes to the disk and puts the file in its place.
    ///
    /// - Throws: `.unwritable`; the target is then as it was.
    public func commit() throws(GenerationError) {
        guard fsync(file.number) == 0 else { throw target.error(errno) }
        let name: String
        if let hiddenName { name = hiddenName } else { name = try target.nameHidden(file) }
        hiddenName = name
        let folder = target.folder.number
        guard renameat(folder, name, folder, target.name) == 0 else { throw target.error(errno) }
        hiddenName = nil
        // The file is in its place; that its entry also survives a power cut is a courtesy that some file systems refuse.
        fsync(folder)
    }

    /// Writes one file whole.
    ///
    /// - Throws: `.unwritable`; the target is then as it was.
    public static func write(_ bytes: [UInt8], to path: String) throws(GenerationError) {
        let file = try AtomicFile(replacing: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Finds out, before long work, whether `path` can be written.
    ///
    /// - Throws: `.unwritable`, as `init`.
    public static func check(_ path: String) throws(GenerationError) {
        _ = try AtomicFile(replacing: path)
    }
}
