import Glibc
import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

/// Where results go, and where they don't.
@Suite struct OutputTests {
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Samples.gradient(), to: "a.png")
        return folder
    }

    /// However an output is called, it must not be an input by accident.
    @Test(arguments: ["a.png", "link.png", "hard.png", "./sub/../a.png"]) func outputIsInput(name: String) async throws
    {
        let folder = try folder()
        _ = try folder.folder("sub")
        #expect(symlink("a.png", folder.file("link.png")) == 0)
        #expect(link(folder.file("a.png"), folder.file("hard.png")) == 0)
        let before = folder.read("a.png")
        let run = try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file(name))
        #expect(run.status == 64 && run.messages.count == 1 && run.errors.contains("--force"))
        #expect(folder.read("a.png") == before)

        let forced = try await runMira(
            "prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file(name), "--force")
        #expect(forced.status == 0)
        #expect(try Picture(decoding: try #require(folder.read(name))).size == PixelSize(width: 8, height: 8))
    }

    /// A link stays a link; what it leads to is replaced.
    @Test func throughALink() async throws {
        let folder = try folder()
        try folder.write([1, 2, 3], to: "old.png")
        #expect(symlink("old.png", folder.file("link.png")) == 0)
        #expect(
            try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file("link.png")).status
                == 0)
        var status = stat()
        #expect(lstat(folder.file("link.png"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(try Picture(decoding: try #require(folder.read("old.png"))).width == 8)
    }

    @Test func replacesWholeAndKeepsPermissions() async throws {
        let folder = try folder()
        try folder.write([UInt8](repeating: 7, count: 100_000), to: "b.png")
        #expect(chmod(folder.file("b.png"), 0o640) == 0)
        #expect(
            try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file("b.png")).status == 0)
        var status = stat()
        #expect(stat(folder.file("b.png"), &status) == 0 && status.st_mode & 0o777 == 0o640)
        #expect(try Picture(decoding: try #require(folder.read("b.png"))).width == 8)
        #expect(folder.names == ["a.png", "b.png"])
    }

    @Test(arguments: ["none/b.png", "a.png/b.png", "/proc/b.png"]) func unwritable(name: String) async throws {
        let folder = try folder()
        let path = name.hasPrefix("/") ? name : folder.file(name)
        for command in ["prepare", "cutout"] {
            let run = try await runMira(command, folder.file("a.png"), "-o", path)
            #expect(run.status == 73 && run.messages.count == 1, "\(run.errors)")
            #expect(folder.names == ["a.png"])
        }
    }

    /// `-o FOLDER` is a place for what prepare makes of many, not for a cut-out.
    @Test func folderAsAFile() async throws {
        let folder = try folder()
        let run = try await runMira("cutout", folder.file("a.png"), "-o", folder.path)
        #expect(run.status == 73 && run.messages.count == 1)
    }

    /// A device is written to, not replaced.
    @Test func device() async throws {
        let folder = try folder()
        let run = try await runMira(
            "prepare", folder.file("a.png"), "--size", "8x8", "--format", "png", "-o", "/dev/null")
        #expect(run.status == 0)
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let full = try await runMira(
            "prepare", folder.file("a.png"), "--size", "8x8", "--format", "png", "-o", "/dev/full")
        #expect(full.status == 73 && full.messages.count == 1)
    }

    @Test func twoOutputsOfOneName() async throws {
        let folder = try folder()
        let run = try await runMira(
            "cutout", folder.file("a.png"), "-o", folder.file("b.png"), "--matte-out", folder.file("./b.png"))
        #expect(run.status == 64 && run.errors.contains("different files"))
    }

    @Test(.enabled(if: TinyDisk.isPossible, "a disk of 64 KiB can be mounted by root only"))
    func fullDisk() async throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(Samples.noise(), to: "a.png")
        let disk = try await TinyDisk(at: folder.folder("disk"))
        let run = try await runMira("prepare", input, "--size", "512x512", "-o", disk.path + "/b.png")
        #expect(run.status == 73 && run.messages.count == 1 && run.errors.contains("no space left"))
        #expect(folder.read("disk/b.png") == nil)
        let small = try await runMira("prepare", input, "--size", "64x64", "-o", disk.path + "/b.png")
        #expect(small.status == 0, "\(small.errors)")
        // What is there stays when its successor does not fit.
        let before = folder.read("disk/b.png")
        #expect(try await runMira("prepare", input, "--size", "512x512", "-o", disk.path + "/b.png").status == 73)
        #expect(folder.read("disk/b.png") == before)
        try await disk.unmount()
    }
}

/// A file system of 64 KiB.
struct TinyDisk {
    let path: String

    static let isPossible: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        let isMounted = call("mount -t tmpfs -o size=64k tmpfs \(folder.path)")
        return isMounted && call("umount \(folder.path)")
    }()

    init(at path: String) async throws {
        self.path = path
        guard Self.call("mount -t tmpfs -o size=64k tmpfs \(path)") else { throw TestFailure("can't mount a disk") }
    }

    func unmount() async throws {
        guard Self.call("umount \(path)") else { throw TestFailure("can't unmount \(path)") }
    }

    private static func call(_ command: String) -> Bool {
        system(command + " 2>/dev/null") == 0
    }
}
