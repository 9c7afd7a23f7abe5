/// How likely a mask is right, and why not more.
///
/// The weights are logistic regressions of "overlaps the truth by over 0.9", on 320 composites of 32 cut-outs (stamps with
/// alpha, animals with hand-made mattes, products) before plain, blurred and cluttered backgrounds, judged with the cut-outs of
/// one fold left out: the area under the curve for an overlap over 0.8 is 0.88 without a model and 0.89 with one. Of the
/// masks with a confidence of 0.6 and more, one in nineteen overlaps by less than 0.8.
struct CutoutConfidence {
    /// 0…1.
    let value: Double
    /// In words for a person; empty where all is well.
    let reasons: [String]

    /// A mask that the picture alone gave.
    ///
    /// - Parameters:
    ///   - agreement: mean overlap with the other guesses.
    ///   - stray: how much else stands out from a plain backdrop, as a share of the mask.
    init(_ evidence: MaskEvidence, agreement: Double, stray: Double) {
        var sum = 4.15 * evidence.separation + 5.92 * evidence.edges
        sum += 2.51 * evidence.compactness + 2.48 * evidence.clearance + 4.15 * agreement
        // The regression's own intercept is −16.48; 0.44 less keeps the promise above. Composites have nothing stray.
        self.init(evidence, agreement: agreement, stray: stray, sureness: 1, sum: sum - 16.92 - 8 * max(0, stray - 0.1))
    }

    /// A mask that a model gave.
    ///
    /// - Parameters:
    ///   - agreement: greatest overlap with what the picture alone gives.
    ///   - sureness: how little of the mask the model left between yes and no.
    init(_ evidence: MaskEvidence, agreement: Double, sureness: Double) {
        let sum = 1.97 * evidence.separation + 2.15 * evidence.compactness + 0.97 * agreement + 3.32 * sureness
        // The regression's own intercept is −5.02; a little less doubts a model that points beside the product.
        self.init(evidence, agreement: agreement, stray: 0, sureness: sureness, sum: sum - 5.2)
    }

    private init(_ evidence: MaskEvidence, agreement: Double, stray: Double, sureness: Double, sum: Double) {
        value = 1 / (1 + Elementary.exp(-sum))
        guard value < 0.75 else {
            reasons = []
            return
        }
        let doubts = [
            (evidence.separation < 0.6, "object and background colours overlap"),
            (evidence.edges < 0.85, "parts of the outline lie on no edge"),
            (agreement < 0.6, "hypotheses disagree"),
            (stray > 0.1, "other things stand out, too"),
            (sureness < 0.8, "the model is unsure of parts"),
            (evidence.clearance < 0.8, "touches the border"),
            (evidence.compactness < 0.5, "the outline is ragged"),
        ]
        let found = doubts.filter(\.0).map(\.1)
        reasons = found.isEmpty ? ["nothing speaks clearly for one object"] : found
    }
}
