extension Lexicon {
    /// English.
    static let english = Lexicon(
        concepts: englishMaterials + englishColors + englishSettings + englishLight + englishLooks + englishSubjects
            + englishGrammar,
        stopWords: englishStopWords)

    private static let englishGrammar: [Concept] = [
        Concept(
            "on", .relation, ["on", "upon", "atop", "on top of", "onto", "resting on", "sitting on", "standing on"]),
        Concept(
            "before", .relation,
            ["against", "before", "in front of", "with a backdrop of", "with a background of", "backed by"]),
        Concept(
            "beside", .relation,
            ["next to", "beside", "near", "by", "close to", "alongside", "surrounded by", "among", "between"]),
        Concept("with", .relation, ["with", "featuring", "including", "nothing but", "but"]),
        Concept("in", .relation, ["in", "inside", "within", "under", "beneath", "during", "at"]),
        Concept("from", .relation, ["from", "through"]),
        Concept(
            "without", .negation, ["without", "no", "not", "dont", "never", "free of", "avoid", "exclude", "minus"]),
        Concept("1", .quantity, ["one", "single"]),
        Concept("2", .quantity, ["two", "pair of", "couple of"]),
        Concept("3", .quantity, ["three", "trio of"]),
        Concept("4", .quantity, ["four"]),
        Concept("5", .quantity, ["five"]),
        Concept("6", .quantity, ["six"]),
    ]

    private static let englishStopWords: Set<String> = [
        "a", "an", "the", "and", "or", "nor", "of", "to", "for", "as", "is", "are", "be", "been", "being", "was",
        "were",
        "it", "its", "this", "that", "these", "those", "there", "here", "my", "our", "your", "their", "his", "her", "i",
        "we", "you", "they", "he", "she", "me", "us", "them", "some", "any", "all", "each", "every", "very", "really",
        "quite", "rather", "so", "too", "just", "only", "also", "more", "most", "less", "least", "much", "many", "few",
        "please", "want", "would", "like", "should", "could", "can", "will", "may", "might", "must", "let", "lets",
        "have", "has", "had", "having", "do", "does", "did", "doing", "get", "getting", "need", "needs", "lot", "lots",
        "kind", "sort", "type", "bit", "little", "slightly", "somewhat", "nice", "nicely", "good", "great", "best",
        "better", "well", "beautiful", "beautifully", "pretty", "lovely", "amazing", "awesome", "gorgeous", "stunning",
        "perfect", "perfectly", "into", "out", "up", "down", "over", "off", "than", "then", "when", "where", "while",
        "which", "who", "whose", "what", "how", "if", "because", "about", "across", "along", "around", "behind",
        "below", "above", "toward", "towards", "via", "per", "using", "used", "use", "coming", "comes", "falling",
        "falls", "cast", "casting", "set", "sitting", "standing", "resting", "lying", "placed", "positioned",
        "displayed", "shown", "seen", "looking", "look", "looks", "feel", "feeling", "feels", "style", "styled",
        "effect", "effects", "quality", "hq", "uhd", "hdr", "detail", "details", "highly", "ultra", "super",
        "extremely",
        "own", "same", "other", "another", "both", "such", "s", "t", "x", "hello", "hi", "thanks", "thank", "etc", "eg",
        "ie", "nothing", "something", "anything", "everything", "thing", "things", "side", "part", "area", "place",
        "scene", "setup", "look", "tone", "tones", "toned", "colored", "coloured", "color", "colour", "colors",
        "colours", "filled", "covered", "made",
    ]
}
