public import MiraImage

/// What became of checking a receipt.
public struct Verification: Sendable {
    /// The figures as found; nil where nothing is kept, or where they could not be measured.
    public var preservation: Preservation?
    /// What does not hold, one line each; empty when all does.
    public var failures: [String]

    /// Whether everything that the receipt says of the pictures is true.
    public var holds: Bool { failures.isEmpty }
}

/// Checks a receipt against the pictures alone: hashes, sizes, and the preservation figures computed anew. It shares the decoder and
/// the resampler with what made the picture, and nothing else.
public enum Verifier {
    /// - Parameters:
    ///   - output: the picture, encoded.
    ///   - references: the reference pictures, encoded, in any order, and how messages call them.
    /// - Throws: `.cancelled`.
    public static func verify(
        output: [UInt8], receipt: Receipt, references: [(name: String, bytes: [UInt8])], limits: Limits = Limits(),
        monitor: Monitor = .silent
    ) throws(GenerationError) -> Verification {
        var check = ReceiptCheck(receipt: receipt, limits: limits)
        do {
            try monitor.advance(to: 0, "hashing")
            check.hashes(output: output, references: references)
            try monitor.advance(to: 0.2, "decoding")
            let preservation = try check.measured(output: output, references: references, monitor: monitor)
            if let preservation { check.figures(preservation) }
            try monitor.advance(to: 1, "done")
            return Verification(preservation: preservation, failures: check.failures)
        } catch {
            throw GenerationError(error)
        }
    }
}

/// One run of the verifier: collects what does not hold.
private struct ReceiptCheck {
    let receipt: Receipt
    let limits: Limits
    var failures: [String] = []

    mutating func hashes(output: [UInt8], references: [(name: String, bytes: [UInt8])]) {
        expect("the picture's SHA-256", receipt.output.sha256, sha256Hex(output))
        expect("the picture's bytes", receipt.output.bytes, output.count)
        expect("the receipt's size and its output's", receipt.size, receipt.output.size)
        let stated = Set(receipt.references.map(\.sha256))
        let given = Set(references.map { sha256Hex($0.bytes) })
        for reference in references where !stated.contains(sha256Hex(reference.bytes)) {
            failures.append("\(reference.name): expected a reference of the receipt but found another picture")
        }
        for reference in receipt.references where !given.contains(reference.sha256) {
            failures.append(
                "reference \(reference.index): expected a picture with SHA-256 \(reference.sha256) but found none; give it with -r"
            )
        }
    }

    /// The figures, or nil where nothing is kept or something that they need is wrong (and noted).
    mutating func measured(
        output bytes: [UInt8], references: [(name: String, bytes: [UInt8])], monitor: Monitor
    ) throws(ImageError) -> Preservation? {
        guard let output = decoded(bytes, "the picture") else { return nil }
        expect("the picture's size", receipt.output.size, output.size)
        if let format = try? ImageDecoder.info(of: bytes, limits: limits).format {
            expect("the picture's format", receipt.output.format.rawValue, format.rawValue)
        }
        guard let stated = receipt.preservation, output.size == receipt.output.size else { return nil }
        var parts: [KeptPart] = []
        for area in stated.keptAreas {
            guard let use = receipt.references.first(where: { $0.index == area.reference }), let place = use.placement
            else {
                failures.append("kept_mask: expected a placed reference but found none with index \(area.reference)")
                return nil
            }
            guard let flags = area.flags(count: output.size.area) else {
                failures.append("kept_mask: expected runs that add up to \(output.size.area) pixels but found others")
                return nil
            }
            guard let file = references.first(where: { sha256Hex($0.bytes) == use.sha256 }),
                let picture = decoded(file.bytes, file.name)
            else { return nil }
            expect("the size of \(file.name)", use.size, picture.size)
            try monitor.advance(to: 0.5, "placing")
            guard let original = try placed(picture, place, on: output.size, file.name, monitor) else { return nil }
            parts.append(KeptPart(area: area, flags: flags, original: original))
        }
        try monitor.advance(to: 0.8, "measuring")
        return Preservation.measured(of: output, against: parts)
    }

    mutating func figures(_ found: Preservation) {
        guard let stated = receipt.preservation else { return }
        expect("kept_pixels", stated.keptPixels, found.keptPixels)
        expect("max_difference", stated.maxDifference, found.maxDifference)
        expect("mean_difference", stated.meanDifference, found.meanDifference)
        expect("delta_e2000_median", stated.deltaE2000Median, found.deltaE2000Median)
        expect("delta_e2000_p95", stated.deltaE2000P95, found.deltaE2000P95)
        expect("fringe", stated.fringe, found.fringe)
        if receipt.preserve == .exact, receipt.output.format == .png, found.maxDifference > 0 {
            failures.append("expected every kept pixel unchanged but found differences up to \(found.maxDifference)")
        }
    }

    private mutating func placed(
        _ picture: Picture, _ place: Placement, on canvas: PixelSize, _ name: String, _ monitor: Monitor
    ) throws(ImageError) -> Picture? {
        do {
            return try picture.placed(place, on: canvas, monitor: monitor)
        } catch {
            guard error.cause == .invalidArgument else { throw error }
            failures.append("\(name): \(error.message)")
            return nil
        }
    }

    private mutating func decoded(_ bytes: [UInt8], _ name: String) -> Picture? {
        do {
            return try Picture(decoding: bytes, limits: limits)
        } catch {
            failures.append("\(name): \(error.message)")
            return nil
        }
    }

    private mutating func expect<Value: Equatable & CustomStringConvertible>(
        _ what: String, _ stated: Value, _ found: Value
    ) {
        if stated != found { failures.append("expected \(stated) for \(what) but found \(found)") }
    }

    /// Figures are rounded to four decimals, and the last may differ between machines.
    private mutating func expect(_ what: String, _ stated: Double, _ found: Double) {
        if abs(stated - found) > 0.002 { failures.append("expected \(stated) for \(what) but found \(found)") }
    }
}
