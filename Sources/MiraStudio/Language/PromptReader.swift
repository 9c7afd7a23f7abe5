/// Finds the concepts of a lexicon in a prompt: longest match, negation with scope, counts, and what was not understood.
struct PromptReader: Sendable {
    private let lexicon: Lexicon

    init(lexicon: Lexicon = .english) {
        self.lexicon = lexicon
    }

    /// Reads `prompt`; every content word ends up in a mention or among the unknown.
    func read(_ prompt: String) -> Reading {
        let scalars = Array(prompt.unicodeScalars)
        let tokens = Token.tokens(of: scalars)
        var reading = Reading()
        var clause = Clause()
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.startsSentence {
                clause = clause.next(relation: nil)
            } else if token.followsComma {
                clause.separate()
            }
            guard let (concept, length) = longestMatch(in: tokens, at: index) else {
                if let number = Int(token.word), (1...99).contains(number) {
                    clause.count = number
                } else if !lexicon.stopWords.contains(token.word) {
                    reading.unknown.append(UnknownWord(text: text(scalars, token.span), span: token.span))
                    clause.sawContent()
                }
                index += 1
                continue
            }
            switch concept.kind {
            case .negation: clause.isNegated = true
            case .relation: clause = clause.next(relation: concept.id)
            case .quantity: clause.count = Int(concept.id)
            default:
                let last = tokens[index + length - 1].span
                let span = TextSpan(start: token.span.start, length: last.start + last.length - token.span.start)
                reading.mentions.append(
                    Mention(
                        id: concept.id, kind: concept.kind, text: text(scalars, span), span: span,
                        isNegated: clause.isNegated, count: clause.takeCount(), clause: clause.number,
                        relation: clause.relation))
                clause.sawContent()
            }
            index += length
        }
        return reading
    }

    private func longestMatch(in tokens: [Token], at start: Int) -> (Concept, Int)? {
        var length = min(lexicon.longestTerm, tokens.count - start)
        while length > 0 {
            let words = tokens[start..<start + length]
            // A term never reaches over a comma or a full stop.
            if !words.dropFirst().contains(where: { $0.startsSentence || $0.followsComma }),
                let concept = lexicon.concept(for: words.map(\.word).joined(separator: " "))
            {
                return (concept, length)
            }
            length -= 1
        }
        return nil
    }

    private func text(_ scalars: [Unicode.Scalar], _ span: TextSpan) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[span.start..<span.start + span.length])
        return String(view)
    }
}

/// Where the reader is: a clause of the prompt and what holds in it.
private struct Clause {
    var number = 0
    var relation: String?
    var isNegated = false
    var count: Int?
    private var isEmpty = true

    /// Opens the next clause. `without a plant on the table`: the negation ends where the next thing begins; in
    /// `not on marble` nothing was negated yet, so it goes on.
    func next(relation: String?) -> Clause {
        var next = Clause()
        next.number = number + 1
        next.relation = relation
        next.isNegated = isNegated && isEmpty && relation != nil
        return next
    }

    /// A comma: `no plants, soft light`. The relation holds on (`on white, polished marble`), the negation does not.
    mutating func separate() {
        number += 1
        isNegated = isNegated && isEmpty
        isEmpty = true
    }

    mutating func sawContent() { isEmpty = false }

    mutating func takeCount() -> Int? {
        defer { count = nil }
        return count
    }
}

/// A word, lower case, and where it stands.
private struct Token {
    var word: String
    var span: TextSpan
    var startsSentence = false
    var followsComma = false

    static func tokens(of scalars: [Unicode.Scalar]) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        var startsSentence = false
        var followsComma = false
        while index < scalars.count {
            guard isWord(scalars[index]) else {
                switch scalars[index] {
                case ".", "!", "?", ";", ":", "\n": startsSentence = true
                case ",", "(", ")", "[", "]", "\u{2014}", "\u{2013}", "/", "|", "+", "&": followsComma = true
                default: break
                }
                index += 1
                continue
            }
            let start = index
            var word = ""
            while index < scalars.count {
                if isWord(scalars[index]) {
                    word += scalars[index].properties.lowercaseMapping
                } else if !isApostrophe(scalars[index]) || index + 1 == scalars.count
                    || !isWord(scalars[index + 1])
                {
                    break
                }
                index += 1
            }
            // `marble's` is `marble`; `don't` stays `dont`.
            if index - start > 2, isApostrophe(scalars[index - 2]), word.hasSuffix("s") { word.removeLast() }
            tokens.append(
                Token(
                    word: word, span: TextSpan(start: start, length: index - start), startsSentence: startsSentence,
                    followsComma: followsComma))
            startsSentence = false
            followsComma = false
        }
        return tokens
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "\u{2019}" }
}
