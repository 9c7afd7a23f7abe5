import Synchronization

/// Where the product is, roughly: found at working size, before edges are worked out.
struct RoughMask {
    /// 255 = product, 0 = not.
    var mask: Mask
    /// 255 = nobody knows: matting decides.
    var doubtful: Mask
    var confidence: Double
    var method: Cutout.Method
    var reasons: [String]
}

extension RoughMask {
    /// Looks for the product in `picture`, with the model where one is given and wanted, else by the picture alone.
    ///
    /// Both run at the same time: what the picture alone says is the check of the model.
    ///
    /// - Throws: `.unusable` where nothing is found, `.unavailable` where a demanded model is not there, `.cancelled`.
    static func find(
        in picture: Picture, finder: CutoutOptions.Finder, model: (any SaliencyModel)?, monitor: Monitor
    ) throws(ImageError) -> RoughMask {
        guard min(picture.width, picture.height) >= 8 else {
            throw nothing(["a picture of \(picture.size) has no room for a product and a background"])
        }
        if finder == .model, model == nil {
            throw ImageError(
                .unavailable,
                "expected a cut-out model but none is installed; run make setup-models, or cut out without")
        }
        let model = finder == .studio ? nil : model
        let hypotheses = Hypotheses(try picture.resampled(to: workingSize(of: picture.size), light: .gamma))
        let kinds = Hypotheses.Kind.allCases

        // The model first: it takes longest.
        let results = Results(count: kinds.count + 1)
        Parallel.forEach(kinds.count + 1) { index in
            results.set(
                index,
                Result { () throws(ImageError) in
                    guard index > 0 else {
                        return try model?.saliency(of: picture, monitor: monitor)
                    }
                    return try hypotheses.mask(kinds[index - 1], monitor: monitor)
                })
        }
        let found = results.all
        var guesses: [Guess] = []
        for (kind, result) in zip(kinds, found.dropFirst()) {
            if let mask = try result.get() { guesses.append((kind, mask)) }
        }
        do throws(ImageError) {
            if let model, let saliency = try found[0].get() {
                return try confirmed(saliency, by: guesses, hypotheses, model)
            }
        } catch {
            // A model that can't be used is none, and that is said.
            guard error.cause == .unavailable, finder == .auto else { throw error }
            var rough = try best(of: guesses, hypotheses)
            rough.reasons.append(error.message)
            return rough
        }
        return try best(of: guesses, hypotheses)
    }

    /// The picture's size, brought to the working side; small pictures stay as they are.
    private static func workingSize(of size: PixelSize) -> PixelSize {
        let scale = min(1, Double(Hypotheses.workingSide) / Double(max(size.width, size.height)))
        return PixelSize(
            width: max(8, Int((Double(size.width) * scale).rounded())),
            height: max(8, Int((Double(size.height) * scale).rounded())))
    }

    static func nothing(_ reasons: [String]) -> ImageError {
        ImageError(
            .unusable,
            "expected a product that can be cut out but found none (\(reasons.joined(separator: "; "))); "
                + "give its outline with --matte")
    }

    // MARK: The picture alone

    private typealias Guess = (kind: Hypotheses.Kind, mask: Mask)

    /// The guess that is most likely right; one that holds it and more, and is nearly as likely, comes first: half a
    /// product stands out better than the whole.
    private static func best(of guesses: [Guess], _ hypotheses: Hypotheses) throws(ImageError) -> RoughMask {
        let judged = guesses.map { guess in
            let confidence = CutoutConfidence(
                MaskEvidence(of: guess.mask, lab: hypotheses.lab), agreement: agreement(of: guess, with: guesses),
                stray: hypotheses.stray(outside: guess.mask))
            return (mask: guess.mask, confidence: confidence)
        }
        guard let likeliest = judged.max(by: { $0.confidence.value < $1.confidence.value }) else {
            throw nothing(["nothing stands out from the background"])
        }
        let wider = judged.filter {
            $0.confidence.value >= 0.85 * likeliest.confidence.value && $0.mask.area * 50 > likeliest.mask.area * 51
                && $0.mask.covered(of: likeliest.mask) >= 0.95
        }
        let best = wider.max { $0.confidence.value < $1.confidence.value } ?? likeliest
        return RoughMask(
            mask: best.mask, doubtful: Mask(size: best.mask.size), confidence: best.confidence.value, method: .studio,
            reasons: best.confidence.reasons)
    }

    private static func agreement(of guess: Guess, with guesses: [Guess]) -> Double {
        let others = guesses.filter { $0.kind != guess.kind }
        return others.isEmpty ? 0 : others.reduce(0) { $0 + $1.mask.overlap(with: guess.mask) } / Double(others.count)
    }

    // MARK: The model

    private static func confirmed(
        _ saliency: Mask, by guesses: [Guess], _ hypotheses: Hypotheses, _ model: any SaliencyModel
    ) throws(ImageError) -> RoughMask {
        guard saliency.area * 500 > saliency.size.area else {
            throw nothing(["nothing stands out from the background"])
        }
        // What the model only suspects may be the stem of what it knows.
        let mask = saliency.keepingParts(atLeast: Hypotheses.leastPart, connectedFrom: 51)
        let doubtful = mask.map { (51...204).contains($0) ? 255 : 0 }
        let working = try mask.resampled(to: hypotheses.picture.size)
        let evidence = MaskEvidence(of: working, lab: hypotheses.lab)
        let agreement = guesses.map { $0.mask.overlap(with: working) }.max() ?? 0
        let doubt = Double(doubtful.area) / Double(max(1, mask.area))
        let confidence = CutoutConfidence(evidence, agreement: agreement, sureness: max(0, 1 - 2 * doubt))
        return RoughMask(
            mask: mask, doubtful: doubtful, confidence: confidence.value,
            method: .model(name: model.name, sha256: model.sha256), reasons: confidence.reasons)
    }
}

/// Results of parallel work, one place each.
private final class Results: Sendable {
    private let places: Mutex<[Result<Mask?, ImageError>]>

    init(count: Int) { places = Mutex(Array(repeating: .success(nil), count: count)) }

    func set(_ index: Int, _ result: Result<Mask?, ImageError>) { places.withLock { $0[index] = result } }

    var all: [Result<Mask?, ImageError>] { places.withLock { $0 } }
}
