import ArgumentParser
import MiraGeneration
import MiraImage
import MiraNeural

/// `mira models`
struct Models: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the models that make cut-outs better.", subcommands: [List.self])

    /// `mira models list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the installed models, and where they came from.",
            discussion: """
                EXAMPLES:
                  mira models list
                  MIRA_MODELS_DIR=/srv/models mira models list --json

                Without any model everything works; 'make setup-models' installs those that
                are known.
                """)

        @Flag(help: "Print one JSON object a model.")
        var json = false

        func run() async throws {
            let models = try InstalledModels.list()
            if models.isEmpty, !json {
                Console.say("no model is installed in \(InstalledModels.folder); make setup-models installs them")
            }
            for model in models {
                try Console.print(json ? List.object(model).description : List.text(model).onOneLine)
            }
        }

        private static func text(_ model: ModelEntry) -> String {
            "\(model.name) (\(model.kind.rawValue)): \(model.file), \(model.licence), from \(model.source)"
        }

        private static func object(_ model: ModelEntry) -> JSON {
            [
                "name": .string(model.name), "kind": .string(model.kind.rawValue), "file": .string(model.file),
                "sha256": .string(model.sha256), "licence": .string(model.licence), "source": .string(model.source),
            ]
        }
    }
}
