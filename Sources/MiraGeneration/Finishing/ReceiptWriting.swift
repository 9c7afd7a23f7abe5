import MiraImage

extension Receipt {
    /// The receipt as JSON: the members of the HTTP contract's receipt in its order, and `preservation.kept_mask`, which lists
    /// for each reference the run lengths of its kept pixels (`KeptArea`).
    public var json: JSON {
        [
            "engine": .string(engine), "version": .string(version), "seed": .integer(Int64(clamping: seed)),
            "size": .string(size.description), "quality": .string(quality.rawValue),
            "preserve": .string(preserve.rawValue), "prompt_sha256": .string(promptSHA256),
            "models": .array(models.map { ["name": .string($0.name), "sha256": .string($0.sha256)] }),
            "references": .array(references.map(\.json)),
            "unknown": .array(unknown.map { .string($0) }),
            "undrawn": .array(undrawn.map { ["concept": .string($0.concept), "reason": .string($0.reason)] }),
            "output": [
                "sha256": .string(output.sha256), "bytes": JSON(output.bytes), "width": JSON(output.size.width),
                "height": JSON(output.size.height), "format": .string(output.format.rawValue),
            ],
            "preservation": preservation?.json ?? .null,
        ]
    }
}

extension Receipt.ReferenceUse {
    fileprivate var json: JSON {
        [
            "index": JSON(index), "role": .string(role.rawValue), "weight": .number(weight), "use": .string(use),
            "sha256": .string(sha256), "width": JSON(size.width), "height": JSON(size.height),
            "placement": placement?.json(source: size) ?? .null,
        ]
    }
}

extension Preservation {
    fileprivate var json: JSON {
        [
            "kept_pixels": JSON(keptPixels), "max_difference": JSON(maxDifference),
            "mean_difference": .number(meanDifference), "delta_e2000_median": .number(deltaE2000Median),
            "delta_e2000_p95": .number(deltaE2000P95), "fringe": .number(fringe),
            "kept_mask": .array(
                keptAreas.map { ["index": JSON($0.reference), "runs": .array($0.runs.map { JSON($0) })] }),
        ]
    }
}
