import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct RoleTests {
    @Test func statedRolesHold() async throws {
        for role in ReferenceRole.allCases {
            let found = try await roles([try Reference(productPicture(), role)])
            #expect(found == [Found(role, because: nil)])
        }
    }

    @Test func aPictureWithAlphaIsAProduct() async throws {
        let found = try await roles([try Reference(productPicture()), try Reference(productPicture())])
        #expect(found.map(\.role) == [.product, .product])
        #expect(found[0].reason == "it has a transparent background")
    }

    @Test func aMaskedPictureIsKept() async throws {
        let found = try await roles([try Reference(scenePicture())], mask: upperMask(scenePicture().size, row: 30))
        #expect(found == [Found(.product, because: "the mask says what of it is kept")])
    }

    @Test func aSceneBesideAProductIsTheBackgroundAndASecondOneAStyle() async throws {
        let found = try await roles(
            [try Reference(scenePicture()), try Reference(productPicture(), .product), try Reference(scenePicture())],
            model: FakeModel(minWidth: .max))
        #expect(found.map(\.role) == [.background, .product, .style])
        #expect(found.map { $0.reason != nil } == [true, false, true])
    }

    @Test func anObjectThatStandsOutIsAProduct() async throws {
        let (wide, narrow) = (backdropPicture(width: 96), backdropPicture(width: 72))
        let found = try await roles([try Reference(narrow), try Reference(wide)], model: FakeModel(minWidth: 80))
        #expect(found.map(\.role) == [.background, .product])
        #expect(found[1].reason == "one object stands out in it")
    }

    @Test func theOnlyOpenRoleBesideASceneIsTheProduct() async throws {
        let found = try await roles(
            [try Reference(scenePicture(), .background), try Reference(backdropPicture(width: 96))], model: FakeModel())
        #expect(found == [Found(.background, because: nil), Found(.product, because: "no other reference is one")])
    }

    @Test func withoutAnyClearProductTheFirstIsTaken() async throws {
        let plain = try Reference(backdropPicture(width: 72), name: "a.png")
        let error = await refusal(
            GenerationRequest(small: "a wall", [plain, plain]), model: FakeModel(minWidth: .max))
        #expect(error?.cause == .unusableReference && error?.parameter == "a.png")
    }

    @Test func aGivenMatteIsTheCutout() async throws {
        let photo = scenePicture(PixelSize(width: 60, height: 60))
        var matte = Picture(size: photo.size, filledWith: SIMD4(0, 0, 0, 255))
        for y in 20..<50 {
            for x in 15..<45 { matte[x, y] = SIMD4(255, 255, 255, 255) }
        }
        var reference = try Reference(photo, .product)
        reference.matte = try matte.png
        let plan = try await Generator(engine: FakeEngine()).plan(GenerationRequest(small: "a wall", [reference])).plan
        #expect(plan.references[0].cutout?.method == .matte)
        let bounds = try #require(plan.products.first).bounds
        #expect(abs(bounds.x - 15) <= 1 && abs(bounds.y - 20) <= 1)
        #expect(abs(bounds.width - 30) <= 2 && abs(bounds.height - 30) <= 2)
    }

    @Test func aMatteOfAnotherSizeIsRefused() async throws {
        var reference = try Reference(scenePicture(), .product)
        reference.matte = try scenePicture(PixelSize(width: 60, height: 80)).png
        let error = await refusal(GenerationRequest(small: "a wall", [reference]))
        #expect(error?.cause == .invalidValue && error?.parameter == "matte")
        #expect(error?.message.contains("found 60x80") == true)
    }

    @Test func nothingToCutOutIsAnErrorThatAdvisesAMatte() async throws {
        let noise = noisePicture(PixelSize(width: 90, height: 90), seed: 3, opaque: true)
        for picture in [noise, Picture(size: noise.size, filledWith: SIMD4(128, 128, 128, 255))] {
            let request = GenerationRequest(small: "a wall", [try Reference(picture, .product, name: "noise.png")])
            let error = await refusal(request, model: FakeModel(minWidth: .max))
            #expect(error?.cause == .unusableReference && error?.parameter == "noise.png")
            #expect(error?.message.contains("--matte") == true)
            #expect(error?.message.hasPrefix("noise.png: expected ") == true)
        }
    }

    @Test func theModelOfACutoutIsNamed() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(backdropPicture(width: 96), .product)])
        let generator = Generator(engine: FakeEngine(), saliency: FakeModel())
        let image = try #require(try await generator.generate(request).images.first)
        #expect(image.receipt.models.map(\.name) == ["middle"])
        #expect(image.receipt.references[0].use.contains("cut out by the model middle, confidence"))
        #expect(image.receipt.preservation?.maxDifference == 0)
    }

    @Test(arguments: [[], Array("hello".utf8), [0x89, 0x50, 0x4E, 0x47]] as [[UInt8]])
    func unreadableReferencesAreNamed(bytes: [UInt8]) async throws {
        let reference = Reference(bytes: bytes, role: .style, name: "bad.png")
        let error = await refusal(GenerationRequest(small: "a wall", [reference]))
        #expect(error?.cause == .invalidImage && error?.parameter == "bad.png")
        #expect(error?.message.hasPrefix("bad.png: expected ") == true)
    }

    @Test func limitsHoldForReferences() async throws {
        var limits = Limits()
        limits.maxPixels = 1000
        let error = await refusal(
            GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)]), limits: limits)
        #expect(error?.cause == .invalidImage)
        #expect(error?.message.contains("at most 1000 pixels") == true)
    }

    private struct Found: Equatable {
        let role: ReferenceRole
        let reason: String?

        init(_ role: ReferenceRole, because reason: String?) {
            self.role = role
            self.reason = reason
        }
    }

    /// A red box in the middle of a plain gray picture.
    private func backdropPicture(width: Int) -> Picture {
        var picture = Picture(size: PixelSize(width: width, height: 64), filledWith: SIMD4(190, 190, 190, 255))
        for y in 16..<48 {
            for x in width / 4..<width * 3 / 4 { picture[x, y] = SIMD4(180, 30, UInt8(x), 255) }
        }
        return picture
    }

    private func roles(
        _ references: [Reference], mask: Picture? = nil, model: FakeModel? = nil
    ) async throws -> [Found] {
        var request = GenerationRequest(small: "a wall", references)
        request.mask = try mask?.png
        return try await Generator(engine: FakeEngine(), saliency: model).plan(request).plan.references.map {
            Found($0.role, because: $0.roleReason)
        }
    }

    private func refusal(
        _ request: GenerationRequest, limits: Limits = Limits(), model: FakeModel? = nil
    ) async -> GenerationError? {
        var generator = Generator(engine: FakeEngine(), saliency: model)
        generator.limits = limits
        let asked = generator
        return await #expect(throws: GenerationError.self) { try await asked.plan(request) }
    }
}
