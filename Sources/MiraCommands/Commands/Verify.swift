import ArgumentParser
import MiraGeneration
import MiraImage

/// `mira verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recomputes a receipt's figures from the pictures, and says whether they hold.",
        discussion: """
            EXAMPLES:
              mira generate "on marble" -r product=mug.jpg -o mug.png --receipt mug.json
              mira verify mug.png --receipt mug.json -r mug.jpg

            The kept pixels of the picture, decoded again, are compared with the
            reference's own, resampled once to the place that the receipt names. It ends
            with 65 when anything that the receipt says of the pictures is not so.
            """)

    @Argument(help: ArgumentHelp("The picture that was made.", valueName: "out"), completion: pictureFiles)
    var picture: Source

    @Option(help: ArgumentHelp("Its receipt.", valueName: "file"), completion: .file(extensions: ["json"]))
    var receipt: Source

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The pictures that it was made from, in any order.", valueName: "file"))
    var reference: [ReferenceArgument] = []

    func run() async throws {
        let sources = reference.map(\.source)
        try checkStandardInput([picture, receipt] + sources)
        let output = try naming(picture) { try picture.read() }
        let receipts = try naming(receipt) { try Receipt.receipts(in: receipt.read()) }
        let references = try sources.map { source in (source.title, try naming(source) { try source.read() }) }
        let statement = try naming(receipt) { try Verify.receipt(of: output, in: receipts) }

        let verification = try await Console.watching { monitor in
            try Verifier.verify(output: output, receipt: statement, references: references, monitor: monitor)
        }
        try Console.print(Verify.text(verification))
        guard verification.holds else {
            throw InputError(
                input: picture,
                underlying: Failure(
                    .data, "expected what the receipt says but found otherwise; trust neither before you know why"))
        }
    }

    /// The one that belongs to the picture, among those of several.
    private static func receipt(of output: [UInt8], in receipts: [Receipt]) throws(Failure) -> Receipt {
        if receipts.count == 1, let only = receipts.first { return only }
        let digest = sha256Hex(output)
        guard let own = receipts.first(where: { $0.output.sha256 == digest }) else {
            throw Failure(
                .data,
                "expected the picture's receipt but found \(receipts.count) of other pictures; use the one written with it"
            )
        }
        return own
    }

    private static func text(_ verification: Verification) -> String {
        var lines: [String] = []
        if let figures = verification.preservation {
            lines = [
                "kept pixels        \(figures.keptPixels)", "max difference     \(figures.maxDifference)",
                "mean difference    \(figures.meanDifference)",
                "ΔE2000 median, p95 \(figures.deltaE2000Median), \(figures.deltaE2000P95)",
                "fringe             \(figures.fringe)",
            ]
        } else if verification.holds {
            lines = ["kept pixels        none"]
        }
        lines += verification.failures.map { "wrong              \($0.onOneLine)" }
        return (lines + ["the receipt \(verification.holds ? "holds" : "does not hold")"]).joined(separator: "\n")
    }
}
