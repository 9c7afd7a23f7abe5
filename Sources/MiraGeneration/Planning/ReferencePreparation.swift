import MiraImage

/// Decodes the references, works out their roles and cuts out what is placed.
struct ReferencePreparation {
    let request: GenerationRequest
    let saliency: (any SaliencyModel)?
    let limits: Limits

    /// The references of the request in order, with warnings for a person.
    ///
    /// - Throws: `.invalidImage`, `.unusableReference` with the reference at fault, `.unavailable`, `.cancelled`.
    func references(
        monitor: Monitor
    ) throws(GenerationError) -> (references: [PreparedReference], warnings: [String]) {
        var decoded: [Picture] = []
        for reference in request.references { decoded.append(try picture(of: reference)) }
        var evidence: [RoleEvidence] = []
        for (index, reference) in request.references.enumerated() {
            evidence.append(
                RoleEvidence(
                    stated: reference.role, hasAlpha: decoded[index].hasVisibleTransparency,
                    isMasked: index == 0 && request.mask != nil, cutoutConfidence: nil))
        }
        for (step, index) in RoleEvidence.undecided(evidence).enumerated() {
            let part = monitor.part(0.05 * Double(step)...0.05 * Double(step + 1))
            evidence[index].cutoutConfidence = try confidence(of: request.references[index], decoded[index], part)
        }
        var prepared: [PreparedReference] = []
        var warnings: [String] = []
        for (index, found) in workOutRoles(evidence).enumerated() {
            let reference = request.references[index]
            var item = PreparedReference(
                index: index, role: found.role, roleReason: found.reason, weight: reference.weight,
                name: reference.name, picture: decoded[index], cutout: nil, sha256: sha256Hex(reference.bytes))
            if [.product, .identity].contains(item.role), !evidence[index].isMasked {
                let share = 0.8 / Double(decoded.count)
                let part = monitor.part(0.2 + share * Double(index)...0.2 + share * Double(index + 1))
                let cutout = try self.cutout(of: decoded[index], reference, monitor: part)
                if cutout.confidence < CutoutTrust.good { warnings.append(warning(cutout, reference)) }
                item.cutout = cutout
            }
            prepared.append(item)
        }
        return (prepared, warnings)
    }

    private func picture(of reference: Reference) throws(GenerationError) -> Picture {
        do {
            return try Picture(decoding: reference.bytes, limits: limits)
        } catch {
            throw GenerationError(error, of: reference.name)
        }
    }

    /// How surely an object stands out, by a quick look.
    private func confidence(
        of reference: Reference, _ picture: Picture, _ monitor: Monitor
    ) throws(GenerationError) -> Double {
        var options = CutoutOptions()
        options.finder = request.cutout
        options.edge = .quick
        do {
            let small = try picture.shrunk(toLongestSide: 400)
            return try small.cutOut(options: options, model: saliency, monitor: monitor).confidence
        } catch {
            guard error.cause == .unusable else { throw GenerationError(error, of: reference.name) }
            return 0
        }
    }

    private func cutout(
        of picture: Picture, _ reference: Reference, monitor: Monitor
    ) throws(GenerationError) -> Cutout {
        let cutout: Cutout
        do {
            let working = try picture.shrunk(toLongestSide: workingSide(picture.size))
            var options = CutoutOptions()
            options.finder = request.cutout
            options.edge = request.quality == .low ? .quick : .fine
            options.matte = try matte(of: reference, picture.size)?.resampled(to: working.size)
            cutout = try working.cutOut(options: options, model: saliency, monitor: monitor)
        } catch let error as GenerationError {
            throw error
        } catch let error as ImageError {
            throw GenerationError(error, of: reference.name, advice: Self.advice)
        } catch {
            throw GenerationError(.fault, "expected a cut-out but found \(error); please report it")
        }
        guard cutout.confidence >= CutoutTrust.usable else {
            let reasons = cutout.reasons.joined(separator: ", ")
            throw GenerationError(
                .unusableReference,
                "\(reference.name): expected a product that can be cut out but found confidence "
                    + "\(cutout.confidence.rounded(to: 2)) (\(reasons)); \(Self.advice)",
                parameter: reference.name)
        }
        return cutout
    }

    private static let advice = "give its matte (--matte), or a picture on a plain background"

    /// The longest side at which edges are worked out: about twice what the product will have in the output.
    private func workingSide(_ size: PixelSize) -> Int {
        let side =
            switch request.quality {
            case .low: 1024
            case .medium: 1536
            case .high: 2048
            }
        // With its own size a product may keep its own scale: edges are then worked out pixel by pixel, within reason.
        return request.size == .source ? max(side, min(4096, max(size.width, size.height))) : side
    }

    private func matte(of reference: Reference, _ size: PixelSize) throws(GenerationError) -> Mask? {
        guard let bytes = reference.matte else { return nil }
        let name = "the matte of \(reference.name)"
        let picture: Picture
        do {
            picture = try Picture(decoding: bytes, limits: limits)
        } catch {
            throw GenerationError(error, of: name, parameter: "matte")
        }
        guard picture.size == size else {
            throw GenerationError(
                .invalidValue,
                "expected \(name) to have its size, \(size), but found \(picture.size); make it the same size",
                parameter: "matte")
        }
        return Mask(drawnBy: picture)
    }

    private func warning(_ cutout: Cutout, _ reference: Reference) -> String {
        let reasons = cutout.reasons.isEmpty ? "" : ": " + cutout.reasons.joined(separator: ", ")
        return "\(reference.name): the cut-out may be wrong, confidence \(cutout.confidence.rounded(to: 2))\(reasons); "
            + "look at its edges, or give its matte (--matte)"
    }
}

extension Picture {
    /// Whether more than 0.5 % of the pixels have an alpha under 250.
    fileprivate var hasVisibleTransparency: Bool {
        let pixels = grid.pixels
        var count = 0
        for index in pixels.indices where pixels[index].w < 250 { count += 1 }
        return count * 200 > size.area
    }

    /// The picture with its longest side at most `side`.
    fileprivate func shrunk(toLongestSide side: Int) throws(ImageError) -> Picture {
        max(width, height) > side ? try resampled(to: size.fitting(longestSide: side)) : self
    }
}

extension Double {
    /// Rounded to so many decimals.
    func rounded(to decimals: Int) -> Double {
        var unit = 1.0
        for _ in 0..<decimals { unit *= 10 }
        return (self * unit).rounded() / unit
    }
}
