import MiraGeneration
import MiraImage
import Testing

@Suite struct RequestValidationTests {
    @Test func trimsThePromptAndChoosesASeed() throws {
        let request = try GenerationRequest(prompt: "\u{3000}\n a wall\u{2028}").validated()
        #expect(request.prompt == "a wall")
        #expect(request.seed.map(GenerationRequest.seeds.contains) == true)
    }

    @Test func promptsAreCountedInScalars() throws {
        _ = try GenerationRequest(prompt: String(repeating: "\u{1F469}", count: 4000)).validated()
        // One character as Swift sees it, 4000 scalars.
        _ = try GenerationRequest(prompt: "e" + String(repeating: "\u{301}", count: 3999)).validated()
        expectInvalid("prompt", "4001") { $0.prompt = "e" + String(repeating: "\u{301}", count: 4000) }
    }

    @Test(arguments: ["", " ", "\n\t\u{A0}\u{3000}"])
    func emptyPromptsAreRefused(prompt: String) {
        expectInvalid("prompt", "an empty prompt") { $0.prompt = prompt }
    }

    @Test func fieldsOutOfRangeAreNamed() {
        expectInvalid("size", "10x10") { $0.size = .fixed(PixelSize(width: 10, height: 10)) }
        expectInvalid("size", "none") { $0.size = .source }
        expectInvalid("n", "0") { $0.count = 0 }
        expectInvalid("n", "5") { $0.count = 5 }
        expectInvalid("seed", "9007199254740992") { $0.seed = 1 << 53 }
        expectInvalid("output_compression", "101") { $0.outputQuality = 101 }
        expectInvalid("reference_images", "5") { $0.references = Self.references(5) }
        expectInvalid("r0", "nan") { $0.references = [Reference(bytes: [], weight: .nan, name: "r0")] }
        expectInvalid("r0", "1.5") { $0.references = [Reference(bytes: [], weight: 1.5, name: "r0")] }
        expectInvalid("reference_images", "2") { $0.references = Self.references(2, role: .background) }
        expectInvalid("mask", "none") { $0.mask = [] }
        expectInvalid("mask", "a style") {
            $0.references = Self.references(1, role: .style)
            $0.mask = []
        }
        expectInvalid("at", "1.5") { $0.basePoint = (x: 0.5, y: 1.5) }
        expectInvalid("at", "nan") { $0.basePoint = (x: .nan, y: 0.5) }
        expectInvalid("horizon", "-0.1") { $0.horizon = -0.1 }
        expectInvalid("scale", "0.0") { $0.productHeight = 0 }
        expectInvalid("scale", "inf") { $0.productHeight = .infinity }
        expectInvalid("background", "no reference") { $0.transparentBackground = true }
        expectInvalid("background", "jpeg") {
            $0.references = Self.references(1)
            $0.transparentBackground = true
            $0.outputFormat = .jpeg
        }
    }

    @Test func limitsThemselvesAreAllowed() throws {
        var request = GenerationRequest(prompt: String(repeating: "a", count: 4000))
        request.count = 4
        request.seed = 1 << 53 - 1
        request.references = Self.references(4)
        request.references[3].weight = 0
        request.basePoint = (x: 0, y: 1)
        request.horizon = 1
        request.productHeight = 1
        request.outputQuality = 0
        _ = try request.validated()
    }

    @Test func seedsDifferAndStartWithTheRequests() {
        for seed in [0, 1, 7, 1 << 53 - 1] as [UInt64] {
            var request = GenerationRequest(prompt: "a wall")
            request.seed = seed
            request.count = 4
            #expect(request.imageSeeds.first == seed)
            #expect(Set(request.imageSeeds).count == 4)
            #expect(request.imageSeeds.allSatisfy(GenerationRequest.seeds.contains))
            request.count = 2
            #expect(request.imageSeeds.count == 2)
        }
    }

    private static func references(_ count: Int, role: ReferenceRole? = nil) -> [Reference] {
        (0..<count).map { Reference(bytes: [], role: role, name: "r\($0)") }
    }

    private func expectInvalid(
        _ parameter: String, _ found: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout GenerationRequest) -> Void
    ) {
        var request = GenerationRequest(prompt: "a wall")
        change(&request)
        let error = #expect(throws: GenerationError.self, sourceLocation: sourceLocation) { try request.validated() }
        #expect(error?.cause == .invalidValue, sourceLocation: sourceLocation)
        #expect(error?.parameter == parameter, sourceLocation: sourceLocation)
        #expect(error?.message.contains("but found \(found)") == true, sourceLocation: sourceLocation)
        #expect(error?.message.hasPrefix("expected ") == true, sourceLocation: sourceLocation)
        #expect(error?.message.contains("; ") == true, sourceLocation: sourceLocation)
    }
}
