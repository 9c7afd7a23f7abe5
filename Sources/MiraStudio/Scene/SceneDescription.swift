/// What a prompt asks for, decided: the stage, its light, its mood, and what stands on it.
///
/// A value without numbers or randomness; `Stage` turns it into those for one seed.
struct SceneDescription: Sendable, Hashable {
    var surface = Surface()
    var backdrop = Backdrop()
    var light = LightDescription()
    var moods: Set<Mood> = []
    var focus = Focus.natural
    var view = View.natural
    var isMonochrome = false
    /// Things named in the prompt, whether or not they can be drawn.
    var subjects: [Subject] = []
    /// Known things that can't be drawn, and why; in the order of the prompt.
    var undrawn: [Undrawn] = []
    /// Whether the prompt named anything that this engine draws.
    var namesSomethingDrawable = false

    /// Seamless paper in soft light.
    init() {}
}

/// What the product stands on.
struct Surface: Sendable, Hashable {
    enum Material: String, Sendable, CaseIterable {
        case paper, marble, wood, concrete, plaster, linen, slate, stone, terrazzo, acrylic, metal, sand
    }

    enum Finish: String, Sendable {
        case polished, matte
    }

    /// nil: the prompt leaves it open.
    var material: Material?
    var color: NamedColor?
    var tone = Tone.plain
    var finish: Finish?
    /// `countertop`, `table`, `floor`, … as the prompt says it, for words.
    var form: String?
    /// `oak`, `walnut`, `brass`, …: a kind of the material.
    var variety: String?
}

/// What is seen behind the surface.
struct Backdrop: Sendable, Hashable {
    enum Kind: String, Sendable {
        /// The surface goes on upwards without an edge.
        case sweep
        /// A plain wall.
        case wall
        /// A smooth transition of light and dark.
        case gradient
        /// A room with a window, far out of focus.
        case interior
        /// Greenery far out of focus.
        case foliage
        /// Lights of a city, a bar, a feast, far out of focus.
        case lights
        /// Open sky over a horizon.
        case sky
    }

    /// nil: what suits the surface.
    var kind: Kind?
    var color: NamedColor?
    var tone = Tone.plain
    /// `kitchen`, `garden`, … as the prompt says it, for words.
    var place: String?
}

/// How light or dark a colour or a material is to be.
enum Tone: String, Sendable {
    case light, plain, dark
}

/// The light of a scene, before any number is chosen.
struct LightDescription: Sendable, Hashable {
    enum Time: String, Sendable, CaseIterable {
        case dawn, morning, noon, day, afternoon, goldenHour, sunset, dusk, evening, night
    }

    enum Softness: String, Sendable {
        case hard, natural, soft, diffused
    }

    /// Where the key light stands, seen from the camera.
    enum Direction: String, Sendable {
        case left, right, back, front, top
    }

    /// What breaks the light up before it reaches the surface.
    enum Pattern: String, Sendable {
        case none, window, blinds, leaves
    }

    enum Warmth: String, Sendable {
        case cool, warm, candle
    }

    var time: Time?
    var softness: Softness?
    var direction: Direction?
    var pattern: Pattern?
    var warmth: Warmth?
    /// −1 low key … 1 high key.
    var key = 0
    var isDramatic = false
    var isSpot = false
    var hasShadows = true
    var hasReflections = true
}

/// The feeling of a scene, which moves its colours and contrast.
enum Mood: String, Sendable, CaseIterable {
    case calm, cozy, luxurious, fresh, moody, rustic, romantic, playful, festive, natural, minimal, modern, cinematic
}

/// How much lies out of focus.
enum Focus: String, Sendable {
    case deep, natural, shallow
}

/// From where the scene is looked at, where the plan leaves the horizon open.
enum View: String, Sendable {
    case low, natural, high, overhead
}

/// A thing that is named in a prompt.
struct Subject: Sendable, Hashable {
    var id: String
    var text: String
    var count: Int?
}

/// A known thing that is left out of the picture.
struct Undrawn: Sendable, Hashable {
    var concept: String
    var reason: String
}
