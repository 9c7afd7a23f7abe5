import Testing

@testable import MiraStudio

@Suite struct PromptReaderTests {
    private func ids(_ prompt: String) -> [String] { PromptReader().read(prompt).mentions.map(\.id) }

    @Test(arguments: [
        ("on a marble countertop with soft morning light", ["marble", "countertop", "soft", "morning"]),
        ("Golden hour on weathered oak planks", ["golden-hour", "worn", "oak", "wood"]),
        ("white seamless paper, hard light from the left", ["white", "paper", "hard", "light-from-left"]),
        ("shadows of leaves over a terracotta wall", ["leaf-shadow", "terracotta", "wall"]),
        ("MARBLE'S finest", ["marble"]),
    ])
    func findsConceptsInOrder(_ prompt: String, _ expected: [String]) {
        #expect(ids(prompt).filter { $0 != "place" } == expected)
    }

    @Test func longestTermWins() {
        #expect(ids("light gray") == ["light-gray"])
        #expect(ids("light, gray") == ["pale", "gray"])
    }

    @Test func spansCountScalars() {
        let prompt = "é — dark  walnut"
        let reading = PromptReader().read(prompt)
        #expect(reading.mentions.map(\.span) == [TextSpan(start: 4, length: 4), TextSpan(start: 10, length: 6)])
        #expect(reading.mentions.map(\.text) == ["dark", "walnut"])
        #expect(reading.unknown == [UnknownWord(text: "é", span: TextSpan(start: 0, length: 1))])
    }

    @Test func unknownWordsAreListedInOrderAndStopWordsAreNot() {
        let reading = PromptReader().read("A frobnicated thing on the marble, with some glimmerish zorgs")
        #expect(reading.unknown.map(\.text) == ["frobnicated", "glimmerish", "zorgs"])
    }

    @Test(arguments: [
        ("no window, soft light", ["window-light": true, "soft": false]),
        ("without reflections on black acrylic", ["reflection": true, "black": false, "acrylic": false]),
        ("not on marble", ["marble": true]),
        ("no plants or people, but a wooden table", ["plant": true, "person": true, "wood": false]),
        ("white paper without shadows. Warm light", ["white": false, "shadow": true, "warm": false]),
    ])
    func negationHasItsScope(_ prompt: String, _ expected: [String: Bool]) {
        let found = Dictionary(
            PromptReader().read(prompt).mentions.map { ($0.id, $0.isNegated) }, uniquingKeysWith: { $0 || $1 })
        for (id, negated) in expected { #expect(found[id] == negated, "\(id)") }
    }

    @Test func countsBelongToTheNextThing() {
        let mentions = PromptReader().read("three bottles and 12 cups on marble").mentions
        #expect(mentions.map(\.count) == [3, 12, nil])
    }

    @Test(arguments: [
        "", "   ", "!!! … ???", "\u{200D}\u{FE0F}🙂🙂🙂", "\u{202E}", String(repeating: "\u{0301}", count: 4000),
    ])
    func oddPromptsMeanNothing(_ prompt: String) {
        #expect(PromptReader().read(prompt).mentions.isEmpty)
    }

    @Test func everyTermOfTheLexiconIsFound() {
        for concept in Lexicon.english.concepts {
            for term in concept.terms {
                #expect(Lexicon.english.concept(for: term) != nil, "\(term)")
                #expect(term == term.lowercased())
            }
        }
    }
}
