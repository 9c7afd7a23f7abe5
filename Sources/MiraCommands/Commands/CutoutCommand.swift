import ArgumentParser
import MiraGeneration
import MiraImage
import MiraNeural

/// `mira cutout`
struct CutoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cutout",
        abstract: "Separates a product from its background, with edges that carry no trace of it.",
        discussion: """
            EXAMPLES:
              mira cutout mug.jpg
                  writes mug-cutout.png
              mira cutout mug.jpg -o mug.webp --matte-out matte.png --json
              mira cutout glass.jpg --matte painted.png
              mira cutout hair.jpg --trimap trimap.png --strict

            Transparency that a picture already has is used; else the matte or the
            trimap that you give; else the model, where one is installed; else a plain
            background is assumed. The confidence says how likely the result is right:
            below 0.6 it deserves a look, and --strict ends with 65 instead of writing.
            """)

    @Argument(help: ArgumentHelp("A picture; - is standard input.", valueName: "in"), completion: pictureFiles)
    var input: Source

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A PNG or WebP file, or - for standard output. Default: NAME-cutout.png beside the input.", valueName: "out"
        ),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp("Write what belongs to the product: 255 = product, 0 = not.", valueName: "file"),
        completion: .file())
    var matteOut: String?

    @Option(
        help: ArgumentHelp("What belongs to the product, made elsewhere.", valueName: "file"), completion: pictureFiles)
    var matte: Source?

    @Option(
        help: ArgumentHelp("255 = product, 0 = not, anything between = to be found out.", valueName: "file"),
        completion: pictureFiles)
    var trimap: Source?

    @Option(help: "What finds the product.")
    var cutout: Typed<CutoutOptions.Finder> = "auto"

    @Flag(help: "End with 65 when the confidence is below 0.6.")
    var strict = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Let an output replace an input.")
    var force = false

    func run() async throws {
        do {
            try await cutOut()
        } catch {
            throw Reported(status: try tell(error, input: input, json: json))
        }
    }

    private func cutOut() async throws {
        var options = CutoutOptions()
        options.finder = try cutout.value(of: "--cutout")
        let sources = [input] + [matte, trimap].compactMap(\.self)
        try checkStandardInput(sources)
        let output = try target()
        let matteTarget = matteOut.map { Output($0) }
        let matteFormat = try matteTarget?.format() ?? .png
        var claims = OutputGuard(inputs: sources, force: force)
        for output in [output, matteTarget].compactMap(\.self) { try claims.claim(output) }
        if json, output == .standardOutput || matteTarget == .standardOutput {
            throw Failure(.usage, "expected --json or - as an output but found both; name a file")
        }

        let picture = try naming(input) { try Picture(decoding: input.read()) }
        options.matte = try matte.map { source in try naming(source) { try mask(source, of: picture.size) } }
        options.trimap = try trimap.map { source in try naming(source) { try mask(source, of: picture.size) } }
        let (model, reason) = InstalledModels.saliency()
        let result = try await naming(input) {
            try await Console.watching { monitor in
                try picture.cutOut(options: options, model: model, monitor: monitor)
            }
        }
        guard !strict || result.confidence >= 0.6 else { throw InputError(input: input, underlying: doubt(result)) }

        var encoding = EncodingOptions(try output.format() ?? .png)
        encoding.lossless = true
        let files = [
            (output, try result.picture.encoded(encoding)),
            try matteTarget.map { ($0, try Picture(showing: result.matte).encoded(EncodingOptions(matteFormat))) },
        ].compactMap(\.self)
        for case (.file(let path), let bytes) in files { try Staging.add(bytes, to: path) }
        try Staging.commit(last: true)
        for case (.standardOutput, let bytes) in files { try Console.printBytes(bytes) }
        try report(result, output: output, missing: reason)
    }

    private func target() throws -> Output {
        guard let output else {
            guard let path = input.path else {
                throw Failure(
                    .usage, "expected -o FILE for an input without a name but found none; -o - is standard output")
            }
            return .file(path.folder.appendingPath(path.fileStem + "-cutout.png"))
        }
        let target = Output(output)
        guard try target.format() != .jpeg else {
            throw Failure(.usage, "expected a PNG or WebP output but found \(output); JPEG has no transparency")
        }
        return target
    }

    private func mask(_ source: Source, of size: PixelSize) throws -> Mask {
        let mask = Mask(drawnBy: try Picture(decoding: source.read()))
        guard mask.size == size else {
            throw Failure(
                .data, "expected \(size), the size of \(input.title), but found \(mask.size); make it the same size")
        }
        return mask
    }

    private func doubt(_ result: Cutout) -> Failure {
        Failure(
            .data,
            "expected a confidence of at least 0.6 but found \(result.shownConfidence)\(result.why); give its --matte")
    }

    private func report(_ result: Cutout, output: Output, missing reason: String?) throws {
        if result.confidence < 0.6 {
            Console.say("\(input.title): the cut-out may be wrong, confidence \(result.shownConfidence)\(result.why)")
        }
        if result.method == .studio, let reason { Console.say("a plain background was assumed: \(reason)") }
        if json {
            let object: JSON = [
                "input": .string(input.name), "output": .string(output.name),
                "confidence": .number(result.shownConfidence), "method": .string(result.method.name),
                "reasons": .array(result.reasons.map { .string($0) }),
            ]
            try Console.print(object.description)
        } else if case .file(let path) = output {
            if self.output == nil { try Console.printPath(path) }
            Console.remark(
                "\(path): \(result.picture.size), by \(result.method.name), confidence \(result.shownConfidence)")
        }
    }
}

extension Cutout {
    /// Two decimals are more than it is worth.
    fileprivate var shownConfidence: Double { (confidence * 100).rounded() / 100 }

    fileprivate var why: String { reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))" }
}

extension Cutout.Method {
    fileprivate var name: String {
        switch self {
        case .alpha: "alpha"
        case .matte: "matte"
        case .trimap: "trimap"
        case .model: "model"
        case .studio: "studio"
        }
    }
}

extension Picture {
    /// A mask as a gray picture.
    fileprivate init(showing mask: Mask) {
        self.init(size: mask.size)
        let source = mask.grid.pixels
        var target = grid.mutablePixels
        for index in source.indices {
            let value = source[index]
            target[index] = SIMD4(value, value, value, 255)
        }
    }
}
