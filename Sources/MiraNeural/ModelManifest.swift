import FoundationEssentials
import MiraImage

/// A file that `make setup-models` installed, and where it came from.
public struct ModelEntry: Sendable, Hashable, Codable {
    /// What the file is for.
    public enum Kind: String, Sendable, Codable {
        /// The library that runs models.
        case runtime
        /// Finds the main object of a picture.
        case saliency
    }

    /// How it is called in receipts.
    public var name: String
    /// What it is for.
    public var kind: Kind
    /// The file's name in the models' folder.
    public var file: String
    /// Lower-case hex of the file.
    public var sha256: String
    /// An SPDX identifier.
    public var licence: String
    /// Who made it, and in which package it came.
    public var source: String
}

/// The folder's `manifest.json`.
struct ModelManifest {
    static let version = 1

    let folder: String
    let entries: [ModelEntry]

    private struct File: Codable {
        var version: Int
        var models: [ModelEntry]
    }

    /// Reads the manifest; nil where there is none.
    init?(folder: String) throws(ImageError) {
        let path = folder + "/manifest.json"
        guard let bytes = try FileBytes.read(path, limit: 1 << 20) else { return nil }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(bytes))
        } catch {
            throw ImageError(
                .malformed, "expected a manifest of models at \(path) but it can't be read; run make setup-models")
        }
        guard file.version == Self.version else {
            throw ImageError(
                .malformed,
                "expected version \(Self.version) in \(path) but found \(file.version); run make setup-models")
        }
        // A file's name that could leave the folder is not followed.
        guard file.models.allSatisfy({ !$0.file.isEmpty && !$0.file.hasPrefix(".") && !$0.file.contains("/") }) else {
            throw ImageError(.malformed, "expected file names without folders in \(path); run make setup-models")
        }
        self.folder = folder
        entries = file.models
    }

    /// The first file of a kind.
    func entry(_ kind: ModelEntry.Kind) throws(ImageError) -> InstalledFile {
        guard let entry = entries.first(where: { $0.kind == kind }) else {
            throw ImageError(.unavailable, "no \(kind) is installed; make setup-models installs one")
        }
        return InstalledFile(entry: entry, path: folder + "/" + entry.file)
    }
}

/// A file of the manifest, not yet checked.
struct InstalledFile: Sendable, Hashable {
    let entry: ModelEntry
    let path: String

    /// The file's bytes, once their SHA-256 is the manifest's.
    ///
    /// - Throws: `.unavailable` where the file is missing, unreadable or another than installed.
    func verifiedBytes() throws(ImageError) -> [UInt8] {
        guard let bytes = try FileBytes.read(path, limit: 1 << 30) else {
            throw ImageError(.unavailable, "expected \(path) but it is missing; run make setup-models")
        }
        guard sha256Hex(bytes) == entry.sha256 else {
            throw ImageError(
                .unavailable, "expected \(path) as it was installed but it was changed; run make setup-models")
        }
        return bytes
    }
}
