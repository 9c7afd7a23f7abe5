import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct CutoutTests {
    private func cutOut(_ folder: TemporaryFolder, _ arguments: String...) async throws -> ProgramRun {
        var options = ProgramOptions()
        options.folder = folder.path
        options.environment = ["MIRA_MODELS_DIR": "/nowhere"]
        return try await runMira(["cutout"] + arguments, options: options)
    }

    @Test func ownAlpha() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ball(), to: "ball.png")
        let run = try await cutOut(folder, "ball.png", "--json")
        #expect(run.status == 0 && run.errors.isEmpty)
        let object = try #require(try objects(run).first?.object)
        #expect(object.members.map(\.key) == ["input", "output", "confidence", "method", "reasons"])
        #expect(object["method"] == "alpha" && object["output"] == "ball-cutout.png")
        #expect(folder.names == ["ball-cutout.png", "ball.png"])
    }

    @Test func plainBackdrop() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ballOnGray(side: 128), to: "a.png")
        let run = try await cutOut(folder, "a.png", "-o", "b.webp", "--matte-out", "m.png", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try objects(run).first?["method"] == "studio")
        // What a model would do better is said.
        #expect(run.errors.contains("make setup-models"))
        let picture = try Picture(decoding: try #require(folder.read("b.webp")))
        let matte = try Picture(decoding: try #require(folder.read("m.png")))
        #expect(picture[64, 64].w == 255 && picture[3, 3].w == 0)
        #expect(matte[64, 64] == SIMD4(repeating: 255) && matte[3, 3] == SIMD4(0, 0, 0, 255))
    }

    @Test func givenMatte() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.noise(), to: "a.png")
        try folder.write(Samples.ball(), to: "matte.png")
        let run = try await cutOut(folder, "a.png", "--matte", "matte.png", "--json")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(try objects(run).first?["method"] == "matte")
    }

    @Test func matteOfAnotherSize() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.noise(), to: "a.png")
        try folder.write(Samples.gradient(), to: "matte.png")
        let run = try await cutOut(folder, "a.png", "--matte", "matte.png", "--json")
        #expect(run.status == 65 && run.messages.count == 1 && folder.names == ["a.png", "matte.png"])
        #expect(try objects(run).first?["input"] == "matte.png")
    }

    /// A cut-out that is likely wrong is not made in silence, and not at all with --strict.
    @Test func doubtfulCutout() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.noise(), to: "a.png")
        let strict = try await cutOut(folder, "a.png", "--strict")
        #expect(strict.status == 65 && strict.messages.count == 1 && folder.names == ["a.png"])
        #expect(strict.errors.contains("--matte"))
        let run = try await cutOut(folder, "a.png")
        #expect(run.status == 65 ? folder.names == ["a.png"] : run.errors.contains("may be wrong"))
    }

    @Test(arguments: [
        (["a.png", "-o", "b.jpg"], "no transparency"), (["a.png", "-o", "-", "--json"], "found both"),
        (["a.png", "-o", "a.png"], "--force"), (["-"], "-o FILE"), (["-", "--matte", "-"], "once at most"),
        (["a.png", "--cutout", "magic"], "auto, model or studio but found 'magic'"),
    ])
    func usage(arguments: [String], part: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ball(), to: "a.png")
        var options = ProgramOptions()
        options.folder = folder.path
        let run = try await runMira(["cutout"] + arguments, options: options)
        #expect(run.status == 64 && run.messages.count == 1 && run.errors.contains(part), "\(run.errors)")
        #expect(folder.names == ["a.png"])
    }

    @Test func noModelInstalled() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ballOnGray(), to: "a.png")
        let run = try await cutOut(folder, "a.png", "--cutout", "model")
        #expect(run.status == 69 && run.messages.count == 1 && run.errors.contains("make setup-models"))
        var options = ProgramOptions()
        options.environment = ["MIRA_MODELS_DIR": folder.path]
        let list = try await runMira("models", "list", options: options)
        #expect(list.status == 0 && list.output.isEmpty && list.errors.contains(folder.path))
    }
}
