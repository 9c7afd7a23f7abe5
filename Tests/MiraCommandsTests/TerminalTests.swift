import MiraImage
import MiraTestSupport
import Testing

/// The progress bar: on a terminal, and nowhere else.
@Suite struct TerminalTests {
    private func cutOut(_ environment: [String: String], hasTerminal: Bool) async throws -> ProgramRun {
        let folder = try TemporaryFolder()
        let input = try folder.write(Samples.ballOnGray(side: 128), to: "a.png")
        let trimap = try folder.write(Samples.ballTrimap(side: 128), to: "trimap.png")
        var options = ProgramOptions()
        options.hasTerminal = hasTerminal
        options.environment = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": ""]
        options.environment.merge(environment) { $1 }
        let run = try await runMira(
            "cutout", input, "--trimap", trimap, "-o", folder.file("out.png"), options: options)
        #expect(run.status == 0)
        return run
    }

    @Test func barOnATerminal() async throws {
        let run = try await cutOut([:], hasTerminal: true)
        #expect(run.errors.contains("━") && run.errors.contains(" %") && run.errors.contains(" s\u{1B}[K"))
        // What was done is said when the bar is gone.
        let end = try #require(run.errors.ranges(of: "\r\u{1B}[Kmira: ").last)
        #expect(run.errors[end.upperBound...].contains("out.png: 128x128"))
        #expect(!run.errors[end.upperBound...].contains("%"))
        // No line is wider than the terminal.
        for line in run.errors.split(whereSeparator: { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }) {
            #expect(line.replacing(escapes, with: "").count < 100)
        }
    }

    @Test func withoutColor() async throws {
        let run = try await cutOut(["NO_COLOR": "1"], hasTerminal: true)
        #expect(run.errors.contains("━") && !run.errors.contains("m━") && !run.errors.contains("\u{1B}[36m"))
    }

    @Test func withoutUnicode() async throws {
        let run = try await cutOut(["LC_ALL": "C"], hasTerminal: true)
        #expect(run.errors.contains("---") && run.errors.allSatisfy(\.isASCII))
    }

    @Test func dumbTerminal() async throws {
        let run = try await cutOut(["TERM": "dumb"], hasTerminal: true)
        #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("%"))
    }

    @Test func pipeGetsNotOneByte() async throws {
        let run = try await cutOut([:], hasTerminal: false)
        #expect(run.errors.isEmpty && run.output.isEmpty)
    }
}

private nonisolated(unsafe) let escapes = /\u{1B}\[[0-9;]*[A-Za-z]/
