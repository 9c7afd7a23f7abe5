import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct ProvenanceTests {
    @Test(arguments: [
        ([] as [ReferenceRole], false, "algorithmicMedia"), ([], true, "trainedAlgorithmicMedia"),
        ([.style], false, "algorithmicMedia"), ([.background], false, "algorithmicallyEnhanced"),
        ([.background], true, "compositeWithTrainedAlgorithmicMedia"), ([.product], false, "composite"),
        ([.product], true, "compositeSynthetic"), ([.identity, .background], false, "composite"),
    ])
    func theSourceTypeIsTruthful(roles: [ReferenceRole], isTrained: Bool, type: String) async throws {
        var references: [Reference] = []
        for role in roles {
            let picture = [.product, .identity].contains(role) ? productPicture() : scenePicture()
            references.append(try Reference(picture, role))
        }
        var request = GenerationRequest(small: "a wall", references)
        if roles.isEmpty { request.size = .fixed(OutputSize.offered[0]) }
        let xmp = try await xmp(of: request, FakeEngine(isTrained: isTrained))
        #expect(xmp.contains(">http://cv.iptc.org/newscodes/digitalsourcetype/\(type)<"))
    }

    @Test func masksAndTransparencyHaveTheirTypes() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.transparentBackground = true
        #expect(try await xmp(of: request).contains("/algorithmicallyEnhanced<"))
        request.transparentBackground = false
        request.references = [try Reference(scenePicture())]
        request.mask = try upperMask(scenePicture().size, row: 30).png
        #expect(try await xmp(of: request).contains("/composite<"))
        #expect(
            try await xmp(of: request, FakeEngine(isTrained: true)).contains("/compositeWithTrainedAlgorithmicMedia<"))
    }

    @Test(arguments: ImageFormat.allCases)
    func everyFormatNamesSoftwareSystemAndSeedAndNoPrompt(format: ImageFormat) async throws {
        var request = GenerationRequest(
            small: "xyzzy wall", [try Reference(productPicture(), .product)], seed: 1_234_567)
        request.outputFormat = format
        let xmp = try await xmp(of: request)
        #expect(xmp.contains("<xmp:CreatorTool>Mira Image \(Software.version)<"))
        #expect(xmp.contains("<Iptc4xmpExt:AISystemUsed>Mira Image fake<"))
        #expect(xmp.contains("<mira:Seed>1234567<"))
        let bytes = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first).bytes
        #expect(!String(decoding: bytes, as: UTF8.self).contains("xyzzy"))
    }

    @Test func nothingOfTheReferencesOwnMetadataIsTaken() async throws {
        var options = EncodingOptions(.png)
        options.xmp = Array("<x:xmpmeta>secret place</x:xmpmeta>".utf8)
        options.text = [(keyword: "Author", text: "secret person")]
        let bytes = try productPicture().encoded(options)
        let request = GenerationRequest(small: "a wall", [Reference(bytes: bytes, role: .product, name: "a.png")])
        let image = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first)
        #expect(String(decoding: bytes, as: UTF8.self).contains("secret"))
        #expect(!String(decoding: image.bytes, as: UTF8.self).contains("secret"))
        #expect(try ImageDecoder.info(of: image.bytes).exif == nil)
    }

    private func xmp(of request: GenerationRequest, _ engine: FakeEngine = FakeEngine()) async throws -> String {
        let image = try #require(try await Generator(engine: engine).generate(request).images.first)
        return String(decoding: try #require(try ImageDecoder.info(of: image.bytes).xmp), as: UTF8.self)
    }
}
