import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct VerifierTests {
    @Test(arguments: [ImageFormat.png, .jpeg, .webp])
    func anHonestReceiptHolds(format: ImageFormat) async throws {
        let made = try await Made(format: format)
        let result = try made.verified()
        #expect(result.failures == [])
        #expect(result.preservation == made.receipt.preservation)
    }

    @Test func naturalReceiptsHold() async throws {
        let made = try await Made(format: .png, preserve: .natural)
        #expect(made.receipt.preservation?.maxDifference ?? 0 > 0)
        #expect(try made.verified().holds)
    }

    @Test func anEditedPictureFails() async throws {
        let made = try await Made(format: .png)
        var picture = try Picture(decoding: made.output)
        picture[20, 30].x ^= 1
        let edited = try picture.png
        let result = try made.verified(output: edited)
        #expect(!result.holds)
        #expect(result.failures.contains { $0.contains("SHA-256") })
        #expect(result.failures.contains { $0.contains("max_difference") })

        // The forger also rewrites the receipt's description of the file.
        var forged = made.receipt
        forged.output.sha256 = sha256Hex(edited)
        forged.output.bytes = edited.count
        let second = try made.verified(output: edited, receipt: forged)
        #expect(second.failures.contains { $0.contains("expected 0 for max_difference but found 1") })

        // And its figures: then it admits the change, which `exact` forbids.
        forged.preservation = second.preservation
        let third = try made.verified(output: edited, receipt: forged)
        #expect(third.failures == ["expected every kept pixel unchanged but found differences up to 1"])
    }

    @Test func anotherOrAMissingReferenceFails() async throws {
        let made = try await Made(format: .png)
        let other = try productPicture(left: 13).png
        let result = try made.verified(references: [(name: "other.png", bytes: other)])
        #expect(result.failures.contains { $0.hasPrefix("other.png: expected a reference of the receipt") })
        #expect(result.failures.contains { $0.hasPrefix("reference 0: expected a picture with SHA-256") })
        #expect(try !made.verified(references: []).holds)

        var forged = made.receipt
        forged.references[0].sha256 = sha256Hex(other)
        let second = try made.verified(receipt: forged, references: [(name: "other.png", bytes: other)])
        #expect(!second.holds)
    }

    @Test func everyWrongFigureFails() async throws {
        let made = try await Made(format: .jpeg)
        let changes: [(String, (inout Receipt) -> Void)] = [
            ("kept_pixels", { $0.preservation?.keptPixels += 1 }),
            ("max_difference", { $0.preservation?.maxDifference -= 1 }),
            ("mean_difference", { $0.preservation?.meanDifference -= 0.01 }),
            ("delta_e2000_median", { $0.preservation?.deltaE2000Median = 0 }),
            ("delta_e2000_p95", { $0.preservation?.deltaE2000P95 -= 0.01 }),
            ("fringe", { $0.preservation?.fringe += 0.01 }),
            ("format", { $0.output.format = .webp }),
            ("bytes", { $0.output.bytes += 1 }),
            ("size", { $0.output.size.width += 1 }),
            ("picture.png", { $0.references[0].size.width += 1 }),
            ("runs that add up", { $0.preservation?.keptAreas = [KeptArea(reference: 0, runs: [0, 5])] }),
            ("runs that add up", { $0.preservation?.keptAreas = [KeptArea(reference: 0, runs: [-5, 5])] }),
            ("runs that add up", { $0.preservation?.keptAreas = [KeptArea(reference: 0, runs: [1, .max, .max])] }),
            ("index 3", { $0.preservation?.keptAreas = [KeptArea(reference: 3, runs: [3072])] }),
            ("max_difference", { $0.references[0].placement?.x += 1 }),
        ]
        for (found, change) in changes {
            var receipt = made.receipt
            change(&receipt)
            let result = try made.verified(receipt: receipt)
            #expect(result.failures.contains { $0.contains(found) }, "\(found): \(result.failures)")
        }
    }

    /// Places that no plan makes: found wrong, never a trap, never much memory.
    @Test(arguments: [
        Placement(x: -1e6, y: 0, width: 1e6, height: 1e-3), Placement(x: 0, y: 0, width: 1e6, height: 1e6),
        Placement(x: 1e6, y: 1e6, width: 1e-3, height: 1e-3),
        Placement(x: -999_950, y: -999_950, width: 1e6, height: 1e6),
    ])
    func absurdPlacesFail(place: Placement) async throws {
        let made = try await Made(format: .png)
        var receipt = made.receipt
        receipt.references[0].placement = place
        receipt = try Receipt(receipt.json)
        #expect(try !made.verified(receipt: receipt).holds)
    }

    @Test func somethingThatIsNoPictureFails() async throws {
        let made = try await Made(format: .png)
        let result = try made.verified(output: Array("no picture".utf8))
        #expect(result.failures.contains { $0.hasPrefix("the picture: ") })
    }

    @Test func nothingKeptHasNothingToMeasure() async throws {
        let image = try #require(
            try await Generator(engine: FakeEngine()).generate(
                GenerationRequest(small: "a wall", [try Reference(scenePicture(), .background)])
            ).images.first)
        #expect(image.receipt.preservation == nil)
        let bytes = try scenePicture().png
        let result = try Verifier.verify(
            output: image.bytes, receipt: image.receipt, references: [(name: "a", bytes: bytes)])
        #expect(result.holds && result.preservation == nil)
    }

    @Test func cancelledVerificationStops() async throws {
        let made = try await Made(format: .png)
        let monitor = Monitor.silent
        monitor.cancellation.cancel()
        let error = #expect(throws: GenerationError.self) {
            try Verifier.verify(
                output: made.output, receipt: made.receipt, references: made.references, monitor: monitor)
        }
        #expect(error?.cause == .cancelled)
    }
}

/// A picture with its receipt, read again from its JSON.
private struct Made {
    let output: [UInt8]
    let receipt: Receipt
    let references: [(name: String, bytes: [UInt8])]

    init(format: ImageFormat, preserve: Preserve = .exact) async throws {
        let reference = try Reference(productPicture(), .product)
        var request = GenerationRequest(small: "a wall", [reference])
        request.outputFormat = format
        request.preserve = preserve
        let engine = FakeEngine(gain: SIMD4(0.9, 0.95, 0.9, 1))
        let image = try #require(try await Generator(engine: engine).generate(request).images.first)
        output = image.bytes
        receipt = try #require(try Receipt.receipts(in: image.receipt.json.bytes).first)
        references = [(name: reference.name, bytes: reference.bytes)]
    }

    func verified(
        output: [UInt8]? = nil, receipt: Receipt? = nil, references: [(name: String, bytes: [UInt8])]? = nil
    ) throws -> Verification {
        try Verifier.verify(
            output: output ?? self.output, receipt: receipt ?? self.receipt, references: references ?? self.references)
    }
}
