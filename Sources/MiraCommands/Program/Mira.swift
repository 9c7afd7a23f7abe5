public import ArgumentParser

/// The command `mira`.
public struct Mira: AsyncParsableCommand {
    /// The commands, and what `mira --help` says above them.
    public static let configuration = CommandConfiguration(
        commandName: "mira",
        abstract: "Makes and edits product pictures; your product's pixels stay your own.",
        discussion: """
            From a photograph of a product to the same product somewhere else:

              mira generate "on a marble countertop, morning light" -r product=mug.jpg

            Results go to standard output, messages to standard error. A single - is
            standard input or output. Exit codes: 0 done, 64 usage, 65 data, 66 no
            input, 69 unavailable, 70 our fault, 73 can't write, 77 refused, 130 Ctrl-C.
            """,
        version: "0.1.0",
        subcommands: [
            Generate.self, Verify.self, Prepare.self, Inspect.self, CutoutCommand.self, Models.self,
        ])

    /// For the parser.
    public init() {}
}
