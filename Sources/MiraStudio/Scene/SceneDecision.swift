extension SceneDescription {
    /// Decides what a reading asks for.
    ///
    /// - Parameter hasProduct: whether a picture of what is named comes with the prompt.
    init(_ reading: Reading, hasProduct: Bool) {
        self.init()
        var decision = Decision(reading: reading, hasProduct: hasProduct, scene: self)
        decision.run()
        self = decision.scene
    }
}

/// Goes through the mentions of a reading once and fills a description.
private struct Decision {
    let reading: Reading
    let hasProduct: Bool
    var scene: SceneDescription
    /// Whether the thing that the picture is about was named already.
    private var hasNamedProduct = false
    private var namesStage = false
    private var namesLook = false

    init(reading: Reading, hasProduct: Bool, scene: SceneDescription) {
        self.reading = reading
        self.hasProduct = hasProduct
        self.scene = scene
    }

    mutating func run() {
        for (index, mention) in reading.mentions.enumerated() {
            if mention.isNegated {
                exclude(mention)
                continue
            }
            switch mention.kind {
            case .material: decideMaterial(mention, at: index)
            case .color: decideColor(mention, at: index)
            case .setting: decideSetting(mention)
            case .time: decideTime(mention)
            case .weather: decideWeather(mention)
            case .light: decideLight(mention)
            case .mood: decideMood(mention)
            case .style: decideStyle(mention, at: index)
            case .camera: decideCamera(mention)
            case .composition: if mention.id == "gradient" { scene.backdrop.kind = .gradient }
            case .subject: decideSubject(mention)
            case .role: hasNamedProduct = true
            case .operation, .relation, .negation, .quantity: break
            }
        }
        let saysOnlyHow = namesLook && scene.undrawn.isEmpty
        scene.namesSomethingDrawable = namesStage || saysOnlyHow
    }

    // MARK: Surface and backdrop

    private enum Target { case surface, backdrop, product }

    private static let backdropNouns: Set<String> = ["background", "wall"]
    private static let surfaceNouns: Set<String> = ["countertop", "table", "shelf", "floor", "surface"]

    /// What a material or a colour belongs to: the noun that follows in its clause, else what leads the clause.
    private func target(at index: Int) -> Target {
        let mention = reading.mentions[index]
        let clause = reading.mentions[index...].prefix { $0.clause == mention.clause }
        for other in clause.dropFirst() {
            if Self.backdropNouns.contains(other.id) { return .backdrop }
            if Self.surfaceNouns.contains(other.id) { return .surface }
            if mention.kind == .color {
                if other.kind == .material { return target(at: other) }
                if other.kind == .subject || other.kind == .role { return .product }
            }
        }
        let before = reading.mentions[..<index].reversed().prefix { $0.clause == mention.clause }
        for other in before {
            if Self.backdropNouns.contains(other.id) { return .backdrop }
            if Self.surfaceNouns.contains(other.id) { return .surface }
        }
        switch mention.relation {
        case "before": return .backdrop
        case "on": return .surface
        default: return scene.surface.material == nil || mention.kind == .color ? .surface : .backdrop
        }
    }

    private func target(at other: Mention) -> Target {
        reading.mentions.firstIndex(of: other).map { target(at: $0) } ?? .surface
    }

    private mutating func decideMaterial(_ mention: Mention, at index: Int) {
        switch mention.id {
        case "polished", "matte":
            if target(at: index) == .surface { scene.surface.finish = mention.id == "matte" ? .matte : .polished }
            return
        case "smooth": return
        default: break
        }
        guard let (material, variety, color) = Self.materials[mention.id] else {
            leaveOut(mention, "this surface is not drawn; " + Vocabulary.surfaces)
            return
        }
        namesStage = true
        guard target(at: index) == .surface else {
            scene.backdrop.kind = material == .paper ? .sweep : .wall
            scene.backdrop.color = scene.backdrop.color ?? color
            return
        }
        if scene.surface.material == nil || scene.surface.material == material {
            scene.surface.material = material
            scene.surface.variety = variety ?? scene.surface.variety
            scene.surface.color = scene.surface.color ?? color
        } else {
            leaveOut(mention, "one surface at a time is drawn, here \(scene.surface.material?.rawValue ?? "paper")")
        }
    }

