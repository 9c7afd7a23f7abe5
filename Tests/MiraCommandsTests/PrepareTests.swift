import Glibc
import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct PrepareTests {
    /// A folder with `a.png`, an opaque gradient of 48 × 32.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Samples.gradient(), to: "a.png")
        return folder
    }

    private func decoded(_ folder: TemporaryFolder, _ name: String) throws -> Picture {
        try Picture(decoding: try #require(folder.read(name)))
    }

    // MARK: Names

    @Test func defaultName() async throws {
        let folder = try folder()
        let run = try await runMira("prepare", folder.file("a.png"))
        #expect(run.status == 0 && run.errors.isEmpty)
        // The name that the program chose is told.
        #expect(run.text == folder.file("a-prepared.png") + "\n")
        #expect(folder.names == ["a-prepared.png", "a.png"])
        #expect(try decoded(folder, "a-prepared.png").size == PixelSize(width: 1536, height: 1024))
    }

    @Test func formatChoosesTheDefaultExtension() async throws {
        let folder = try folder()
        _ = try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "--format", "jpeg")
        #expect(folder.names == ["a-prepared.jpg", "a.png"])
    }

    @Test func intoAFolder() async throws {
        let folder = try folder()
        try folder.write(Samples.gradient(as: .jpeg), to: "b.c.jpg")
        let run = try await runMira(
            "prepare", folder.file("a.png"), folder.file("b.c.jpg"), "--size", "8x8", "-o", folder.file("new/"))
        #expect(run.status == 0 && run.errors.isEmpty && run.output.isEmpty)
        #expect(folder.names == ["a.png", "b.c.jpg", "new"])
        #expect(folder.read("new/a-prepared.png") != nil && folder.read("new/b.c-prepared.jpg") != nil)
    }

    /// Two inputs of one name can't both become the same output.
    @Test func collidingNames() async throws {
        let folder = try folder()
        let other = try folder.folder("other")
        try folder.write(Samples.gradient(), to: "other/a.png")
        let run = try await runMira(
            "prepare", folder.file("a.png"), other + "/a.png", "--size", "8x8", "-o", folder.path)
        #expect(run.status == 64 && run.messages.count == 1 && run.errors.contains("different files"))
    }

    @Test(arguments: [("b.jpg", ImageFormat.jpeg), ("b.JPEG", .jpeg), ("b.webp", .webp), ("b.png", .png), ("b", .png)])
    func extensionChoosesTheFormat(name: String, format: ImageFormat) async throws {
        let folder = try folder()
        let run = try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file(name))
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(try ImageDecoder.info(of: try #require(folder.read(name))).format == format)
    }

    @Test func formatWinsOverTheExtension() async throws {
        let folder = try folder()
        _ = try await runMira(
            "prepare", folder.file("a.png"), "--size", "8x8", "-o", folder.file("b.png"), "--format", "webp")
        #expect(try ImageDecoder.info(of: try #require(folder.read("b.png"))).format == .webp)
    }

    // MARK: Pixels

    /// `--fit none --color keep` writes exactly the pixels that `inspect` hashes.
    @Test(arguments: ImageFormat.allCases) func keepsInspectsPixels(format: ImageFormat) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.gradient(as: format, alpha: format == .jpeg ? 255 : 90), to: "a")
        let copy = folder.file("b.png")
        #expect(try await runMira("prepare", path, "--fit", "none", "--color", "keep", "-o", copy).status == 0)
        let hashes = try objects(await runMira("inspect", path, copy, "--json")).map { $0["rgba8SHA256"]?.string }
        #expect(hashes.count == 2 && hashes[0] != nil && hashes[0] == hashes[1])
    }

    @Test func orientationIsApplied() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.turned(), to: "a.jpg")
        _ = try await runMira("prepare", path, "--fit", "none", "-o", folder.file("b.png"), "--keep", "exif")
        let info = try ImageDecoder.info(of: try #require(folder.read("b.png")))
        #expect(info.size == PixelSize(width: 32, height: 48) && info.orientation == .up && info.exif != nil)
        #expect(info.density.map { Int($0.x.rounded()) } == 300)
    }

    @Test(arguments: [
        ("letterbox", 40, 40), ("contain", 40, 27), ("cover", 40, 40), ("stretch", 40, 40),
    ])
    func sizes(fit: String, width: Int, height: Int) async throws {
        let folder = try folder()
        let run = try await runMira(
            "prepare", folder.file("a.png"), "--size", "40x40", "--fit", fit, "-o", folder.file("b.png"), "--json")
        let object = try #require(try objects(run).first)
        #expect(object["width"]?.integer == Int64(width) && object["height"]?.integer == Int64(height))
        #expect(try decoded(folder, "b.png").size == PixelSize(width: width, height: height))
    }

    @Test(arguments: [
        ("#f00", SIMD4<UInt8>(255, 0, 0, 255)), ("RebeccaPurple", SIMD4(0x66, 0x33, 0x99, 255)),
        ("#01020380", SIMD4(1, 2, 3, 128)), ("transparent", .zero),
    ])
    func padding(color: String, pixel: SIMD4<UInt8>) async throws {
        let folder = try folder()
        _ = try await runMira(
            "prepare", folder.file("a.png"), "--size", "48x48", "--pad", color, "--gravity", "south", "-o",
            folder.file("b.png"))
        let picture = try decoded(folder, "b.png")
        #expect(picture[0, 0] == pixel && picture[47, 15] == pixel)
        // The picture lies below, untouched.
        #expect(picture[5, 16] == gradientPicture(width: 48, height: 32)[5, 0])
    }

    @Test func transparencyBecomesTheBarsColourInJPEG() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.gradient(alpha: 0), to: "a.png")
        let run = try await runMira(
            "prepare", path, "--size", "48x32", "--pad", "#0000ff", "-o", folder.file("b.jpg"), "--json")
        let pixel = try decoded(folder, "b.jpg")[20, 20]
        #expect(pixel.x < 8 && pixel.y < 8 && pixel.z > 247)
        #expect(try objects(run).first?["notes"]?.array?.isEmpty == false)
    }

    @Test func depthOfTheSource() async throws {
        let folder = try TemporaryFolder()
        var grid = Grid<SIMD4<UInt16>>(size: PixelSize(width: 6, height: 5), filledWith: .zero)
        for y in 0..<5 { for x in 0..<6 { grid[x, y] = SIMD4(UInt16(x * 9000 + 7), UInt16(y * 12000 + 3), 5, .max) } }
        let path = try folder.write(DeepPicture(grid).encoded(EncodingOptions(.png)), to: "a.png")
        let run = try await runMira("prepare", path, "--fit", "none", "--depth", "source", "-o", folder.file("b.png"))
        #expect(run.status == 0, "\(run.errors)")
        let copy = try ImageDecoder.decode(try #require(folder.read("b.png")))
        guard case .sixteen(let deep) = copy.pixels else {
            Issue.record("expected 16 bits")
            return
        }
        #expect(deep.grid == grid)
    }

    @Test func depthOfTheSourceWhenShrunk() async throws {
        let folder = try TemporaryFolder()
        // Two rows of columns that differ by 100 of 65535: nothing of it is left in 8 bits.
        var grid = Grid<SIMD4<UInt16>>(size: PixelSize(width: 64, height: 64), filledWith: SIMD4(30000, 0, .max, .max))
        for y in 0..<64 { for x in 32..<64 { grid[x, y].x = 30100 } }
        let path = try folder.write(DeepPicture(grid).encoded(EncodingOptions(.png)), to: "a.png")
        _ = try await runMira("prepare", path, "--size", "32x32", "--depth", "source", "-o", folder.file("b.png"))
        let copy = try ImageDecoder.decode(try #require(folder.read("b.png")))
        guard case .sixteen(let deep) = copy.pixels else {
            Issue.record("expected 16 bits")
            return
        }
        #expect(deep.size == PixelSize(width: 32, height: 32))
        #expect(abs(Int(deep.grid[2, 9].x) - 30000) <= 1 && abs(Int(deep.grid[29, 9].x) - 30100) <= 1)
        #expect(deep.grid[16, 16].y == 0 && deep.grid[16, 16].z == .max && deep.grid[16, 16].w == .max)
    }

    // MARK: Bytes

    @Test(arguments: ImageFormat.allCases) func byteBudget(format: ImageFormat) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.noise(), to: "a.png")
        for budget in [1500, 4000] {
            let run = try await runMira(
                "prepare", path, "--size", "96x96", "--format", format.rawValue, "--max-bytes", "\(budget)", "-o",
                folder.file("b"), "--json")
            let object = try #require(try objects(run).first)
            let bytes = try #require(folder.read("b"))
            #expect(bytes.count <= budget && bytes.count > budget / 2, "\(format) \(budget): \(bytes.count)")
            #expect(object["bytes"]?.integer == Int64(bytes.count))
            #expect(object["notes"]?.array?.isEmpty == false)
            let size = try Picture(decoding: bytes).size
            #expect(object["width"]?.integer == Int64(size.width) && object["height"]?.integer == Int64(size.height))
        }
    }

    @Test func impossibleByteBudget() async throws {
        let folder = try folder()
        let run = try await runMira(
            "prepare", folder.file("a.png"), "--size", "8x8", "--max-bytes", "20", "-o", folder.file("b.png"))
        #expect(run.status == 65 && run.messages.count == 1 && folder.names == ["a.png"])
        let fixed = try await runMira(
            "prepare", folder.file("a.png"), "--fit", "none", "--max-bytes", "200", "-o", folder.file("b.png"))
        #expect(fixed.status == 65 && folder.names == ["a.png"])
    }

    // MARK: Results

    @Test func shapeOfTheJSON() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Samples.turned(), to: "a.jpg")
        let run = try await runMira(
            "prepare", path, "--json", "--size", "16x16", "--data-uri", "-o", folder.file("b.jpg"))
        let object = try #require(try objects(run).first?.object)
        #expect(
            object.members.map(\.key) == [
                "input", "output", "format", "width", "height", "bytes", "quality", "transform", "dataURI", "removed",
                "notes",
            ])
        #expect(object["quality"] == 90 && object["output"] == .string(folder.file("b.jpg")))
        #expect(object["removed"]?.array?.contains("exif") == true)
        let uri = try #require(object["dataURI"]?.string)
        #expect(try DataURI(parsing: uri).bytes == folder.read("b.jpg"))
    }

    @Test func dataURIAlone() async throws {
        let folder = try folder()
        let run = try await runMira("prepare", folder.file("a.png"), "--size", "8x8", "--data-uri", "--format", "webp")
        #expect(run.status == 0 && run.errors.isEmpty && folder.names == ["a.png"])
        let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines[1].isEmpty && lines[0].hasPrefix("data:image/webp;base64,"))
        #expect(try Picture(decoding: DataURI(parsing: String(lines[0])).bytes).size == PixelSize(width: 8, height: 8))
    }

    @Test func standardInputAndOutput() async throws {
        var options = ProgramOptions()
        options.input = try Samples.gradient()
        let run = try await runMira("prepare", "-", "-o", "-", "--size", "24x16", "--format", "png", options: options)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(try Picture(decoding: run.output).size == PixelSize(width: 24, height: 16))
    }

    @Test func standardInputNeedsAnOutput() async throws {
        var options = ProgramOptions()
        options.input = try Samples.gradient()
        let run = try await runMira("prepare", "-", options: options)
        #expect(run.status == 64 && run.messages.count == 1 && run.errors.contains("-o"))
    }
}
