import ArgumentParser
import Glibc
import MiraGeneration
import MiraImage

/// `mira prepare`
struct Prepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes pictures fit for upload: orientation, colour, size, format, bytes.",
        discussion: """
            EXAMPLES:
              mira prepare photo.jpg
                  writes photo-prepared.jpg, 1024x1024, 1024x1536 or 1536x1024
              mira prepare *.jpg -o upload/ --size 800x600 --fit cover --gravity north
              mira prepare logo.png -o logo.webp --size 512x512 --fit contain
              mira prepare photo.jpg -o small.jpg --max-bytes 200000
              mira prepare photo.jpg --data-uri
                  prints data:image/jpeg;base64,…
              mira prepare scan.png -o exact.png --fit none --color keep --depth source

            letterbox has the exact size with padding, contain lies inside the box
            without, cover fills it and crops, stretch ignores the aspect, none leaves
            the size. Results are in sRGB unless --color keep. Pixel density is kept;
            other metadata is left out unless --keep names it.
            """)

    @Argument(help: ArgumentHelp("Pictures; - is standard input.", valueName: "in"), completion: pictureFiles)
    var inputs: [Source]

    @Option(
        name: .short,
        help: ArgumentHelp(
            "A file, a folder, or - for standard output. Default: NAME-prepared.EXT beside the input.",
            valueName: "out|dir"),
        completion: .file())
    var output: String?

    @Option(help: "WIDTHxHEIGHT, or auto: the size of the API whose aspect is nearest.")
    var size: Typed<BoxChoice>?

    @Option(help: "How the picture comes into the size.")
    var fit: Typed<FitMode> = "letterbox"

    @Option(help: "What fills the bars: a CSS colour, blur, edge or transparent.")
    var pad: Typed<Padding> = "white"

    @Option(help: "Which part stays, or where the picture lies.")
    var gravity: Typed<Gravity> = "center"

    @Flag(help: "Mix pixels as they are stored, as most tools do, not in linear light.")
    var gamma = false

    @Option(help: "srgb converts by the profile, keep leaves colours and profile.")
    var color: Typed<ColorChoice>?

    @Option(help: "8 bits a sample, or as many as the source has (PNG).")
    var depth: Typed<DepthChoice> = "8"

    @Option(help: "Default: what the output's name ends in, else the input's.")
    var format: Typed<ImageFormat>?

    @Option(help: "JPEG and WebP: 0 to 100. (default: 90)")
    var quality: Typed<EncodingQuality>?

    @Option(help: ArgumentHelp("Lower the quality, then the size, until the file fits.", valueName: "n"))
    var maxBytes: Typed<ByteBudget>?

    @Option(help: ArgumentHelp("Metadata to keep: exif, icc, xmp, separated by commas.", valueName: "kinds"))
    var keep: Typed<KeptMetadata>?

    @Flag(help: "Print the result as a data-URI; without -o nothing else is written.")
    var dataURI = false

    @Flag(help: "Print one JSON object a picture.")
    var json = false

    @Flag(help: "Let an output replace an input.")
    var force = false

    func run() async throws {
        let options = try preparation()
        let target = try PreparationTarget(output, inputs: inputs.count, printsURI: dataURI)
        try checkStandardInput(inputs)
        if target == .standardOutput, json || dataURI {
            throw Failure(
                .usage, "expected --json or --data-uri or -o - but found two of them; standard output holds one")
        }
        var outputs = OutputGuard(inputs: inputs, force: force)
        try await forEach(inputs, json: json) { input, isLast in
            // A name that is known before the work is checked before it.
            if let output = target.fixed { try outputs.claim(output) }
            let prepared = try prepare(input.read(), options: options)
            let output = try target.output(for: input, format: prepared.format)
            if target.fixed == nil, let output { try outputs.claim(output) }
            switch output {
            case .file(let path)?:
                try Staging.add(prepared.bytes, to: path)
                try Staging.commit(last: isLast)
            case .standardOutput?: try Console.printBytes(prepared.bytes)
            case nil: break
            }
            try report(prepared, input: input, output: output)
        }
    }

    /// The options, read and checked against one another.
    private func preparation() throws -> PreparationOptions {
        var options = PreparationOptions(nearestOf: OutputSize.offered)
        options.fit.mode = try fit.value(of: "--fit")
        options.fit.padding = try pad.value(of: "--pad")
        options.fit.gravity = try gravity.value(of: "--gravity")
        options.fit.light = gamma ? .gamma : .linear
        if case .box(let size)? = try size?.value(of: "--size") { options.size = size }
        if options.fit.mode == .none, let size {
            throw Failure(
                .usage, "expected --fit none without --size but found --size \(size.text); choose another --fit")
        }
        let kept = try keep?.value(of: "--keep").kinds ?? []
        options.keep = kept
        let color = try color?.value(of: "--color")
        guard color != .srgb || !kept.contains(.icc) else {
            throw Failure(
                .usage,
                "expected --keep icc with --color keep but found --color srgb; converted colours need no profile")
        }
        // A profile without its colours would be a lie.
        options.keepsColors = color == .keep || kept.contains(.icc)
        options.keepsDepth = try depth.value(of: "--depth") == .source
        options.format = try format?.value(of: "--format") ?? output.flatMap { try PreparationTarget.format(of: $0) }
        options.quality = try quality?.value(of: "--quality").value ?? 90
        options.maxBytes = try maxBytes?.value(of: "--max-bytes").value
        if options.format == .jpeg, options.fit.padding == .transparent, options.fit.mode == .letterbox {
            throw Failure(
                .usage, "expected --pad transparent with png or webp but found jpeg, which has no transparency")
        }
        return options
    }

    private func report(_ prepared: PreparedPicture, input: Source, output: Output?) throws {
        let uri = dataURI ? prepared.dataURI : nil
        if json {
            try Console.print(object(prepared, input: input, output: output, uri: uri).description)
        } else {
            for note in prepared.notes { Console.say("\(input.title): \(note)") }
            if let uri { try Console.print(uri) }
            if case .file(let path)? = output {
                if self.output == nil { try Console.printPath(path) }
                let removed =
                    prepared.removed.isEmpty
                    ? "" : "; left out \(prepared.removed.map(\.rawValue).joined(separator: ", "))"
                Console.remark(
                    "\(path): \(prepared.format.title), \(prepared.transform.result), \(byteCount(prepared.bytes.count))\(removed)"
                )
            }
        }
    }

    private func object(_ prepared: PreparedPicture, input: Source, output: Output?, uri: String?) -> JSON {
        let transform = prepared.transform
        var object = JSON.Object([
            .init("input", .string(input.name)), .init("output", JSON(output?.name)),
            .init("format", .string(prepared.format.rawValue)), .init("width", JSON(transform.result.width)),
            .init("height", JSON(transform.result.height)), .init("bytes", JSON(prepared.bytes.count)),
            .init("quality", prepared.quality.map { JSON($0) } ?? .null),
            .init(
                "transform",
                [
                    "sourceWidth": JSON(transform.source.width), "sourceHeight": JSON(transform.source.height),
                    "scaleX": .number(transform.scaleX), "scaleY": .number(transform.scaleY),
                    "offsetX": .number(transform.offsetX), "offsetY": .number(transform.offsetY),
                ]),
        ])
        if let uri { object["dataURI"] = .string(uri) }
        object["removed"] = .array(prepared.removed.map { .string($0.rawValue) })
        object["notes"] = .array(prepared.notes.map(JSON.string))
        return .object(object)
    }
}

