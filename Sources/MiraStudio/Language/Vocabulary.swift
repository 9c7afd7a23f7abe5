/// What the engine can draw, in sentences for people.
enum Vocabulary {
    static let surfaces =
        "surfaces are " + list(Surface.Material.allCases.map(\.words))
    static let backdrops =
        "backdrops are seamless paper, a wall, a gradient, a room with a window, greenery, lights, an open sky"
    static let lights =
        "lights are soft, hard, diffused, by a window, through blinds or leaves, of any time of day, from left, right, "
        + "behind, in front or above"

    /// For a prompt of which nothing can be drawn.
    static let invitation =
        "this engine draws photographic stages for products: \(surfaces); \(backdrops); \(lights); "
        + "moods are " + list(Mood.allCases.map(\.rawValue))

    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Surface.Material {
    var words: String { self == .paper ? "seamless paper" : rawValue }
}
