public import ArgumentParser

/// The command `mira`.
public struct Mira: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "mira",
        abstract: "Makes and edits product pictures; your product's pixels stay your own.",
        version: "0.1.0")

    public init() {}
}
