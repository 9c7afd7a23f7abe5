import Glibc
import MiraImage
import MiraTestSupport
import Testing

/// Ctrl-C: no output, no temporary file, 130, soon.
@Suite(.serialized) struct InterruptTests {
    /// A folder with what takes `cutout` a while.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ballOnGray(side: 140), to: "a.png")
        try folder.write(Samples.ballTrimap(side: 140), to: "trimap.png")
        return folder
    }

    private func cutOut(_ folder: TemporaryFolder, _ options: ProgramOptions) async throws -> ProgramRun {
        try await runMira(
            "cutout", folder.file("a.png"), "--trimap", folder.file("trimap.png"), "-o", folder.file("out.png"),
            "--matte-out", folder.file("matte.png"), options: options)
    }

    @Test(arguments: [(SIGINT, 10), (SIGTERM, 3)]) func atMoments(signal: Int32, moments: Int) async throws {
        var whole = Double.infinity
        for _ in 0..<3 { whole = min(whole, try await cutOut(folder(), ProgramOptions()).seconds) }
        var interrupted = 0
        for moment in 0..<moments {
            let folder = try folder()
            var options = ProgramOptions()
            options.interruption = (signal, 0.01 + whole * Double(moment) / Double(moments))
            let run = try await cutOut(folder, options)
            #expect(run.errors.isEmpty && run.output.isEmpty, "\(run.errors)")
            // The system ends a program that is not far enough to listen.
            if run.status == 130 || run.signal == signal {
                interrupted += 1
                #expect(folder.names == ["a.png", "trimap.png"])
            } else {
                // It was through before: then all of it is there.
                #expect(run.status == 0, "\(String(describing: run.signal))")
                #expect(folder.names == ["a.png", "matte.png", "out.png", "trimap.png"])
            }
        }
        #expect(interrupted >= moments / 3, "\(interrupted) of \(moments) in \(whole) s")
    }

    /// Reading from somebody who says nothing can be interrupted, and within a tenth of a second.
    @Test func whileWaitingForInput() async throws {
        var options = ProgramOptions()
        options.leavesInputOpen = true
        options.interruption = (SIGINT, 0.3)
        let run = try await runMira("inspect", "-", options: options)
        #expect(run.status == 130 && run.errors.isEmpty && run.output.isEmpty)
        #expect(run.seconds < 1.3)
    }

    /// What was complete before the interruption stays.
    @Test func completeOutputsStay() async throws {
        let folder = try TemporaryFolder()
        let first = try folder.write(Samples.gradient(), to: "a.png")
        var options = ProgramOptions()
        options.leavesInputOpen = true
        options.interruption = (SIGINT, 1.5)
        let run = try await runMira("prepare", first, "-", "--size", "8x8", "-o", folder.file("out/"), options: options)
        #expect(run.status == 130)
        #expect(folder.read("out/a-prepared.png") != nil)
    }
}
