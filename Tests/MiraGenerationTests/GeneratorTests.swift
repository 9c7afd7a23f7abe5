import MiraGeneration
import MiraImage
import MiraTestSupport
import Synchronization
import Testing

@Suite struct GeneratorTests {
    @Test func theSameRequestGivesTheSameBytes() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        let generator = Generator(engine: FakeEngine(usesSeed: true))
        let (first, second) = (try await generator.generate(request), try await generator.generate(request))
        #expect(first.images.map(\.bytes) == second.images.map(\.bytes))
        #expect(first.images.map(\.receipt) == second.images.map(\.receipt))
    }

    @Test func eachPictureComesAgainAloneByItsSeed() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.count = 4
        let generator = Generator(engine: FakeEngine(usesSeed: true))
        let images = try await generator.generate(request).images
        #expect(images.map(\.seed) == request.imageSeeds)
        #expect(Set(images.map { sha256Hex($0.bytes) }).count == 4)
        for image in images {
            request.count = 1
            request.seed = image.seed
            let alone = try #require(try await generator.generate(request).images.first)
            #expect(alone.bytes == image.bytes)
            #expect(alone.receipt == image.receipt)
        }
    }

    @Test func aRandomSeedIsReportedAndComesAgain() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)])
        request.seed = nil
        let generator = Generator(engine: FakeEngine(usesSeed: true))
        let image = try #require(try await generator.generate(request).images.first)
        request.seed = image.receipt.seed
        #expect(try await generator.generate(request).images.first?.bytes == image.bytes)
    }

    @Test func textAloneHasToBeDrawable() async throws {
        let generator = Generator(engine: FakeEngine(isDrawable: false))
        let error = await #expect(throws: GenerationError.self) {
            try await generator.plan(GenerationRequest(prompt: "qwertz"))
        }
        #expect(error?.cause == .unrenderablePrompt && error?.parameter == "prompt")
        // With a picture there is something to show.
        _ = try await generator.plan(GenerationRequest(small: "qwertz", [try Reference(scenePicture(), .background)]))
    }

    @Test func progressRisesToItsEnd() async throws {
        let shares = Mutex<[Double]>([])
        let monitor = Monitor { share, _ in shares.withLock { $0.append(share) } }
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.count = 2
        _ = try await Generator(engine: FakeEngine()).generate(request, monitor: monitor)
        let seen = shares.withLock { $0 }
        #expect(seen.count > 6)
        #expect(seen == seen.sorted())
        #expect(seen.allSatisfy { (0...1).contains($0) })
        #expect(abs((seen.last ?? 0) - 1) < 1e-9)
    }

    @Test func cancellingTheMonitorStops() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        for moment in 0..<6 {
            let steps = Atomic<Int>(0)
            let cancellation = Cancellation()
            let monitor = Monitor(cancellation: cancellation) { _, _ in
                if steps.add(1, ordering: .relaxed).oldValue == moment { cancellation.cancel() }
            }
            let error = await #expect(throws: GenerationError.self) {
                try await Generator(engine: FakeEngine()).generate(request, monitor: monitor)
            }
            #expect(error?.cause == .cancelled)
        }
    }

    @Test func cancellingTheTaskStops() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Generator(engine: FakeEngine()).generate(request)
        }
        let error = await #expect(throws: GenerationError.self) { try await task.value }
        #expect(error?.cause == .cancelled)
    }

    @Test func refusalComesBeforeAnyWork() async throws {
        struct Refusing: Moderator {
            func review(_ request: GenerationRequest) async throws {
                throw GenerationError(.refused, "expected a harmless prompt but found another", parameter: "prompt")
            }
        }
        let request = GenerationRequest(small: "a wall", [Reference(bytes: [], name: "never read")])
        let error = await #expect(throws: GenerationError.self) {
            try await Generator(engine: FakeEngine(), moderator: Refusing()).generate(request)
        }
        #expect(error?.cause == .refused)
    }

    @Test func errorsOfTheEngineComeThrough() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)])
        let engine = FakeEngine(error: GenerationError(.unavailable, "expected an engine but found none; install it"))
        let error = await #expect(throws: GenerationError.self) {
            try await Generator(engine: engine).generate(request)
        }
        #expect(error?.cause == .unavailable)
    }

    @Test(arguments: [
        String(repeating: "e\u{301}", count: 2000), "a" + String(repeating: "\u{34F}", count: 3999), "\0",
        "\u{202E}wall",
        String(repeating: "\u{1F469}\u{200D}", count: 2000), "<x:xmpmeta>&\"'",
        String(repeating: "long ", count: 799) + "wall",
    ])
    func oddPromptsAreTaken(prompt: String) async throws {
        let request = GenerationRequest(small: prompt, [try Reference(scenePicture(), .style)])
        let image = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first)
        #expect(image.receipt.promptSHA256 == sha256Hex(Array(prompt.utf8)))
        #expect(try Receipt(JSON(parsing: image.receipt.json.bytes)) == image.receipt)
    }

    @Test func naturalWithoutLightIsSaid() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.preserve = .natural
        let notes = { (engine: FakeEngine) in try await Generator(engine: engine).generate(request).plan.notes }
        #expect(try await notes(FakeEngine()).contains { $0.contains("gave none, so they are kept exactly") })
        #expect(try await !notes(FakeEngine(gain: SIMD4(0.9, 0.9, 0.9, 1))).contains { $0.contains("gave none") })
    }

    @Test func notesOfTheEngineReachThePerson() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)])
        let generation = try await Generator(engine: FakeEngine()).generate(request)
        #expect(generation.plan.notes.contains("painted flat"))
        #expect(generation.images.first?.revisedPrompt == "a flat wall")
    }
}
