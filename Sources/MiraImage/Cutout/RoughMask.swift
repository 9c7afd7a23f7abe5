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
                            .resampled(to: hypotheses.picture.size)
                    }
                    return try hypotheses.mask(kinds[index - 1], monitor: monitor)
                })
        }
        let masks = try results.all.map { (result) throws(ImageError) in try result.get() }
        let guesses = zip(kinds, masks.dropFirst()).compactMap { kind, mask in mask.map { (kind, $0) } }
        guard let model, let saliency = masks[0] else { return try best(of: guesses, hypotheses) }
        return try confirmed(saliency, by: guesses, hypotheses, model)
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

    private static func best(of guesses: [Guess], _ hypotheses: Hypotheses) throws(ImageError) -> RoughMask {
        let plainness = hypotheses.backdrop.inliers > 0.97 ? 0.8 : hypotheses.backdrop.inliers < 0.9 ? -0.8 : 0
        let scored = guesses.map { guess in
            let evidence = MaskEvidence(of: guess.mask, lab: hypotheses.lab)
            let agreement = agreement(of: guess, with: guesses)
            let score =
                2 * evidence.separation + evidence.compactness + evidence.clearance + 0.5 * evidence.centrality
                + 0.5 * evidence.extent + agreement + (guess.kind == .backdrop ? plainness : 0)
            return (guess: guess, evidence: evidence, agreement: agreement, score: score)
        }
        guard let best = scored.max(by: { $0.score < $1.score }) else {
            throw nothing(["nothing stands out from the background"])
        }
        let e = best.evidence
        let confidence = sigmoid(
            6 * (e.separation - 0.6) + 4 * (best.agreement - 0.7) + 3 * (e.compactness - 0.7) + 2 * (e.clearance - 0.9))
        return RoughMask(
            mask: best.guess.mask, doubtful: Mask(size: best.guess.mask.size), confidence: confidence, method: .studio,
            reasons: reasons(e, best.agreement, confidence))
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
        let mask = saliency.keepingParts(atLeast: Hypotheses.leastPart)
        let doubtful = saliency.map { (51...204).contains($0) }
        let evidence = MaskEvidence(of: mask, lab: hypotheses.lab)
        let agreement = guesses.map { $0.mask.overlap(with: mask) }.max() ?? 0
        let sure = 1 - min(1, Double(doubtful.area) / Double(max(1, mask.area)))
        let confidence = sigmoid(
            4 * (evidence.separation - 0.4) + 3 * (agreement - 0.5) + 4 * (sure - 0.7) + 2 * (evidence.clearance - 0.9))
        return RoughMask(
            mask: mask, doubtful: doubtful, confidence: confidence,
            method: .model(name: model.name, sha256: model.sha256), reasons: reasons(evidence, agreement, confidence))
    }

    // MARK: Words

    private static func reasons(_ evidence: MaskEvidence, _ agreement: Double, _ confidence: Double) -> [String] {
        guard confidence < 0.9 else { return [] }
        var reasons: [String] = []
        if evidence.separation < 0.6 { reasons.append("object and background colours overlap") }
        if agreement < 0.6 { reasons.append("hypotheses disagree") }
        if evidence.clearance < 0.8 { reasons.append("touches the border") }
        if evidence.compactness < 0.4 { reasons.append("the outline is ragged") }
        if reasons.isEmpty, confidence < 0.6 { reasons.append("nothing speaks clearly for one object") }
        return reasons
    }

    private static func sigmoid(_ x: Double) -> Double { 1 / (1 + Elementary.exp(-x)) }
}

/// Results of parallel work, one place each.
private final class Results: Sendable {
    private let places: Mutex<[Result<Mask?, ImageError>]>

    init(count: Int) { places = Mutex(Array(repeating: .success(nil), count: count)) }

    func set(_ index: Int, _ result: Result<Mask?, ImageError>) { places.withLock { $0[index] = result } }

    var all: [Result<Mask?, ImageError>] { places.withLock { $0 } }
}
