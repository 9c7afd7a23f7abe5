import MiraImage

/// What is known of a reference when roles are worked out.
struct RoleEvidence {
    /// As the caller said.
    var stated: ReferenceRole?
    /// More than 0.5 % of the pixels are visibly transparent.
    var hasAlpha: Bool
    /// Whether the request's mask belongs to it.
    var isMasked: Bool
    /// Confidence of a quick cut-out; nil where none was tried, 0 where nothing could be cut out.
    var cutoutConfidence: Double?

    /// Whether its role follows without a look for an object.
    private var isDecided: Bool { stated != nil || isMasked || hasAlpha }

    /// Those whose role a quick cut-out decides. One alone is the product in any case, if there is no other.
    static func undecided(_ evidence: [RoleEvidence]) -> [Int] {
        let open = evidence.indices.filter { !evidence[$0].isDecided }
        let hasProduct = evidence.contains { item in
            item.isDecided && (item.stated.map { $0 == .product || $0 == .identity } ?? true)
        }
        return open.count > 1 || hasProduct ? open : []
    }
}

/// Gives each reference a role, with the reason where the caller gave none.
///
/// A stated role always holds. Of the others, a picture with alpha or with a confident cut-out is a product; what is left is
/// first the product, if there is none, then the background, then a style.
func workOutRoles(_ evidence: [RoleEvidence]) -> [(role: ReferenceRole, reason: String?)] {
    var roles: [(role: ReferenceRole, reason: String?)?] = evidence.map { item in
        if let stated = item.stated { return (stated, nil) }
        if item.isMasked { return (.product, "the mask says what of it is kept") }
        if item.hasAlpha { return (.product, "it has a transparent background") }
        if evidence.count == 1 { return (.product, "the only reference") }
        if let confidence = item.cutoutConfidence, confidence >= CutoutTrust.good {
            return (.product, "one object stands out in it")
        }
        return nil
    }
    func has(_ role: ReferenceRole) -> Bool { roles.contains { $0?.role == role } }
    for index in roles.indices where roles[index] == nil {
        if !has(.product), !has(.identity) {
            roles[index] = (.product, "no other reference is one")
        } else if !has(.background) {
            roles[index] = (.background, "no object stands out in it, so it is the scene")
        } else {
            roles[index] = (.style, "no object stands out in it, and there is a background already")
        }
    }
    return roles.map { $0 ?? (.product, nil) }
}

/// How far a cut-out's confidence is trusted.
enum CutoutTrust {
    /// From here on without a word.
    static let good = 0.6
    /// From here on with a warning; under it not at all.
    static let usable = 0.35
}
