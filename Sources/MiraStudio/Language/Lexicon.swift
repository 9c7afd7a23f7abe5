/// The words of one language: concepts by term, and what to pass over.
///
/// A table only; `PromptReader` knows how to look things up in it.
struct Lexicon: Sendable {
    let concepts: [Concept]
    /// Words that carry no meaning for a picture, passed over in silence.
    let stopWords: Set<String>
    /// Words of the longest term.
    let longestTerm: Int
    private let index: [String: Int]

    /// Where two concepts share a term, the first one has it.
    init(concepts: [Concept], stopWords: Set<String>) {
        self.concepts = concepts
        self.stopWords = stopWords
        var index: [String: Int] = [:]
        var longest = 1
        for (number, concept) in concepts.enumerated() {
            for term in concept.terms where index[term] == nil {
                index[term] = number
                longest = max(longest, term.split(separator: " ").count)
            }
        }
        self.index = index
        longestTerm = longest
    }

    /// The concept that `words`, lower case and separated by one space, stand for; English plurals are undone.
    func concept(for words: String) -> Concept? {
        for form in Self.singulars(of: words) {
            if let number = index[form] { return concepts[number] }
        }
        return nil
    }

    /// The concept called `id`.
    func concept(id: String) -> Concept? { concepts.first { $0.id == id } }

    /// `words` itself, then what it may be the plural of.
    static func singulars(of words: String) -> [String] {
        var forms = [words]
        guard words.utf8.count > 3, words.hasSuffix("s"), !words.hasSuffix("ss") else { return forms }
        forms.append(String(words.dropLast()))
        if words.hasSuffix("ies") {
            forms.append(String(words.dropLast(3)) + "y")
        } else if words.hasSuffix("ves") {
            forms.append(String(words.dropLast(3)) + "f")
            forms.append(String(words.dropLast(3)) + "fe")
        } else if words.hasSuffix("es") {
            forms.append(String(words.dropLast(2)))
        }
        return forms
    }
}