    private static let materials: [String: (Surface.Material, variety: String?, color: NamedColor?)] = [
        "marble": (.marble, nil, nil), "limestone": (.stone, "limestone", nil), "granite": (.terrazzo, "granite", nil),
        "terrazzo": (.terrazzo, nil, nil), "concrete": (.concrete, nil, nil), "plaster": (.plaster, nil, nil),
        "slate": (.slate, nil, nil), "stone": (.stone, nil, nil), "wood": (.wood, nil, nil), "oak": (.wood, "oak", nil),
        "walnut": (.wood, "walnut", nil), "pine": (.wood, "pine", nil), "linen": (.linen, nil, nil),
        "paper": (.paper, nil, nil), "acrylic": (.acrylic, nil, nil), "glass": (.acrylic, "glass", nil),
        "mirror": (.acrylic, "mirror", nil), "metal": (.metal, nil, nil), "brass": (.metal, "brass", .gold),
        "sand": (.sand, nil, nil),
    ]

    private mutating func decideColor(_ mention: Mention, at index: Int) {
        if mention.id == "dark" || mention.id == "pale" {
            decideTone(mention, mention.id == "dark" ? .dark : .light, at: index)
            return
        }
        guard let color = NamedColor(rawValue: mention.id) else { return }
        switch target(at: index) {
        case .surface: scene.surface.color = scene.surface.color ?? color
        case .backdrop: scene.backdrop.color = scene.backdrop.color ?? color
        case .product: return
        }
        namesStage = true
    }

    /// `dark wood` is dark wood, `dark` alone is a mood.
    private mutating func decideTone(_ mention: Mention, _ tone: Tone, at index: Int) {
        let next = reading.mentions[(index + 1)...].first.flatMap { $0.clause == mention.clause ? $0 : nil }
        if let next,
            next.kind == .material || Self.surfaceNouns.contains(next.id) || Self.backdropNouns.contains(next.id)
        {
            if target(at: index) == .backdrop { scene.backdrop.tone = tone } else { scene.surface.tone = tone }
        } else if tone == .dark, next?.kind != .subject, next?.kind != .role {
            scene.light.key = -1
            namesLook = true
        }
    }

    private mutating func decideSetting(_ mention: Mention) {
        switch mention.id {
        case "countertop", "table", "shelf", "floor", "surface":
            scene.surface.form = mention.id
        case "studio": scene.backdrop.kind = scene.backdrop.kind ?? .sweep
        case "background": break
        case "wall": scene.backdrop.kind = .wall
        case "kitchen", "room", "living-room", "bathroom", "office", "cafe":
            scene.backdrop.kind = .interior
            scene.backdrop.place = mention.text
        case "bar", "city":
            scene.backdrop.kind = .lights
            scene.backdrop.place = mention.text
        case "garden", "forest", "field":
            scene.backdrop.kind = .foliage
            scene.backdrop.place = mention.text
        case "beach", "desert":
            scene.backdrop.kind = .sky
            scene.backdrop.place = mention.text
            scene.surface.material = scene.surface.material ?? .sand
        case "sky":
            scene.backdrop.kind = .sky
            scene.backdrop.place = mention.text
        default:
            leaveOut(mention, "this place is not drawn; " + Vocabulary.backdrops)
            return
        }
        namesStage = true
    }

    // MARK: Light

    private mutating func decideTime(_ mention: Mention) {
        guard let time = Self.times[mention.id] else { return }
        scene.light.time = scene.light.time ?? time
        namesLook = true
    }

    private static let times: [String: LightDescription.Time] = [
        "sunrise": .dawn, "morning": .morning, "noon": .noon, "day": .day, "afternoon": .afternoon,
        "golden-hour": .goldenHour, "sunset": .sunset, "dusk": .dusk, "blue-hour": .dusk, "evening": .evening,
        "night": .night,
    ]

    private mutating func decideWeather(_ mention: Mention) {
        switch mention.id {
        case "sunny": scene.light.softness = scene.light.softness ?? .hard
        case "overcast", "fog": scene.light.softness = .diffused
        default:
            leaveOut(mention, "weather is not drawn on a stage")
            return
        }
        namesLook = true
    }

