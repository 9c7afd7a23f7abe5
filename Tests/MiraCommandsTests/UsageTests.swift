import MiraTestSupport
import Testing

/// Mistakes in the arguments: 64, one line, nothing on standard output.
@Suite struct UsageTests {
    @Test(arguments: [
        (["generat"], "expected a command"),
        (["--nonsense"], "expected a command"),
        (["inspect"], "missing expected argument"),
        (["inspect", "--jsn", "a.png"], "unknown option '--jsn'"),
        (["inspect", "-", "-"], "once at most"),
        (["prepare", "a.png", "--fit", "squeeze"], "cover, contain, letterbox, stretch or none but found 'squeeze'"),
        (["prepare", "a.png", "--gravity", "attention"], "but found 'attention'"),
        (["prepare", "a.png", "--size", "0x5"], "but found '0x5'"),
        (["prepare", "a.png", "--size", "40000x5"], "but found '40000x5'"),
        (["prepare", "a.png", "--size", "32000x32000"], "but found '32000x32000'"),
        (["prepare", "a.png", "--pad", "blueish"], "but found 'blueish'"),
        (["prepare", "a.png", "--pad", "#12345"], "but found '#12345'"),
        (["prepare", "a.png", "--quality", "101"], "from 0 to 100 but found '101'"),
        (["prepare", "a.png", "--max-bytes", "0"], "but found '0'"),
        (["prepare", "a.png", "--keep", "exif,gps"], "but found 'exif,gps'"),
        (["prepare", "a.png", "--fit", "none", "--size", "5x5"], "--fit none"),
        (["prepare", "a.png", "--color", "srgb", "--keep", "icc"], "--keep icc"),
        (["prepare", "a.png", "--format", "tiff"], "but found 'tiff'"),
        (["prepare", "a.png", "-o", "b.tiff"], "'b.tiff'"),
        (["prepare", "a.png", "-o", "b.jpg", "--pad", "transparent"], "no transparency"),
        (["prepare", "a.png", "-o", "-", "--json"], "two of them"),
        (["prepare", "a.png", "-o", "-", "--data-uri"], "two of them"),
        (["prepare", "a.png", "b.png", "-o", "-"], "found 2"),
        (["prepare", "a.png", "b.png", "-o", "c.png"], "expected a folder for 2 inputs"),
    ])
    func oneLine(arguments: [String], part: String) async throws {
        let run = try await runMira(arguments)
        #expect(run.status == 64)
        #expect(run.messages.count == 1)
        #expect(run.errors.hasPrefix("mira: ") && run.errors.contains(part), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func helpTeaches() async throws {
        for command in ["prepare", "inspect"] {
            let run = try await runMira(command, "--help")
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(run.text.contains("EXAMPLES:") && run.text.contains("mira \(command) "))
            // Examples that the help wraps can't be copied.
            #expect(run.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }

    @Test func versionIsAResult() async throws {
        let run = try await runMira("--version")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.text.split(separator: ".").count == 3)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) async throws {
        let run = try await runMira("--generate-completion-script", shell)
        #expect(run.status == 0)
        #expect(run.text.contains("prepare") && run.text.contains("letterbox"))
    }
}