/// Where `prepare` puts its results.
enum PreparationTarget: Equatable {
    case besideInput
    case folder(String)
    case file(String)
    case standardOutput
    /// Only the data-URI is wanted.
    case nowhere

    /// - Parameter output: the text of `-o`.
    init(_ output: String?, inputs: Int, printsURI: Bool) throws {
        guard let output else {
            self = printsURI ? .nowhere : .besideInput
            return
        }
        if output == "-" {
            guard inputs == 1 else {
                throw Failure(
                    .usage, "expected one input for standard output but found \(inputs); give a folder with -o")
            }
            self = .standardOutput
        } else if FileStatus(output)?.isFolder == true {
            self = .folder(output)
        } else if output.hasSuffix("/") {
            guard mkdir(output, 0o777) == 0 else {
                throw Failure(
                    .cannotWrite,
                    "expected to make the folder \(output) but found: \(SystemError.last); choose another path")
            }
            self = .folder(output)
        } else {
            guard inputs == 1 else {
                throw Failure(
                    .usage, "expected a folder for \(inputs) inputs but found \(output); make it, or end it with /")
            }
            self = .file(output)
        }
    }

    /// The format that the text of `-o` chooses; nil for a folder, standard output and a name without extension.
    static func format(of output: String) throws -> ImageFormat? {
        FileStatus(output)?.isFolder == true || output.hasSuffix("/") ? nil : try Output(output).format()
    }

    /// The output that does not depend on the input.
    var fixed: Output? {
        switch self {
        case .file(let path): .file(path)
        case .standardOutput: .standardOutput
        case .besideInput, .folder, .nowhere: nil
        }
    }

    /// Where the result of one input goes; nil: nowhere.
    func output(for input: Source, format: ImageFormat) throws -> Output? {
        switch self {
        case .nowhere: return nil
        case .standardOutput: return .standardOutput
        case .file(let path): return .file(path)
        case .besideInput: return .file(try Self.path(of: input, format: format).path)
        case .folder(let folder): return .file(folder.appendingPath(try Self.path(of: input, format: format).name))
        }
    }

    private static func path(of input: Source, format: ImageFormat) throws -> (path: String, name: String) {
        guard let path = input.path else {
            throw Failure(
                .usage, "expected -o FILE for an input without a name but found none; -o - is standard output")
        }
        let name = path.fileStem + "-prepared." + format.fileExtension
        return (path.folder.appendingPath(name), name)
    }
}
