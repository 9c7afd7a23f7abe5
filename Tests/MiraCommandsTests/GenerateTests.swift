import Glibc
import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

/// Small pictures (`--size source`); `LargeGenerationTests` has those of real size.
@Suite struct GenerateTests {
    /// A folder with `ball.png`, a red ball on nothing.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ball(), to: "ball.png")
        return folder
    }

    /// Runs generate in `folder`, without models: what is installed must not matter.
    private func generate(
        in folder: TemporaryFolder, _ arguments: String..., environment: [String: String] = [:], input: [UInt8] = []
    ) async throws -> ProgramRun {
        var options = ProgramOptions()
        options.folder = folder.path
        options.environment = ["MIRA_MODELS_DIR": "/nowhere"].merging(environment) { $1 }
        options.input = input
        return try await runMira(["generate"] + arguments, options: options)
    }

    // MARK: Pictures

    @Test func productOnMarble() async throws {
        let folder = try folder()
        let run = try await generate(
            in: folder, "on marble, zorblax", "-r", "product=ball.png", "--size", "source", "--seed", "5", "-o",
            "out.png",
            "--receipt", "out.json", "--json")
        #expect(run.status == 0, "\(run.errors)")
        // Nothing is ignored in silence.
        #expect(run.errors.contains("not understood") && run.errors.contains("zorblax"))
        let answer = try #require(try objects(run).first)
        #expect(
            answer.object?.members.map(\.key) == [
                "created", "data", "background", "output_format", "quality", "size", "usage", "mira",
            ])
        #expect(answer["data"]?.array?.count == 1 && answer["data"]?.array?.first?["path"] == "out.png")
        #expect(answer["size"] == "96x96" && answer["quality"] == "medium" && answer["background"] == "opaque")
        #expect(answer["mira"]?["engine"] == "studio/1" && answer["mira"]?["seed"] == 5)
        let receipt = try #require(answer["mira"]?["receipts"]?.array?.first)
        #expect(try Receipt.receipts(in: try #require(folder.read("out.json"))) == [Receipt(receipt)])
        let bytes = try #require(folder.read("out.png"))
        #expect(receipt["output"]?["sha256"]?.string == sha256Hex(bytes))
        #expect(receipt["preservation"]?["max_difference"] == 0)
        // It is the ball, and around it something that is no longer nothing.
        let picture = try Picture(decoding: bytes)
        #expect(picture.size == PixelSize(width: 96, height: 96) && !picture.hasTransparency)
        #expect(picture[48, 60].x > 2 * max(picture[48, 60].y, 1))
    }

    @Test func sameRequestSameBytes() async throws {
        let folder = try folder()
        var results: [[UInt8]] = []
        for environment in [[:], [:], ["MIRA_THREADS": "1"], ["MIRA_THREADS": "2"], ["MIRA_SIMD": "scalar"]] {
            let run = try await generate(
                in: folder, "on an oak table at noon", "-r", "ball.png", "--size", "source", "--seed", "9", "-o", "-",
                environment: environment)
            #expect(run.status == 0)
            results.append(run.output)
        }
        #expect(try Picture(decoding: results[0]).width == 96)
        #expect(Set(results).count == 1)
        let other = try await generate(
            in: folder, "on an oak table at noon", "-r", "ball.png", "--size", "source", "--seed", "10", "-o", "-")
        #expect(other.output != results[0])
    }

    @Test func severalPicturesEachComeAgain() async throws {
        let folder = try folder()
        let run = try await generate(
            in: folder, "on marble", "-r", "product=ball.png", "--size", "source", "--seed", "3", "-n", "2", "-o",
            "out.webp",
            "--receipt", "all.json")
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(folder.names == ["all.json", "ball.png", "out-1.webp", "out-2.webp"])
        let receipts = try Receipt.receipts(in: try #require(folder.read("all.json")))
        #expect(receipts.count == 2 && receipts[0].seed == 3)
        let again = try await generate(
            in: folder, "on marble", "-r", "product=ball.png", "--size", "source", "--seed", "\(receipts[1].seed)",
            "--format", "webp", "-o", "-")
        #expect(again.output == folder.read("out-2.webp"))
        // The receipt of one of several is found by its picture.
        var options = ProgramOptions()
        options.folder = folder.path
        let verified = try await runMira(
            "verify", "out-2.webp", "--receipt", "all.json", "-r", "ball.png", options: options)
        #expect(verified.status == 0, "\(verified.errors)")
    }

    @Test func nameWithoutOutput() async throws {
        let folder = try folder()
        let run = try await generate(
            in: folder, "on marble", "-r", "product=ball.png", "--size", "source", "--seed", "12", "--format", "jpeg")
        #expect(run.status == 0 && run.text == "mira-12.jpg\n")
        #expect(folder.names == ["ball.png", "mira-12.jpg"])
    }

    @Test func assumptionsAreSaid() async throws {
        let folder = try folder()
        let run = try await generate(in: folder, "on marble", "-r", "ball.png", "--size", "source", "-o", "out.png")
        #expect(run.errors.contains("mira: ball.png is used as the product: "))
        // A seed that nobody gave is told: else the picture could not come again.
        #expect(run.messages.contains { $0.hasPrefix("mira: seed ") })
    }

    @Test func referencesFromElsewhere() async throws {
        let folder = try folder()
        let uri = DataURI.encode(try #require(folder.read("ball.png")), mediaType: "image/png")
        let byURI = try await generate(
            in: folder, "on marble", "-r", "product=\(uri)", "--size", "source", "--seed", "1", "-o", "-")
        let byInput = try await generate(
            in: folder, "on marble", "-r", "product=-", "--size", "source", "--seed", "1", "-o", "-",
            input: folder.read("ball.png") ?? [])
        let byFile = try await generate(
            in: folder, "on marble", "-r", "product=ball.png", "--size", "source", "--seed", "1", "-o", "-")
        #expect(byFile.status == 0 && !byFile.output.isEmpty)
        #expect(byURI.output == byFile.output && byInput.output == byFile.output)
    }

    /// Only the four names count before `=`.
    @Test func nameWithAnEqualsSign() async throws {
        let folder = try folder()
        #expect(rename(folder.file("ball.png"), folder.file("thing=ball.png")) == 0)
        let run = try await generate(in: folder, "on marble", "-r", "thing=ball.png", "--explain")
        #expect(run.status == 0 && run.text.contains("thing=ball.png"))
    }

    /// What the mask keeps is equal to the bit, the rest is painted.
    @Test func mask() async throws {
        let folder = try folder()
        let photo = gradientPicture(width: 96, height: 96)
        try folder.write(photo.encoded(EncodingOptions(.png)), to: "photo.png")
        var hole = photo
        for y in 0..<96 { for x in 0..<48 { hole[x, y] = .zero } }
        try folder.write(hole.encoded(EncodingOptions(.png)), to: "mask.png")
        let run = try await generate(
            in: folder, "a slate floor", "-r", "photo.png", "--mask", "mask.png", "--size", "source", "-o", "out.png")
        #expect(run.status == 0, "\(run.errors)")
        let result = try Picture(decoding: try #require(folder.read("out.png")))
        var painted = 0
        for y in 0..<96 {
            for x in 0..<96 {
                if x >= 48 { #expect(result[x, y] == photo[x, y]) } else if result[x, y] != photo[x, y] { painted += 1 }
            }
        }
        #expect(painted > 48 * 96 * 9 / 10)
    }

    @Test func explainMakesNothing() async throws {
        let folder = try folder()
        let run = try await generate(
            in: folder, "a zorblax on marble", "-r", "product=ball.png", "--explain", "--receipt", "r.json", "-o",
            "o.png")
        #expect(run.status == 0 && folder.names == ["ball.png"])
        #expect(run.text.contains("product: ball.png, 96x96") && run.text.contains("zorblax"))
        let json = try await generate(
            in: folder, "a zorblax on marble", "-r", "product=ball.png", "--explain", "--json")
        #expect(try objects(json).first?["unknown"]?.array?.contains("zorblax") == true)
    }

    // MARK: Refusals

    @Test(arguments: [
        (
            ["on marble", "--size", "10x10"],
            "expected --size as 1024x1024, 1024x1536, 1536x1024, auto or source but found '10x10'"
        ),
        ([""], "found an empty prompt"), (["  \n "], "found an empty prompt"),
        ([String(repeating: "ä", count: 4001)], "found 4001"),
        (["x", "-r", "a", "-r", "b", "-r", "c", "-r", "d", "-r", "e"], "at most 4 reference pictures but found 5"),
        (["on marble", "-n", "5"], "from 1 to 4 but found '5'"), (["on marble", "--seed", "-1"], "--seed"),
        (["on marble", "--seed", "9007199254740992"], "--seed"), (["on marble", "--quality", "best"], "'best'"),
        (["on marble", "--engine", "magic"], "'magic'"), (["on marble", "--preserve", "all"], "'all'"),
        (["on marble", "--at", "0.5"], "--at"), (["on marble", "--at", "0.5,nan"], "--at"),
        (["on marble", "--scale", "2"], "--scale"), (["on marble", "--horizon", "-"], "--horizon"),
        (["on marble", "-o", "a.gif"], "'a.gif'"), (["on marble", "-o", "-", "--json"], "found both"),
        (["on marble", "-o", "-", "-n", "2"], "found -n 2"), (["on marble", "--size", "source"], "reference"),
        (["on marble", "--mask", "ball.png"], "reference"),
        (["on marble", "--matte", "ball.png"], "expected a product"),
        (["on marble", "-r", "product=-", "--mask", "-"], "once at most"),
        (["on marble", "-r", "product=ball.png", "-o", "ball.png"], "--force"),
        (["on marble", "-o", "a.png", "--receipt", "./a.png"], "different files"),
    ])
    func usage(arguments: [String], part: String) async throws {
        let folder = try folder()
        var options = ProgramOptions()
        options.folder = folder.path
        let run = try await runMira(["generate"] + arguments, options: options)
        #expect(run.status == 64 && run.messages.count == 1, "\(run.errors)")
        #expect(run.errors.contains(part), "\(run.errors)")
        #expect(run.output.isEmpty || arguments.contains("--json"))
        #expect(folder.names == ["ball.png"])
    }

    @Test func promptOf4000Characters() async throws {
        let folder = try folder()
        let prompt = "on marble " + String(repeating: "ä", count: 3990)
        let run = try await generate(in: folder, prompt, "-r", "product=ball.png", "--explain")
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(arguments: ["remote", "diffusion"]) func enginesThatAreNotThere(name: String) async throws {
        let folder = try folder()
        let run = try await generate(in: folder, "on marble", "--engine", name)
        #expect(run.status == 69 && run.messages.count == 1 && run.errors.contains("--engine studio"))
    }

    @Test func modelThatIsNotThere() async throws {
        let folder = try folder()
        try folder.write(Samples.ballOnGray(), to: "photo.png")
        let run = try await generate(
            in: folder, "on marble", "-r", "product=photo.png", "--cutout", "model", "-o", "out.png", "--json")
        #expect(run.status == 69 && run.messages.count == 1 && folder.names == ["ball.png", "photo.png"])
        #expect(try objects(run).first?["error"]?["code"] == "unavailable")
    }

    @Test func nothingToCutOut() async throws {
        let folder = try folder()
        try folder.write(Samples.noise(), to: "noise.png")
        let run = try await generate(
            in: folder, "on marble", "-r", "product=noise.png", "--size", "source", "-o", "out.png", "--json")
        #expect(run.status == 65 && run.messages.count == 1, "\(run.errors)")
        #expect(run.errors.hasPrefix("mira: noise.png: ") && run.errors.contains("--matte"))
        #expect(folder.names == ["ball.png", "noise.png"])
        let failure = try #require(try objects(run).first)
        #expect(failure["input"] == "noise.png" && failure["error"]?["code"] == "unusable_reference")
    }

    @Test func nothingToDraw() async throws {
        let folder = try folder()
        let run = try await generate(in: folder, "zorblax")
        #expect(run.status == 65 && run.messages.count == 1 && run.errors.contains("can draw"))
        #expect(folder.names == ["ball.png"])
    }

    @Test(arguments: [
        ("none.png", Int32(66)), (".", 66), ("text.png", 65), ("bomb.png", 65), ("https://example.org/a.png", 69),
    ])
    func badReference(name: String, status: Int32) async throws {
        let folder = try folder()
        try folder.write(Array("hello".utf8), to: "text.png")
        try folder.write(Samples.bomb, to: "bomb.png")
        let before = folder.names
        for option in [
            ["-r", "product=" + name], ["-r", "ball.png", "--mask", name], ["-r", "ball.png", "--matte", name],
        ] {
            var options = ProgramOptions()
            options.folder = folder.path
            let run = try await runMira(["generate", "on marble", "--json"] + option, options: options)
            #expect(run.status == status && run.messages.count == 1, "\(run.errors)")
            #expect(try objects(run).first?["input"]?.string == name)
            #expect(folder.names == before)
        }
    }

    @Test func maskOfAnotherSize() async throws {
        let folder = try folder()
        try folder.write(Samples.gradient(alpha: 9), to: "mask.png")
        let run = try await generate(in: folder, "on marble", "-r", "ball.png", "--mask", "mask.png")
        #expect(run.status == 65 && run.messages.count == 1 && run.errors.contains("48x32"))
    }

    @Test(.enabled(if: TinyDisk.isPossible, "a disk of 64 KiB can be mounted by root only"))
    func fullDisk() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ball(side: 190), to: "ball.png")
        let disk = try await TinyDisk(at: folder.folder("disk"))
        // The first picture fits, all four don't: then none is left.
        let run = try await generate(
            in: folder, "on marble", "-r", "product=ball.png", "--size", "source", "-n", "4", "-o", "disk/out.png")
        #expect(run.status == 73 && run.messages.contains { $0.contains("no space left") }, "\(run.errors)")
        #expect(TemporaryFolder.names(in: disk.path).isEmpty)
        try await disk.unmount()
    }

    // MARK: Interruption

    @Test func interruptedAtTenMoments() async throws {
        let arguments = [
            "generate", "on marble", "-r", "product=ball.png", "--size", "source", "-n", "3", "-o", "o.png",
            "--receipt", "r.json",
        ]
        var whole = Double.infinity
        for _ in 0..<2 {
            var options = ProgramOptions()
            options.folder = try folder().path
            whole = min(whole, try await runMira(arguments, options: options).seconds)
        }
        var interrupted = 0
        for moment in 0..<10 {
            let folder = try folder()
            var options = ProgramOptions()
            options.folder = folder.path
            options.interruption = (SIGINT, 0.01 + whole * Double(moment) / 10)
            let run = try await runMira(arguments, options: options)
            // The system ends a program that is not far enough to listen.
            if run.status == 130 || run.signal == SIGINT {
                interrupted += 1
                #expect(folder.names == ["ball.png"])
            } else {
                #expect(run.status == 0)
                #expect(folder.names == ["ball.png", "o-1.png", "o-2.png", "o-3.png", "r.json"])
            }
        }
        #expect(interrupted >= 3, "\(interrupted) of 10 in \(whole) s")
    }
}
