import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct VerifyTests {
    /// A folder with a ball, a picture made of it, and its receipt.
    private func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Samples.ball(), to: "ball.png")
        let run = try await runMira(
            "generate", "on marble", "-r", "product=" + folder.file("ball.png"), "--size", "source", "--seed", "1",
            "-o",
            folder.file("out.png"), "--receipt", folder.file("out.json"))
        #expect(run.status == 0, "\(run.errors)")
        return folder
    }

    private func verify(_ folder: TemporaryFolder, _ picture: String = "out.png", reference: String = "ball.png")
        async throws -> ProgramRun
    {
        try await runMira(
            "verify", folder.file(picture), "--receipt", folder.file("out.json"), "-r", folder.file(reference))
    }

    @Test func holds() async throws {
        let run = try await verify(folder())
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.text.contains("kept pixels") && run.text.contains("max difference     0\n"))
        #expect(run.text.hasSuffix("the receipt holds\n"))
    }

    /// One kept pixel that is one step brighter is found.
    @Test func changedPixel() async throws {
        let folder = try await folder()
        var picture = try Picture(decoding: try #require(folder.read("out.png")))
        picture[48, 60].x &+= 1
        try folder.write(picture.encoded(EncodingOptions(.png)), to: "out.png")
        let run = try await verify(folder)
        #expect(run.status == 65 && run.messages.count == 1)
        #expect(run.text.contains("max difference     1\n") && run.text.hasSuffix("the receipt does not hold\n"))
    }

    @Test func anotherReference() async throws {
        let folder = try await folder()
        try folder.write(Samples.ballOnGray(), to: "other.png")
        let run = try await verify(folder, reference: "other.png")
        #expect(run.status == 65 && run.text.contains("another picture"))
    }

    /// A receipt that claims a better figure than there is.
    @Test func forgedFigure() async throws {
        let folder = try await folder()
        let receipt = String(decoding: try #require(folder.read("out.json")), as: UTF8.self)
        try folder.write(Array(receipt.replacing("\"kept_pixels\":", with: "\"kept_pixels\":1").utf8), to: "out.json")
        #expect(try await verify(folder).status == 65)
    }

    @Test func brokenReceipt() async throws {
        let folder = try await folder()
        try folder.write(Array("{\"engine\":".utf8), to: "out.json")
        let run = try await verify(folder)
        #expect(run.status == 65 && run.messages.count == 1 && run.errors.contains("out.json"))
    }

    @Test func missingFiles() async throws {
        let folder = try await folder()
        #expect(try await verify(folder, "none.png").status == 66)
        #expect(try await verify(folder, reference: "none.png").status == 66)
    }
}