    private mutating func decideLight(_ mention: Mention) {
        namesLook = true
        switch mention.id {
        case "soft": scene.light.softness = scene.light.softness ?? .soft
        case "diffused": scene.light.softness = .diffused
        case "hard": scene.light.softness = .hard
        case "sunlight": scene.light.softness = scene.light.softness ?? .hard
        case "window-light":
            scene.light.pattern = scene.light.pattern ?? .window
            scene.backdrop.kind = scene.backdrop.kind ?? .interior
        case "blinds": scene.light.pattern = .blinds
        case "leaf-shadow": scene.light.pattern = .leaves
        case "studio-light":
            scene.light.pattern = LightDescription.Pattern.none
            scene.light.softness = scene.light.softness ?? .soft
        case "backlight": scene.light.direction = .back
        case "front-light": scene.light.direction = .front
        case "side-light": break
        case "top-light": scene.light.direction = .top
        case "light-from-left": scene.light.direction = .left
        case "light-from-right": scene.light.direction = .right
        case "spotlight": scene.light.isSpot = true
        case "candlelight": scene.light.warmth = .candle
        case "warm": scene.light.warmth = scene.light.warmth ?? .warm
        case "cool": scene.light.warmth = scene.light.warmth ?? .cool
        case "bright": scene.light.key = 1
        case "low-key": scene.light.key = -1
        case "dramatic-light": scene.light.isDramatic = true
        case "neon": leaveOut(mention, "neon light is not drawn; " + Vocabulary.lights)
        default: break
        }
    }

    // MARK: Look

    private mutating func decideMood(_ mention: Mention) {
        namesLook = true
        switch mention.id {
        case "dark-mood":
            scene.moods.insert(.moody)
            scene.light.key = -1
        case "natural": scene.moods.insert(.natural)
        case "festive":
            scene.moods.insert(.festive)
            scene.backdrop.kind = scene.backdrop.kind ?? .lights
        default: if let mood = Mood(rawValue: mention.id) { scene.moods.insert(mood) }
        }
    }

    private mutating func decideStyle(_ mention: Mention, at index: Int) {
        switch mention.id {
        case "minimalist":
            scene.moods.insert(.minimal)
            namesLook = true
        case "modern", "cinematic":
            if let mood = Mood(rawValue: mention.id) { scene.moods.insert(mood) }
            namesLook = true
        case "black-and-white":
            scene.isMonochrome = true
            namesLook = true
        case "watercolor", "painting", "drawing", "vector", "3d-render":
            leaveOut(mention, "stages are photographic; a style reference lends its colours")
        default: break
        }
    }

    private mutating func decideCamera(_ mention: Mention) {
        switch mention.id {
        case "shallow-depth-of-field": scene.focus = .shallow
        case "sharp": scene.focus = .deep
        case "top-view": scene.view = .overhead
        case "low-angle": scene.view = .low
        case "eye-level": scene.view = .natural
        default: leaveOut(mention, "the frame follows from the product's size and place")
        }
    }

    // MARK: Things

    private mutating func decideSubject(_ mention: Mention) {
        // `light through leaves` is a pattern of light, not a plant.
        if mention.relation == "from", ["leaf", "tree", "plant"].contains(mention.id) {
            scene.light.pattern = .leaves
            namesLook = true
            return
        }
        let isDecoration = hasNamedProduct && ["with", "beside"].contains(mention.relation)
        scene.subjects.append(Subject(id: mention.id, text: mention.text, count: mention.count))
        if hasProduct, !isDecoration {
            hasNamedProduct = true
        } else {
            hasNamedProduct = true
            leaveOut(mention, "things are not drawn without a picture of them; send one as a product")
        }
    }

    private mutating func exclude(_ mention: Mention) {
        switch mention.id {
        case "window-light", "blinds", "leaf-shadow": scene.light.pattern = LightDescription.Pattern.none
        case "shadow", "hard": scene.light.hasShadows = scene.light.hasShadows && mention.id != "shadow"
        case "reflection": scene.light.hasReflections = false
        case "shallow-depth-of-field": scene.focus = .deep
        case "polished": scene.surface.finish = .matte
        default: break
        }
        if mention.id == "hard" { scene.light.softness = .diffused }
    }

    private mutating func leaveOut(_ mention: Mention, _ reason: String) {
        guard !scene.undrawn.contains(where: { $0.concept == mention.text }) else { return }
        scene.undrawn.append(Undrawn(concept: mention.text, reason: reason))
    }
}
