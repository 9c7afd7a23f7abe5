import Glibc
import MiraGeneration
import MiraImage

/// The answer of the HTTP contract, with `path` in place of `url`.
func answer(_ generation: Generation, to request: GenerationRequest, paths: [String]) -> JSON {
    let receipts = generation.images.map(\.receipt)
    let engine = receipts.first.map { "\($0.engine)/\($0.version)" }
    return [
        "created": JSON(time(nil)),
        "data": .array(
            zip(generation.images, paths).map { image, path in
                ["path": .string(path), "revised_prompt": .string(image.revisedPrompt)]
            }),
        "background": .string(generation.plan.transparentBackground ? "transparent" : "opaque"),
        "output_format": .string(request.outputFormat.rawValue),
        "quality": .string(generation.plan.quality.rawValue),
        "size": .string(generation.plan.size.description),
        "usage": [
            "input_tokens": 0, "input_tokens_details": ["image_tokens": 0, "text_tokens": 0], "output_tokens": 0,
            "total_tokens": 0,
        ],
        "mira": [
            "engine": JSON(engine), "seed": JSON(receipts.first.map { Int($0.seed) } ?? 0),
            "receipts": .array(receipts.map(\.json)),
        ],
    ]
}

/// What the person who asked should know, one line each: roles that were worked out, assumptions, words without meaning, things that
/// are not drawn.
func remarks(on generation: Generation) -> [String] {
    remarks(generation.plan) + remarks(generation.understanding)
}

private func remarks(_ plan: Plan) -> [String] {
    let roles = plan.references.compactMap { item in
        item.roleReason.map { "\(item.name) is used as the \(item.role.rawValue): \($0)" }
    }
    return roles + plan.notes
}

private func remarks(_ understanding: Understanding) -> [String] {
    var lines: [String] = []
    if !understanding.unknown.isEmpty {
        lines.append("not understood: \(understanding.unknown.joined(separator: ", "))")
    }
    return lines + understanding.undrawn.map { "not drawn: \($0.concept) (\($0.reason))" }
}

/// The plan and what the engine understood, for people.
func explanationText(_ plan: Plan, _ understanding: Understanding) -> String {
    var lines = plan.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.append("drawn       \(understanding.isDrawable ? understanding.revisedPrompt : "nothing that is known")")
    if !understanding.unknown.isEmpty {
        lines.append("unknown     \(understanding.unknown.joined(separator: ", "))")
    }
    lines += understanding.undrawn.map { "not drawn   \($0.concept): \($0.reason)" }
    return lines.map(\.onOneLine).joined(separator: "\n")
}

/// The plan and what the engine understood, for programs.
func explanation(_ plan: Plan, _ understanding: Understanding) -> JSON {
    [
        "plan": plan.json, "revised_prompt": .string(understanding.revisedPrompt),
        "unknown": .array(understanding.unknown.map { .string($0) }),
        "undrawn": .array(
            understanding.undrawn.map { ["concept": .string($0.concept), "reason": .string($0.reason)] }),
    ]
}
