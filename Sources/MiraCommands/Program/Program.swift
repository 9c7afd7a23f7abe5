public import ArgumentParser
import Glibc

/// The frame of an executable: reads the arguments, runs the command, tells errors in one line, and ends with the right code.
public enum Program {
    /// Runs the command that the process's arguments name, with `Root` as their root, and ends the process.
    public static func run<Root: AsyncParsableCommand>(_ root: Root.Type) async -> Never {
        Interrupt.listen()
        var command: any ParsableCommand
        do {
            command = try await root.asyncParseAsRoot()
        } catch {
            end(parsing: error, root)
        }
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
                command = asynchronous
            } else {
                try command.run()
            }
        } catch let error where root.exitCode(for: error) == .success {
            // A help request of a command that has only subcommands.
            end(parsing: error, root)
        } catch let status as Reported {
            Glibc.exit(status.status.rawValue)
        } catch {
            Glibc.exit(report(error).rawValue)
        }
        Glibc.exit(ExitStatus.done.rawValue)
    }

    /// Tells an error to people. Being interrupted, or read by nobody, needs no words.
    @discardableResult
    static func report(_ error: any Error) -> ExitStatus {
        let complaint = Complaint(error)
        if complaint.status != .interrupted, complaint.status != .done { Console.say(complaint.line) }
        return complaint.status
    }

    /// Help, version and completions are results; everything else that the parser throws is a mistake in the arguments.
    private static func end(parsing error: any Error, _ root: (some ParsableCommand).Type) -> Never {
        guard root.exitCode(for: error) != .success else {
            do {
                try Console.print(root.fullMessage(for: error))
                Glibc.exit(ExitStatus.done.rawValue)
            } catch {
                Glibc.exit(report(error).rawValue)
            }
        }
        Console.say(usageMessage(root.message(for: error), arguments: Array(CommandLine.arguments.dropFirst()), root))
        Glibc.exit(ExitStatus.usage.rawValue)
    }

    /// The parser's message as one line in the form of ours, and where to read on.
    private static func usageMessage(
        _ message: String, arguments: [String], _ root: (some ParsableCommand).Type
    ) -> String {
        let commands = root.configuration.subcommands.map { $0._commandName }
        let name = root._commandName
        guard let first = arguments.first(where: { !$0.hasPrefix("-") }), commands.contains(first) else {
            let found = arguments.first.map { "'\($0)'" } ?? "none"
            return "expected a command (\(commands.listed)) but found \(found); see '\(name) --help'"
        }
        var text = message.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
        while text.last == "." { text.removeLast() }
        return "\(text.prefix(1).lowercased() + text.dropFirst()); see '\(name) \(first) --help'"
    }
}

/// Ends the program with a status whose causes were told already.
struct Reported: Error {
    let status: ExitStatus
}
