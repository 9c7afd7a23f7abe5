extension SceneDescription {
    /// The material where the prompt names none: what such a place is usually made of.
    var defaultMaterial: Surface.Material {
        switch surface.form {
        case "countertop": .marble
        case "table", "shelf": .wood
        case "floor": .concrete
        default:
            switch backdropKind(given: backdrop.kind) {
            case .interior, .foliage, .lights: .wood
            case .sky: .sand
            default: .paper
            }
        }
    }

    /// The backdrop that is drawn: the one asked for, else the one that suits the surface.
    var backdropKind: Backdrop.Kind { backdropKind(given: backdrop.kind) }

    private func backdropKind(given kind: Backdrop.Kind?) -> Backdrop.Kind {
        if let kind { return kind }
        switch surface.material {
        case .paper: return .sweep
        case .acrylic, .metal: return .gradient
        case .concrete, .plaster, .slate, .stone, .terrazzo: return surface.form == "countertop" ? .interior : .wall
        case .sand: return .wall
        case .marble, .wood, .linen: return .interior
        case nil: return surface.form == nil ? .sweep : surface.form == "floor" ? .wall : .interior
        }
    }
}
