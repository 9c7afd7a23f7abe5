import Glibc

/// A folder for one test, gone with the value.
public final class TemporaryFolder: Sendable {
    /// Its absolute path.
    public let path: String

    /// A new, empty folder.
    public init() throws {
        var template = Array("/tmp/mira-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TestFailure("no temporary folder: \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The path of something in the folder.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        let path = file(name)
        guard let file = fopen(path, "wb") else { throw TestFailure("can't write \(path)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TestFailure("can't write \(path)") }
        return path
    }

    /// Makes a folder inside and returns its path.
    public func folder(_ name: String) throws -> String {
        guard mkdir(file(name), 0o755) == 0 else { throw TestFailure("can't make \(file(name))") }
        return file(name)
    }

    /// The bytes of a file in the folder; nil where there is none.
    public func read(_ name: String) -> [UInt8]? { readFile(file(name)) }

    /// The names of everything inside, hidden files too.
    public var names: [String] { Self.names(in: path) }

    /// The names of everything in a folder, hidden files too.
    public static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        if Glibc.remove(path) == 0 { return }
        for name in names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }
}

/// The bytes of a file; nil where there is none.
public func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
