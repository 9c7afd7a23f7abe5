import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct InspectTests {
    static let keys = [
        "input", "format", "width", "height", "bitDepth", "colorModel", "hasAlpha", "isAnimated", "orientation",
        "iccProfile", "displayWidth", "displayHeight", "metadata", "rgba8SHA256",
    ]

    @Test func shapeOfTheJSON() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.gradient(alpha: 100), to: "a.png")
        let run = try await runMira("inspect", path, "--json")
        #expect(run.status == 0 && run.errors.isEmpty)
        let object = try #require(try objects(run).first?.object)
        #expect(object.members.map(\.key) == Self.keys)
        #expect(object["input"] == .string(path) && object["format"] == "png")
        #expect(object["width"] == 48 && object["height"] == 32 && object["bitDepth"] == 8)
        #expect(object["colorModel"] == "rgb" && object["hasAlpha"] == true && object["isAnimated"] == false)
        #expect(object["orientation"] == 1 && object["iccProfile"] == .null)
    }

    /// The hash is that of the bytes, computed here anew, and does not depend on the format that holds them.
    @Test func hashOfThePixels() async throws {
        let folder = try TemporaryFolder()
        let picture = gradientPicture(width: 20, height: 12, alpha: 77)
        var rows: [UInt8] = []
        for y in 0..<12 { for x in 0..<20 { for channel in 0..<4 { rows.append(picture[x, y][channel]) } } }
        var lossless = EncodingOptions(.webp)
        lossless.lossless = true
        let png = try folder.write(picture.encoded(EncodingOptions(.png)), to: "a.png")
        let webp = try folder.write(picture.encoded(lossless), to: "a.webp")
        for object in try objects(await runMira("inspect", png, webp, "--json")) {
            #expect(object["rgba8SHA256"]?.string == sha256Hex(rows))
        }
    }

    @Test func orientationTurnsTheSize() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.turned(), to: "a.jpg")
        let object = try #require(try objects(await runMira("inspect", path, "--json")).first)
        #expect(object["orientation"]?.integer == 6)
        #expect(object["width"]?.integer == 48 && object["displayWidth"]?.integer == 32)
        #expect(object["height"]?.integer == 32 && object["displayHeight"]?.integer == 48)
        #expect(object["metadata"]?["exif"] != nil)
    }

    @Test func readsStandardInput() async throws {
        var options = ProgramOptions()
        options.input = try Samples.gradient(as: .webp)
        let run = try await runMira("inspect", "-", options: options)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.text.hasPrefix("-\n") && run.text.contains("WebP, 48x32, 8 bits, RGB"))
    }

    @Test func readsADataURI() async throws {
        let uri = DataURI.encode(try Samples.gradient(), mediaType: "text/plain")
        let object = try #require(try objects(await runMira("inspect", uri, "--json")).first)
        #expect(object["input"]?.string == "data-URI" && object["format"]?.string == "png")
    }

    /// The reader of a pipe may leave before the end.
    @Test func closedOutputEndsQuietly() async throws {
        var options = ProgramOptions()
        options.closesOutput = true
        options.input = try Samples.gradient()
        let run = try await runMira("inspect", "-", options: options)
        #expect(run.status == 0 && run.errors.isEmpty)
    }

    @Test func fullOutput() async throws {
        var options = ProgramOptions()
        options.outputPath = "/dev/full"
        options.input = try Samples.gradient()
        let run = try await runMira("inspect", "-", options: options)
        #expect(run.status == 73 && run.messages.count == 1)
    }
}
