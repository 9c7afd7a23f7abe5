import ArgumentParser

/// Something that an option can say.
protocol OptionValue {
    /// What is expected, to follow "expected --size as".
    static var expectation: String { get }
    /// The words to choose from, for the help and the shell; empty where there is no end of them.
    static var words: [String] { get }
    /// How the shell completes it, where not by `words`.
    static var completion: CompletionKind { get }
    /// nil for anything that is not expected.
    init?(option text: String)
}

extension OptionValue {
    static var words: [String] { [] }
    static var completion: CompletionKind { words.isEmpty ? .default : .list(words) }
}

extension OptionValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    static var words: [String] { allCases.map(\.rawValue) }
    static var expectation: String { words.listed }
    init?(option text: String) { self.init(rawValue: text) }
}

/// An option as it was typed. It is read when the command runs, so that a mistake is told in the program's own words.
struct Typed<Value: OptionValue>: ExpressibleByArgument, ExpressibleByStringLiteral {
    let text: String

    init?(argument: String) { text = argument }
    init(stringLiteral value: String) { text = value }

    var defaultValueDescription: String { text }
    static var allValueStrings: [String] { Value.words }
    static var defaultCompletionKind: CompletionKind { Value.completion }

    /// The value, for the option that messages call `name`.
    ///
    /// - Throws: `.usage`.
    func value(of name: String) throws(Failure) -> Value {
        guard let value = Value(option: text) else {
            throw Failure(.usage, "expected \(name) as \(Value.expectation) but found '\(text)'")
        }
        return value
    }
}

extension [String] {
    /// `a, b or c`
    var listed: String {
        count < 2 ? joined() : dropLast().joined(separator: ", ") + " or " + (last ?? "")
    }
}
