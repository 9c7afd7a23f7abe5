import Glibc
import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

/// Inputs that can't be used: the right code, one line that names the file, no output.
@Suite struct BadInputTests {
    static let commands = ["inspect", "prepare", "cutout"]

    /// Runs `command` on a file, alone in a folder, and expects it to be refused.
    private func refused(
        _ command: String, _ bytes: [UInt8]?, as name: String, status: Int32, saying part: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let folder = try TemporaryFolder()
        if let bytes { try folder.write(bytes, to: name) }
        let before = folder.names
        let run = try await runMira(command, folder.file(name))
        #expect(run.status == status, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.messages.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.errors.hasPrefix("mira: \(folder.file(name)): "), "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.errors.contains(part), "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty && folder.names == before, sourceLocation: sourceLocation)
    }

    @Test(arguments: commands) func textNamedPNG(command: String) async throws {
        try await refused(command, Array("a shopping list".utf8), as: "a.png", status: 65, saying: "found")
    }

    @Test(arguments: commands) func zeroBytes(command: String) async throws {
        try await refused(command, [], as: "a.png", status: 65, saying: "empty")
    }

    @Test(arguments: commands, [ImageFormat.png, .webp]) func truncated(command: String, format: ImageFormat)
        async throws
    {
        let whole = try Samples.gradient(64, 64, as: format)
        try await refused(command, Array(whole.prefix(whole.count / 2)), as: "a.png", status: 65, saying: "expected")
    }

    @Test(arguments: commands) func bomb(command: String) async throws {
        #expect(Samples.bomb.count == 100)
        try await refused(command, Samples.bomb, as: "a.png", status: 65, saying: "60000x60000")
    }

    @Test(arguments: commands, Samples.foreign.indices) func foreignFormat(command: String, index: Int) async throws {
        let (name, bytes) = Samples.foreign[index]
        try await refused(command, bytes, as: "a.png", status: 65, saying: name)
    }

    @Test(arguments: commands) func missing(command: String) async throws {
        try await refused(command, nil, as: "a.png", status: 66, saying: "found none")
    }

    @Test(arguments: commands) func folderForAFile(command: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await runMira(command, folder.path)
        #expect(run.status == 66 && run.messages.count == 1 && run.errors.contains("a folder"))
    }

    @Test(arguments: commands) func unreadable(command: String) async throws {
        // Its first page is not mapped, so reading it fails, for root as well.
        let folder = try TemporaryFolder()
        let output = command == "inspect" ? [] : ["-o", folder.file("out.png")]
        let run = try await runMira([command, "/proc/self/mem"] + output)
        #expect(folder.names.isEmpty)
        #expect(run.status == 66 && run.messages.count == 1, "\(run.errors)")
    }

    @Test(arguments: commands) func endlessDevice(command: String) async throws {
        let run = try await runMira(command, "/dev/zero")
        #expect(run.status == 65 && run.messages.count == 1 && run.errors.contains("at most 67108864 bytes"))
    }

    /// A sparse file of 65 MiB is refused by its length, without being read.
    @Test func tooLarge() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([], to: "a.png")
        #expect(truncate(path, 65 << 20) == 0)
        let run = try await runMira("inspect", path)
        #expect(run.status == 65 && run.errors.contains("at most 67108864 bytes but found 68157440"))
    }

    @Test func brokenDataURI() async throws {
        let run = try await runMira("inspect", "data:image/png;base64,@@@@")
        #expect(run.status == 65 && run.messages.count == 1 && run.errors.hasPrefix("mira: data-URI: "))
    }

    @Test func urlWithoutNetwork() async throws {
        let run = try await runMira("inspect", "HTTPS://example.org/a.png")
        #expect(run.status == 69 && run.messages.count == 1 && run.errors.contains("found a URL"))
    }

    /// A name with a line break stays one line, and says nothing to the terminal.
    @Test func hostileName() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([], to: "a\n\u{1B}[31mb.png")
        let run = try await runMira("inspect", path)
        #expect(run.status == 65 && run.messages.count == 1 && !run.errors.contains("\u{1B}"))
        #expect(run.errors.contains("a\\u{a}\\u{1b}[31mb.png"))
    }

    /// One bad input does not stop the others, and decides the exit code.
    @Test func othersGoOn() async throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(Samples.gradient(), to: "good.png")
        let bad = try folder.write(Array("no".utf8), to: "bad.png")
        let run = try await runMira("inspect", bad, folder.file("none.png"), good, "--json")
        #expect(run.status == 65 && run.messages.count == 2)
        let found = try objects(run)
        #expect(found.map { $0["input"]?.string } == [bad, folder.file("none.png"), good])
        #expect(found[0]["error"]?["code"]?.string == "malformed")
        #expect(found[1]["error"]?["code"]?.string == "not_found")
        #expect(found[1]["error"]?["message"]?.string?.isEmpty == false)
        #expect(found[2]["error"] == nil && found[2]["format"]?.string == "png")
    }
}
