import ArgumentParser
import MiraGeneration
import MiraImage
import MiraNeural
import MiraStudio

/// `mira generate`
struct Generate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes pictures from a prompt, and puts your product into them without touching its pixels.",
        discussion: """
            EXAMPLES:
              mira generate "on marble in soft morning light" -r product=mug.jpg
              mira generate "on an oak table, evening" -r mug.jpg -o mug.png -n 3
              mira generate "in this room" -r product=vase.jpg -r background=room.jpg \
                  --at 0.6,0.85 --scale 0.4 --seed 7 --receipt vase.json
              mira generate "white paper" -r product=mug.jpg -r style=art.jpg -o - | …
              mira generate "a slate floor" -r photo.png --mask hole.png --size source
              mira generate "on marble" -r product=mug.jpg --explain

            A reference is a product (cut out, placed, kept), a background (the scene),
            a style (lends its colours) or an identity (kept exactly). Without ROLE= the
            role is worked out and said. A path with = in it is written ./a=b.png.

            No pixel of a product is changed, but for resampling it once (--preserve
            exact). The receipt proves it; 'mira verify' checks a receipt from the
            pictures alone.
            """)

    @Argument(help: "What the picture shows: 1 to 4000 characters.")
    var prompt: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A reference picture, up to four; product, background, style or identity.",
            valueName: "[role=]file|url|data-uri"))
    var reference: [ReferenceArgument] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("A file, or - for standard output. Default: mira-SEED.EXT here.", valueName: "out"),
        completion: .file())
    var output: String?

    @Option(help: "auto: the first reference's nearest aspect, else square; source: its own size.")
    var size: Typed<OutputSize> = "auto"

    @Option(name: .customShort("n"), help: ArgumentHelp("How many pictures, 1 to 4.", valueName: "n"))
    var count: Typed<ImageCount> = "1"

    @Option(help: "How much work goes into a picture; auto is medium.")
    var quality: Typed<QualityChoice> = "auto"

    @Option(help: "What makes the picture.")
    var engine: Typed<EngineChoice> = "studio"

    @Option(help: "Makes the picture come again. Default: random, and said.")
    var seed: Typed<Seed>?

    @Option(help: "Whether the scene's light may fall on the product (natural).")
    var preserve: Typed<Preserve> = "exact"

    @Option(
        help: ArgumentHelp("Where its alpha is 0, the first reference is painted anew.", valueName: "file"),
        completion: pictureFiles)
    var mask: Source?

    @Option(
        help: ArgumentHelp("What belongs to the product: 255 = product, 0 = not.", valueName: "file"),
        completion: pictureFiles)
    var matte: Source?

    @Option(help: "What finds the product in its picture.")
    var cutout: Typed<CutoutOptions.Finder> = "auto"

    @Option(help: ArgumentHelp("The product's base point, parts of the output.", valueName: "x,y"))
    var at: Typed<BasePoint>?

    @Option(help: ArgumentHelp("The product's height, a part of the output's.", valueName: "h"))
    var scale: Typed<Fraction>?

    @Option(help: ArgumentHelp("The horizon's row, a part of the output's height.", valueName: "y"))
    var horizon: Typed<Fraction>?

    @Option(help: "Default: what the output's name ends in, else png.")
    var format: Typed<ImageFormat>?

    @Option(
        help: ArgumentHelp("Write what was done, and proof of what was kept.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var receipt: String?

    @Flag(help: "Print the plan and what was understood, and make nothing.")
    var explain = false

    @Flag(help: "Print the answer as one JSON object.")
    var json = false

    @Flag(help: "Let an output replace an input.")
    var force = false

    func run() async throws {
        do {
            try await generate()
        } catch {
            throw Reported(status: try tell(error, input: culprit(error), json: json))
        }
    }

    private func generate() async throws {
        // Everything that can be refused without looking at a file is refused first.
        var request = try validRequest()
        let generator = try generator()
        let sources = reference.map(\.source) + [mask, matte].compactMap(\.self)
        try checkStandardInput(sources)
        let outputs = explain ? [] : try outputs(request, sources: sources)
        try read(into: &request)

        if explain {
            let (plan, understanding) = try await Console.watching { try await generator.plan(request, monitor: $0) }
            return try Console.print(
                json
                    ? explanation(plan, understanding).description : explanationText(plan, understanding))
        }
        let generation = try await Console.watching { try await generator.generate(request, monitor: $0) }
        try write(generation, to: outputs)
        if seed == nil, output != nil { Console.say("seed \(request.seed ?? 0)") }
        for line in remarks(on: generation) { Console.say(line) }
        if json {
            try Console.print(answer(generation, to: request, paths: outputs.map(\.name)).description)
        } else {
            for (image, output) in zip(generation.images, outputs) {
                guard case .file(let path) = output else { continue }
                if self.output == nil { try Console.printPath(path) }
                Console.remark(
                    "\(path): \(image.format.title), \(image.size), \(byteCount(image.bytes.count)), seed \(image.seed)"
                )
            }
        }
    }

    /// The request as validated without the bytes of its pictures: whatever is wrong with it, the options say so.
    private func validRequest() throws -> GenerationRequest {
        let request = try request()
        do {
            return try request.validated()
        } catch {
            throw Failure(.usage, error.message)
        }
    }

    /// The request without the bytes of its pictures.
    private func request() throws -> GenerationRequest {
        var request = GenerationRequest(prompt: prompt)
        request.size = try size.value(of: "--size")
        request.quality = try quality.value(of: "--quality").quality
        request.count = try count.value(of: "-n").value
        request.seed = try (seed?.value(of: "--seed").value).map { UInt64($0) }
        request.preserve = try preserve.value(of: "--preserve")
        request.cutout = try cutout.value(of: "--cutout")
        request.basePoint = try at?.value(of: "--at").point
        request.productHeight = try scale?.value(of: "--scale").value
        request.horizon = try horizon?.value(of: "--horizon").value
        request.outputFormat = try format?.value(of: "--format") ?? output.flatMap { try Output($0).format() } ?? .png
        request.references = reference.map { Reference(bytes: [], role: $0.role, name: $0.source.title) }
        request.mask = mask.map { _ in [] }
        return request
    }

    private func generator() throws -> Generator {
        switch try engine.value(of: "--engine") {
        case .studio: return Generator(engine: StudioEngine(), saliency: InstalledModels.saliency().model)
        case .remote:
            throw Failure(
                .unavailable, "expected mira-server beside mira for --engine remote but found none; use --engine studio"
            )
        case .diffusion:
            throw Failure(
                .unavailable, "expected a diffusion model for --engine diffusion but found none; use --engine studio")
        }
    }

    /// Where the pictures go, claimed together with the receipt's place.
    private func outputs(_ request: GenerationRequest, sources: [Source]) throws -> [Output] {
        let first = Output(output ?? "mira-\(request.seed ?? 0).\(request.outputFormat.fileExtension)")
        if first == .standardOutput {
            guard request.count == 1 else {
                throw Failure(
                    .usage, "expected one picture for standard output but found -n \(request.count); name a file")
            }
            guard !json else { throw Failure(.usage, "expected --json or -o - but found both; name a file with -o") }
        }
        let outputs = request.count == 1 ? [first] : (1...request.count).map { first.numbered($0) }
        var claims = OutputGuard(inputs: sources, force: force)
        for output in outputs { try claims.claim(output) }
        if let receipt { try claims.claim(Output(receipt), isText: true) }
        if receipt == "-", json {
            throw Failure(.usage, "expected --json or --receipt - but found both; name a file with --receipt")
        }
        return outputs
    }

    private func read(into request: inout GenerationRequest) throws {
        for (index, argument) in reference.enumerated() {
            request.references[index].bytes = try naming(argument.source) { try argument.source.read() }
        }
        request.mask = try mask.map { mask in try naming(mask) { try mask.read() } }
        guard let matte else { return }
        // The product's, or that of the picture that will most likely be one.
        let isProduct = { (reference: Reference) in reference.role == .product || reference.role == .identity }
        guard
            let index = request.references.firstIndex(where: isProduct)
                ?? request.references.firstIndex(where: { $0.role == nil })
        else {
            throw Failure(.usage, "expected a product for --matte but found none; add its picture with -r product=FILE")
        }
        request.references[index].matte = try naming(matte) { try matte.read() }
    }

    private func write(_ generation: Generation, to outputs: [Output]) throws {
        for (image, output) in zip(generation.images, outputs) {
            if case .file(let path) = output { try Staging.add(image.bytes, to: path) }
        }
        let receipts = generation.images.map(\.receipt.json)
        let text = (receipts.count == 1 ? receipts[0] : .array(receipts)).description + "\n"
        if let receipt, receipt != "-" { try Staging.add(Array(text.utf8), to: receipt) }
        try Staging.commit(last: true)
        for (image, output) in zip(generation.images, outputs) where output == .standardOutput {
            try Console.printBytes(image.bytes)
        }
        if receipt == "-" { try Console.printBytes(Array(text.utf8)) }
    }

    /// The input that an error is about, where it is about one.
    private func culprit(_ error: any Error) -> Source? {
        switch (error as? GenerationError)?.parameter {
        case nil: nil
        case "mask": mask
        case "matte": matte
        case let name: reference.first { $0.source.title == name }?.source
        }
    }
}
