import Glibc
import MiraImage
import MiraNeural
import MiraTestSupport
import Testing

/// What is made of the models' folder, whole or damaged.
@Suite struct InstalledModelsTests {
    private let picture = gradientPicture(width: 64, height: 48)

    private func manifest(runtime: String = "library.so", model: String = "model.onnx", sha256: String = "00") -> String
    {
        """
        {"version": 1, "models": [
          {"name": "onnxruntime", "kind": "runtime", "file": "\(runtime)", "sha256": "\(sha256)", "licence": "MIT", "source": "here"},
          {"name": "u2netp", "kind": "saliency", "file": "\(model)", "sha256": "\(sha256)", "licence": "Apache-2.0", "source": "there"}
        ]}
        """
    }

    /// What a use of the model in a folder with these files ends with.
    private func failure(_ files: [String: [UInt8]]) throws -> ImageError? {
        let folder = try TemporaryFolder()
        for (name, bytes) in files { try folder.write(bytes, to: name) }
        let (model, reason) = InstalledModels.saliency(in: folder.path)
        guard let model else { return ImageError(.unavailable, reason ?? "") }
        do throws(ImageError) {
            _ = try model.saliency(of: picture, monitor: .silent)
            return nil
        } catch {
            return error
        }
    }

    @Test func emptyFolderSaysHowToInstall() throws {
        let error = try failure([:])
        #expect(error?.message.contains("make setup-models") == true)
        #expect(InstalledModels.saliency(in: "/nonexistent/models").model == nil)
    }

    @Test(arguments: [
        "", "{", "[]", "{\"version\": 1}", "{\"version\": 2, \"models\": []}", "{\"version\": 1, \"models\": []}",
    ])
    func damagedManifests(text: String) throws {
        let error = try failure(["manifest.json": Array(text.utf8)])
        #expect(error != nil)
        #expect(error?.message.contains("make setup-models") == true)
        #expect(error?.message.contains("\n") == false)
    }

    @Test(arguments: ["../library.so", "/lib/library.so", ".hidden", ""])
    func namesThatLeaveTheFolderAreRefused(name: String) throws {
        let error = try failure(["manifest.json": Array(manifest(runtime: name).utf8)])
        #expect(error?.message.contains("make setup-models") == true)
    }

    @Test func missingAndChangedFilesAreUnavailable() throws {
        #expect(try failure(["manifest.json": Array(manifest().utf8)])?.cause == .unavailable)
        let error = try failure([
            "manifest.json": Array(manifest().utf8), "library.so": [1, 2, 3], "model.onnx": [4, 5, 6],
        ])
        #expect(error?.cause == .unavailable)
        #expect(error?.message.contains("changed") == true)
    }

    @Test func fileThatIsNoLibraryIsUnavailable() throws {
        let bytes: [UInt8] = Array("not a library".utf8)
        let error = try failure([
            "manifest.json": Array(manifest(sha256: sha256Hex(bytes)).utf8), "library.so": bytes, "model.onnx": bytes,
        ])
        #expect(error?.cause == .unavailable)
        #expect(error?.message.contains("ONNX Runtime") == true)
        #expect(error?.message.contains("\n") == false)
    }

    /// A library that is one, but not that one.
    @Test func anotherLibraryIsUnavailable() throws {
        guard let library = readFile("/lib/x86_64-linux-gnu/libm.so.6") else { return }
        let sha256 = sha256Hex(library)
        let error = try failure([
            "manifest.json": Array(manifest(sha256: sha256).utf8), "library.so": library, "model.onnx": library,
        ])
        #expect(error?.cause == .unavailable)
        #expect(error?.message.contains("API version 11") == true)
    }

    @Test func listsWhatIsThere() throws {
        let folder = try TemporaryFolder()
        #expect(try InstalledModels.list(in: folder.path).isEmpty)
        try folder.write(Array(manifest().utf8), to: "manifest.json")
        let entries = try InstalledModels.list(in: folder.path)
        #expect(entries.map(\.name) == ["onnxruntime", "u2netp"])
        #expect(entries.map(\.licence) == ["MIT", "Apache-2.0"])
        #expect(entries[1].source == "there")
    }
}
