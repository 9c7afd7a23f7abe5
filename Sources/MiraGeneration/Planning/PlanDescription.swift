import MiraImage

extension Plan: CustomStringConvertible {
    /// The plan in lines for a person, as `--explain` prints it; no line break at the end.
    public var description: String {
        var lines = [
            "size        \(size)", "quality     \(quality.rawValue)", "preserve    \(preserve.rawValue)",
        ]
        for item in references {
            lines.append("reference \(item.index) \(item.role.rawValue): \(item.name), \(item.picture.size)\(item.why)")
            lines.append("            \(use(of: item.index))")
        }
        if let horizon { lines.append("horizon     \(horizon.rounded(to: 3)) of the height") }
        if transparentBackground { lines.append("background  transparent") }
        lines += notes.map { "note        \($0)" }
        return lines.joined(separator: "\n")
    }

    /// The plan for programs: the same content as `description`.
    public var json: JSON {
        [
            "size": .string(size.description), "quality": .string(quality.rawValue),
            "preserve": .string(preserve.rawValue),
            "references": .array(references.map(json(of:))),
            "horizon": horizon.map { .number($0) } ?? .null,
            "transparent_background": .bool(transparentBackground),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    private func json(of item: PreparedReference) -> JSON {
        let bounds = products.first { $0.reference == item.index }?.bounds
        return [
            "index": JSON(item.index), "role": .string(item.role.rawValue), "reason": JSON(item.roleReason),
            "weight": .number(item.weight), "name": .string(item.name),
            "width": JSON(item.picture.width), "height": JSON(item.picture.height),
            "use": .string(use(of: item.index)),
            "placement": placement(of: item.index)?.json(source: item.picture.size) ?? .null,
            "bounds": bounds?.json ?? .null,
            "confidence": item.cutout.map { .number($0.confidence) } ?? .null,
        ]
    }

    /// Where the whole of a reference lies in the output; nil where none of its pixels do.
    func placement(of reference: Int) -> Placement? {
        if let keep, keep.reference == reference { return keep.placement }
        if let background, background.reference == reference { return background.placement }
        return products.first { $0.reference == reference }?.placement
    }

    /// What is done with a reference, in words.
    func use(of reference: Int) -> String {
        let item = references[reference]
        if keep?.reference == reference { return "kept where the mask is opaque, painted where it is transparent" }
        if background?.reference == reference { return "covers the output as its scene" }
        if let product = products.first(where: { $0.reference == reference }), let cutout = item.cutout {
            let (x, y) = (product.bounds.x + product.bounds.width / 2, product.bounds.y + product.bounds.height)
            return "\(cutout.method.words), confidence \(cutout.confidence.rounded(to: 2)); "
                + "\(Int(product.bounds.width.rounded()))x\(Int(product.bounds.height.rounded())) pixels, "
                + "standing at \((x / Double(size.width)).rounded(to: 3)),\((y / Double(size.height)).rounded(to: 3))"
        }
        if styles.contains(where: { $0.reference == reference }) {
            return "lends its colours, weight \(item.weight.rounded(to: 3))"
        }
        return "not used"
    }
}

extension PreparedReference {
    fileprivate var why: String { roleReason.map { " (\($0))" } ?? "" }
}

extension Cutout.Method {
    /// How the product was found, in words.
    var words: String {
        switch self {
        case .alpha: "cut out by its own alpha"
        case .matte: "cut out by the given matte"
        case .trimap: "cut out by the given trimap"
        case .model(let name, _): "cut out by the model \(name)"
        case .studio: "cut out by its plain background"
        }
    }
}

extension Placement {
    var json: JSON {
        ["x": .number(x), "y": .number(y), "width": .number(width), "height": .number(height)]
    }

    func json(source: PixelSize) -> JSON {
        guard case .object(var members) = json else { return .null }
        members["matrix"] = .array(matrix(source: source).map { .number($0) })
        return .object(members)
    }
}
