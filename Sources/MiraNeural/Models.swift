public import MiraImage

/// The models that `make setup-models` installed.
public enum InstalledModels {
    /// The cut-out model, or nil with the reason why there is none.
    public static func saliency() -> (model: (any SaliencyModel)?, reason: String?) {
        (nil, "no model is installed; make setup-models installs one")
    }
}
