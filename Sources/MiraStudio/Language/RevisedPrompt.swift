extension SceneDescription {
    /// What will be drawn, in one English sentence, then what won't.
    ///
    /// - Parameters:
    ///   - subject: what stands on the surface: `The product`, `Two products`; nil for an empty stage.
    ///   - photograph: whether the scene is the caller's own picture.
    func words(subject: String?, photograph: Bool, unknown: [String]) -> String {
        var sentence: String
        if photograph {
            sentence = "\(subject ?? "Nothing") in the given photograph, with a shadow in its light"
        } else {
            sentence = "\(subject ?? "An empty stage:") on \(surfaceWords) in \(lightWords)"
            if subject == nil { sentence = "An empty stage of \(surfaceWords) in \(lightWords)" }
            sentence += ", before \(backdropWords)"
            if !moods.isEmpty {
                sentence += "; " + Vocabulary.list(moods.map(\.rawValue).sorted()) + " mood"
            }
            if isMonochrome { sentence += ", in black and white" }
        }
        sentence += "."
        for thing in undrawn { sentence += " Left out: \(thing.concept) (\(thing.reason))." }
        if !unknown.isEmpty { sentence += " Not understood: \(unknown.joined(separator: ", "))." }
        return sentence
    }

    private var surfaceWords: String {
        let material = surface.material ?? defaultMaterial
        var words: [String] = []
        if surface.tone != .plain { words.append(surface.tone.rawValue) }
        if let finish = surface.finish { words.append(finish.rawValue) }
        if let color = surface.color { words.append(color.words) }
        let name = surface.variety == "mirror" ? "mirror" : surface.variety ?? material.words
        words.append(name)
        if let form = surface.form, form != "surface" { words.append(form) }
        let phrase = words.joined(separator: " ")
        guard surface.form != nil else { return phrase }
        return ("aeiou".contains(phrase.first ?? "b") ? "an " : "a ") + phrase
    }

    private var lightWords: String {
        var words: [String] = []
        if light.key > 0 { words.append("bright") }
        if light.key < 0 { words.append("low") }
        if light.isDramatic { words.append("dramatic") }
        switch light.softness {
        case .hard: words.append("hard")
        case .soft, nil: words.append("soft")
        case .diffused: words.append("diffused")
        case .natural: words.append("natural")
        }
        switch light.warmth {
        case .cool: words.append("cool")
        case .warm: words.append("warm")
        case .candle: words.append("candle")
        case nil: break
        }
        switch light.time {
        case .goldenHour: words.append("golden-hour")
        case let time?: words.append(time.rawValue)
        case nil: break
        }
        words.append("light")
        switch light.direction {
        case .left: words.append("from the left")
        case .right: words.append("from the right")
        case .back: words.append("from behind")
        case .front: words.append("from the front")
        case .top: words.append("from above")
        case nil: break
        }
        switch light.pattern {
        case .window: words.append("through a window")
        case .blinds: words.append("through blinds")
        case .leaves: words.append("through leaves")
        case LightDescription.Pattern.none?, nil: break
        }
        if light.isSpot { words.append("with a spotlight") }
        if !light.hasShadows { words.append("without cast shadows") }
        return words.joined(separator: " ")
    }

    private var backdropWords: String {
        var words: [String] = []
        if backdrop.tone != .plain { words.append(backdrop.tone.rawValue) }
        if let color = backdrop.color { words.append(color.words) }
        switch backdropKind {
        case .sweep: words.append(backdrop.color == nil ? "the same seamless sweep" : "seamless sweep")
        case .wall: words.append("plain wall")
        case .gradient: words.append("smooth gradient")
        case .interior: words.append("softly blurred \(backdrop.place ?? "room")")
        case .foliage: words.append("blurred greenery")
        case .lights: words.append("blurred lights")
        case .sky: words.append("open sky")
        }
        let phrase = words.joined(separator: " ")
        switch backdropKind {
        case .sweep where backdrop.color == nil, .foliage, .lights: return phrase
        default: return ("aeiou".contains(phrase.first ?? "b") ? "an " : "a ") + phrase
        }
    }
}
