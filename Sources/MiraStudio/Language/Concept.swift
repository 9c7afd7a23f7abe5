/// One meaning that prompts can have, with the words that stand for it in one language.
struct Concept: Sendable, Hashable {
    /// What a concept is about.
    enum Kind: String, Sendable, Codable, CaseIterable {
        case setting, subject, time, weather, light, material, color, style, composition, camera, mood, operation, role
        /// Grammar, which is not reported: `on`, `against`; `without`; `three`.
        case relation, negation, quantity
    }

    /// Plain English with hyphens: `rocky-shore`.
    let id: String
    let kind: Kind
    /// Lower case, words separated by one space; the singular is enough where the language forms plurals by rule.
    let terms: [String]

    init(_ id: String, _ kind: Kind, _ terms: [String]) {
        self.id = id
        self.kind = kind
        self.terms = terms
    }
}

/// A concept found in a prompt.
struct Mention: Sendable, Hashable {
    /// The concept's id.
    var id: String
    var kind: Concept.Kind
    /// As it stands in the prompt.
    var text: String
    var span: TextSpan
    var isNegated: Bool
    /// `three bottles`: 3.
    var count: Int?
    /// The words between two commas, full stops or relations belong together: `a blue cup`, `on white marble`.
    var clause: Int
    /// What leads the clause: `on`, `before`, `with`; nil where nothing does.
    var relation: String?
}

/// A content word that found no concept.
struct UnknownWord: Sendable, Hashable {
    /// As it stands in the prompt.
    var text: String
    var span: TextSpan
}

/// A part of a prompt.
///
/// - Units: Unicode scalars.
struct TextSpan: Sendable, Hashable {
    var start: Int
    var length: Int

    init(start: Int, length: Int) {
        self.start = start
        self.length = length
    }
}

/// What the words of a prompt mean, in their order, before anything is decided.
struct Reading: Sendable, Hashable {
    /// Without grammar: relations, negations and quantities are properties of the mentions they govern.
    var mentions: [Mention]
    var unknown: [UnknownWord]

    init(mentions: [Mention] = [], unknown: [UnknownWord] = []) {
        self.mentions = mentions
        self.unknown = unknown
    }
}
