import ArgumentParser
import MiraGeneration
import MiraImage

/// `mira inspect`
struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Tells what pictures are: format, size, colours, metadata, a hash of their pixels.",
        discussion: """
            EXAMPLES:
              mira inspect photo.jpg
              mira inspect *.png --json | jq -r 'select(.hasAlpha) | .input'
              curl -s https://example.org/a.webp | mira inspect -

            The hash is the SHA-256 of the pixels after orientation and before colour
            conversion, as straight RGBA of 8 bits: files with the same hash hold the same
            pixels, whatever their format.
            """)

    @Argument(help: ArgumentHelp("Pictures; - is standard input.", valueName: "in"), completion: pictureFiles)
    var inputs: [Source]

    @Flag(help: "Print one JSON object a picture.")
    var json = false

    func run() async throws {
        try checkStandardInput(inputs)
        try await forEach(inputs, json: json) { input, _ in
            let decoded = try ImageDecoder.decode(input.read())
            let picture = decoded.storedPicture()
            if json {
                for note in decoded.info.notes { Console.say("\(input.title): \(note)") }
                try Console.print(Inspect.object(input: input.name, decoded.info, hash: sha256Hex(picture)).description)
            } else {
                try Console.print(Inspect.text(input: input.name.onOneLine, decoded.info, hash: sha256Hex(picture)))
            }
        }
    }

    private static func object(input: String, _ info: ImageInfo, hash: String) -> JSON {
        var metadata = JSON.Object()
        if let exif = info.exif { metadata["exif"] = JSON(exif.count) }
        if let profile = info.iccProfile { metadata["icc"] = JSON(profile.bytes.count) }
        if let xmp = info.xmp { metadata["xmp"] = JSON(xmp.count) }
        if let density = info.density { metadata["density"] = [.number(density.x), .number(density.y)] }
        return [
            "input": .string(input), "format": .string(info.format.rawValue), "width": JSON(info.size.width),
            "height": JSON(info.size.height), "bitDepth": JSON(info.bitDepth),
            "colorModel": .string(info.colorModel.rawValue), "hasAlpha": .bool(info.hasAlpha),
            "isAnimated": .bool(info.isAnimated), "orientation": JSON(info.orientation.rawValue),
            "iccProfile": JSON(info.iccProfile.map { $0.name ?? "unnamed" }),
            "displayWidth": JSON(info.displaySize.width), "displayHeight": JSON(info.displaySize.height),
            "metadata": .object(metadata), "rgba8SHA256": .string(hash),
        ]
    }

    private static func text(input: String, _ info: ImageInfo, hash: String) -> String {
        var kind = [info.format.title, info.size.description, "\(info.bitDepth) bits", info.colorModel.title]
        if info.hasAlpha { kind.append("alpha") }
        if info.isAnimated { kind.append("animated (the first frame counts)") }
        var rows = [("picture", kind.joined(separator: ", "))]
        if info.orientation != .up {
            rows.append(("shown as", "\(info.displaySize), orientation \(info.orientation.rawValue)"))
        }
        if let profile = info.iccProfile {
            rows.append(("profile", "\(profile.name ?? "unnamed"), \(byteCount(profile.bytes.count))"))
        }
        var metadata: [String] = []
        if let exif = info.exif { metadata.append("EXIF \(byteCount(exif.count))") }
        if let xmp = info.xmp { metadata.append("XMP \(byteCount(xmp.count))") }
        if let density = info.density { metadata.append(density.title) }
        if !metadata.isEmpty { rows.append(("metadata", metadata.joined(separator: ", "))) }
        rows.append(("pixels", "sha256 \(hash)"))
        rows += info.notes.map { ("note", $0.onOneLine) }
        let lines = rows.map { "  " + $0.0 + String(repeating: " ", count: 10 - $0.0.count) + $0.1 }
        return ([input] + lines).joined(separator: "\n")
    }
}

extension ImageFormat {
    /// As people write it.
    var title: String {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .webp: "WebP"
        }
    }
}

extension ImageInfo.ColorModel {
    fileprivate var title: String {
        switch self {
        case .gray: "gray"
        case .rgb: "RGB"
        case .palette: "palette"
        case .cmyk: "CMYK"
        case .ycck: "YCCK"
        }
    }
}

extension PixelDensity {
    fileprivate var title: String {
        let (x, y) = (x.rounded(), y.rounded())
        return x == y
            ? "\(Int(exactly: x) ?? 0) pixels an inch"
            : "\(Int(exactly: x) ?? 0) x \(Int(exactly: y) ?? 0) pixels an inch"
    }
}

/// `123 bytes`, `12.3 KiB`, `4.5 MiB`
func byteCount(_ count: Int) -> String {
    func tenths(_ unit: Int) -> String { "\(count / unit).\(count % unit * 10 / unit)" }
    switch count {
    case ..<1024: return "\(count) bytes"
    case ..<(1 << 20): return tenths(1024) + " KiB"
    default: return tenths(1 << 20) + " MiB"
    }
}
