import MiraImage

extension Receipt {
    /// Reads the receipts of a document: one, an array of them, or an answer that holds them as `mira.receipts`.
    ///
    /// - Throws: `.malformed` with the member at fault.
    public static func receipts(in document: [UInt8]) throws(GenerationError) -> [Receipt] {
        let json = try JSON(parsing: document)
        let found = json.array ?? json["mira"]?["receipts"]?.array ?? [json]
        var receipts: [Receipt] = []
        for item in found { receipts.append(try Receipt(item)) }
        return receipts
    }

    /// Reads a receipt as `json` writes it. Unknown members are passed over.
    ///
    /// - Throws: `.malformed` with the member at fault.
    public init(_ json: JSON) throws(GenerationError) {
        let root = Members(json, at: "receipt")
        engine = try root.string("engine")
        version = try root.string("version")
        seed = UInt64(try root.integer("seed", in: 0...1 << 53 - 1))
        let sizeText = try root.string("size")
        guard let size = PixelSize(sizeText) else {
            throw root.wrong("size", "a size such as 1024x1024", "\(sizeText)")
        }
        self.size = size
        quality = try root.choice("quality")
        preserve = try root.choice("preserve")
        promptSHA256 = try root.sha256("prompt_sha256")
        models = try root.list("models") { item throws(GenerationError) in
            Model(name: try item.string("name"), sha256: try item.string("sha256"))
        }
        references = try root.list("references", most: GenerationRequest.maxReferences) {
            item throws(GenerationError) in
            try ReferenceUse(item)
        }
        guard references.map(\.index) == Array(references.indices) else {
            throw root.wrong("references", "the indices 0, 1, … in order", "\(references.map(\.index))")
        }
        unknown = try root.strings("unknown")
        undrawn = try root.list("undrawn") { item throws(GenerationError) in
            Undrawn(concept: try item.string("concept"), reason: try item.string("reason"))
        }
        let out = try root.members("output")
        output = Output(
            sha256: try out.sha256("sha256"), bytes: Int(try out.integer("bytes", in: 0...1 << 40)),
            size: try out.size(), format: try out.choice("format"))
        preservation = nil
        if root.has("preservation") { preservation = try Preservation(try root.members("preservation")) }
    }
}

extension Receipt.ReferenceUse {
    fileprivate init(_ item: Members) throws(GenerationError) {
        index = Int(try item.integer("index", in: 0...3))
        role = try item.choice("role")
        weight = try item.number("weight", in: 0...1)
        use = try item.string("use")
        sha256 = try item.sha256("sha256")
        size = try item.size()
        placement = nil
        guard item.has("placement") else { return }
        let place = try item.members("placement")
        // Further out or larger than this nothing of the output's size can be seen.
        let positions = -1e6...1e6
        placement = Placement(
            x: try place.number("x", in: positions), y: try place.number("y", in: positions),
            width: try place.number("width", in: 1e-3...1e6), height: try place.number("height", in: 1e-3...1e6))
    }
}

extension Preservation {
    fileprivate init(_ item: Members) throws(GenerationError) {
        keptPixels = Int(try item.integer("kept_pixels", in: 1...1 << 40))
        maxDifference = Int(try item.integer("max_difference", in: 0...255))
        meanDifference = try item.number("mean_difference", in: 0...255)
        deltaE2000Median = try item.number("delta_e2000_median", in: 0...1000)
        deltaE2000P95 = try item.number("delta_e2000_p95", in: 0...1000)
        fringe = try item.number("fringe", in: 0...1000)
        keptAreas = try item.list("kept_mask", most: 4) { area throws(GenerationError) in
            KeptArea(reference: Int(try area.integer("index", in: 0...3)), runs: try area.integers("runs"))
        }
    }
}

/// The members of a JSON object, read with their place in the document for messages.
private struct Members {
    private let json: JSON
    private let place: String

    init(_ json: JSON, at place: String) {
        self.json = json
        self.place = place
    }

    func has(_ key: String) -> Bool { json[key] != nil }

    func members(_ key: String) throws(GenerationError) -> Members {
        guard let value = json[key], value.object != nil else { throw wrong(key, "an object") }
        return Members(value, at: "\(place).\(key)")
    }

    func string(_ key: String) throws(GenerationError) -> String {
        guard let value = json[key]?.string else { throw wrong(key, "a string") }
        return value
    }

    func sha256(_ key: String) throws(GenerationError) -> String {
        let value = try string(key)
        let isHex =
            value.utf8.count == 64 && value.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isHex else { throw wrong(key, "64 lower-case hexadecimal digits", "something else") }
        return value
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws(GenerationError) -> Choice {
        let value = try string(key)
        guard let choice = Choice(rawValue: value) else {
            throw wrong(key, Choice.allCases.map(\.rawValue).joined(separator: ", "), value)
        }
        return choice
    }

    func integer(_ key: String, in range: ClosedRange<Int64>) throws(GenerationError) -> Int64 {
        guard let value = json[key]?.integer, range.contains(value) else {
            throw wrong(key, "an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(GenerationError) -> Double {
        guard let value = json[key]?.double, range.contains(value) else {
            throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func size() throws(GenerationError) -> PixelSize {
        PixelSize(
            width: Int(try integer("width", in: 1...999_999)), height: Int(try integer("height", in: 1...999_999)))
    }

    func list<Element>(
        _ key: String, most: Int = 1000, _ read: (Members) throws(GenerationError) -> Element
    ) throws(GenerationError) -> [Element] {
        guard let values = json[key]?.array, values.count <= most else {
            throw wrong(key, "an array of at most \(most) elements")
        }
        var elements: [Element] = []
        for (index, value) in values.enumerated() {
            elements.append(try read(Members(value, at: "\(place).\(key)[\(index)]")))
        }
        return elements
    }

    func strings(_ key: String) throws(GenerationError) -> [String] {
        guard let values = json[key]?.array?.map(\.string), !values.contains(nil) else {
            throw wrong(key, "an array of strings")
        }
        return values.compactMap(\.self)
    }

    func integers(_ key: String) throws(GenerationError) -> [Int] {
        guard let values = json[key]?.array?.map(\.integer), !values.contains(nil) else {
            throw wrong(key, "an array of integers")
        }
        return values.compactMap { $0.map { Int($0) } }
    }

    func wrong(_ key: String, _ expected: String, _ found: String? = nil) -> GenerationError {
        let found = found ?? json[key].map { $0.array == nil ? $0.kind : "another array" } ?? "nothing"
        return GenerationError(
            .malformed, "expected \(expected) as \(place).\(key) but found \(found); use the receipt as it was written")
    }
}
