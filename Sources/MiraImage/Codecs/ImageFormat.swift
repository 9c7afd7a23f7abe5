/// The formats that are read and written.
public enum ImageFormat: String, Sendable, Codable, CaseIterable {
    case png, jpeg, webp

    /// `image/png` and so on.
    public var mediaType: String { "image/\(rawValue)" }

    /// The usual extension of a file's name, without the dot.
    public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// The format that a file name's extension stands for (`png`, `jpg`, `jpeg`, `jpe`, `jfif`, `webp`, any letter case), or nil.
    public init?(fileExtension: some StringProtocol) {
        switch fileExtension.lowercased() {
        case "png": self = .png
        case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
        case "webp": self = .webp
        default: return nil
        }
    }
}
