import Glibc
public import MiraImage

/// The models that `make setup-models` installed.
public enum InstalledModels {
    /// The folder where models are looked for: `MIRA_MODELS_DIR`, else `${XDG_DATA_HOME:-~/.local/share}/mira/models`.
    public static var folder: String {
        if let path = variable("MIRA_MODELS_DIR") { return path }
        if let data = variable("XDG_DATA_HOME") { return data + "/mira/models" }
        return (variable("HOME") ?? "") + "/.local/share/mira/models"
    }

    /// The cut-out model, or nil with the reason why there is none.
    ///
    /// Its files are read and their SHA-256 checked when it is first used; what is wrong then throws `.unavailable`.
    public static func saliency() -> (model: (any SaliencyModel)?, reason: String?) {
        saliency(in: folder)
    }

    /// As `saliency()`, in another folder.
    public static func saliency(in folder: String) -> (model: (any SaliencyModel)?, reason: String?) {
        do {
            guard let manifest = try ModelManifest(folder: folder) else {
                return (nil, "no cut-out model is installed; make setup-models installs one")
            }
            return (U2Net(model: try manifest.entry(.saliency), runtime: try manifest.entry(.runtime)), nil)
        } catch {
            return (nil, error.message)
        }
    }

    /// What the manifest of `folder` lists; empty where nothing is installed.
    ///
    /// - Throws: `.malformed` for a damaged manifest.
    public static func list(in folder: String = Self.folder) throws(ImageError) -> [ModelEntry] {
        try ModelManifest(folder: folder)?.entries ?? []
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}
