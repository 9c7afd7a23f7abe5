import MiraImage

extension GenerationRequest {
    /// Unicode scalars of a trimmed prompt.
    public static let promptLengths = 1...4000
    /// Pictures of one request.
    public static let counts = 1...4
    /// References of one request.
    public static let maxReferences = 4
    /// Integers that a `Double` holds exactly, so that every JSON reader gets the seed that was meant.
    public static let seeds: ClosedRange<UInt64> = 0...(1 << 53 - 1)

    /// The request with its prompt trimmed and its seed chosen, every field within its range.
    ///
    /// - Throws: `.invalidValue` with the field at fault; pictures are not looked at.
    public func validated() throws(GenerationError) -> GenerationRequest {
        var request = self
        request.prompt = prompt.trimmed
        let length = request.prompt.unicodeScalars.count
        guard Self.promptLengths.contains(length) else {
            let found = length == 0 ? "an empty prompt" : "\(length)"
            let advice = length == 0 ? "say what the picture shows" : "shorten it"
            throw Self.invalid("prompt", "a prompt of 1 to 4000 characters", found, advice)
        }
        if case .fixed(let size) = size, !OutputSize.offered.contains(size) {
            let sizes = OutputSize.offered.map(\.description).joined(separator: ", ")
            throw Self.invalid("size", "one of \(sizes), auto or source for size", "\(size)", "choose one of these")
        }
        if size == .source, references.isEmpty {
            throw Self.invalid(
                "size", "a reference whose size to take", "none", "add a reference or choose another size")
        }
        guard Self.counts.contains(count) else {
            throw Self.invalid("n", "1 to 4 pictures for n", "\(count)", "ask for fewer at a time")
        }
        if let seed, !Self.seeds.contains(seed) {
            throw Self.invalid("seed", "a seed from 0 to \(Self.seeds.upperBound)", "\(seed)", "choose a smaller one")
        }
        // 32 bits are enough to differ and short enough to type.
        request.seed = seed ?? UInt64(UInt32.random(in: 0 ... .max))
        guard (0...100).contains(outputQuality) else {
            throw Self.invalid("output_compression", "0 to 100 for output_compression", "\(outputQuality)", "use 90")
        }
        try checkReferences()
        try checkPlacement()
        return request
    }

    /// The seeds of the pictures: the first is the request's, each further one its own, derived from it.
    ///
    /// A picture depends on its own seed alone, so each comes again by it with `count` 1.
    public var imageSeeds: [UInt64] {
        let first = seed ?? 0
        var seeds = [first]
        var step: UInt64 = 0
        while seeds.count < count {
            step &+= 1
            let next = Self.mixed(first &+ step &* 0x9E37_79B9_7F4A_7C15) & Self.seeds.upperBound
            if !seeds.contains(next) { seeds.append(next) }
        }
        return seeds
    }

    private func checkReferences() throws(GenerationError) {
        guard references.count <= Self.maxReferences else {
            throw Self.invalid(
                "reference_images", "at most 4 reference pictures", "\(references.count)", "leave some out")
        }
        for reference in references where !(0...1).contains(reference.weight) {
            throw Self.invalid(
                reference.name, "a weight from 0 to 1 for \(reference.name)", "\(reference.weight)", "use 1")
        }
        let backgrounds = references.count { $0.role == .background }
        guard backgrounds <= 1 else {
            throw Self.invalid(
                "reference_images", "at most one background", "\(backgrounds)", "choose one")
        }
        if mask != nil, references.isEmpty {
            throw Self.invalid("mask", "a reference that the mask belongs to", "none", "add the picture to edit")
        }
        if mask != nil, references.first?.role == .style {
            throw Self.invalid(
                "mask", "a first reference to edit", "a style", "put the picture that the mask belongs to first")
        }
    }

    private func checkPlacement() throws(GenerationError) {
        for (name, value) in [("at", basePoint?.x), ("at", basePoint?.y), ("horizon", horizon)] {
            if let value, !(0...1).contains(value) {
                throw Self.invalid(
                    name, "fractions from 0 to 1 for \(name)", "\(value)", "give a part of the output's side")
            }
        }
        if let productHeight, !(productHeight >= 0.01 && productHeight <= 1) {
            throw Self.invalid(
                "scale", "a height from 0.01 to 1 for scale", "\(productHeight)", "give a part of the output's height")
        }
        guard transparentBackground else { return }
        if outputFormat == .jpeg {
            throw Self.invalid("background", "png or webp for a transparent background", "jpeg", "choose png")
        }
        if references.isEmpty {
            throw Self.invalid(
                "background", "a product to show on a transparent background", "no reference", "add its picture")
        }
    }

    private static func invalid(
        _ parameter: String, _ expected: String, _ found: String, _ advice: String
    ) -> GenerationError {
        GenerationError(.invalidValue, "expected \(expected) but found \(found); \(advice)", parameter: parameter)
    }

    /// SplitMix64's finaliser: every bit of the seed changes about half of the result's.
    private static func mixed(_ seed: UInt64) -> UInt64 {
        var bits = (seed ^ (seed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
