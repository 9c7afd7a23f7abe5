import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct MaskTests {
    private let photo = scenePicture(PixelSize(width: 60, height: 40))
    private let wall = SIMD4<UInt8>(40, 90, 160, 255)

    @Test func keptMeansEqualToTheBit() async throws {
        let image = try await edit(upperMask(photo.size, row: 20))
        let picture = try image.picture
        for y in 0..<40 {
            for x in 0..<60 {
                if y < 20 {
                    #expect(picture[x, y] == photo[x, y])
                } else if y > 20 {
                    #expect(picture[x, y] == wall)
                } else {
                    #expect(picture[x, y] != photo[x, y] || picture[x, y] == wall)
                }
            }
        }
        let kept = try #require(image.receipt.preservation)
        #expect(kept.keptPixels == 60 * 20 && kept.maxDifference == 0)
        #expect(image.receipt.references[0].placement == Placement(x: 0, y: 0, width: 60, height: 40))
    }

    @Test func anEmptyMaskPaintsEverythingAndAFullOneNothing() async throws {
        let painted = try await edit(Picture(size: photo.size))
        #expect(painted.receipt.preservation == nil)
        #expect(try painted.picture == Picture(size: photo.size, filledWith: wall))

        var almost = Picture(size: photo.size, filledWith: SIMD4(repeating: 255))
        almost[0, 0].w = 0
        let kept = try await edit(almost)
        #expect(kept.receipt.preservation?.keptPixels == photo.size.area - 1)
    }

    @Test func theMaskWinsOverAPlacedProduct() async throws {
        var request = GenerationRequest(
            small: "a wall", [try Reference(photo, name: "photo.png"), try Reference(productPicture(), .product)])
        request.mask = try upperMask(photo.size, row: 20).png
        request.basePoint = (x: 0.5, y: 0.9)
        request.productHeight = 0.8
        let image = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first)
        let picture = try image.picture
        for x in 0..<60 { #expect(picture[x, 19] == photo[x, 19]) }
        #expect(image.receipt.preservation?.keptAreas.count == 2)
        #expect(image.receipt.preservation?.maxDifference == 0)
    }

    @Test func aKeptThingWithinTheFrameStandsInTheScene() async throws {
        var mask = Picture(size: photo.size)
        for y in 10..<30 {
            for x in 20..<40 { mask[x, y].w = 255 }
        }
        var request = GenerationRequest(small: "a wall", [try Reference(photo)])
        request.mask = try mask.png
        let plan = try await Generator(engine: FakeEngine()).plan(request).plan
        #expect(plan.products.map(\.bounds) == [Placement(x: 20, y: 10, width: 20, height: 20)])
        #expect(plan.keep?.reference == 0)
    }

    @Test func anyRoleButStyleCanBeMasked() async throws {
        for role in [ReferenceRole.product, .background, .identity] {
            let image = try await edit(upperMask(photo.size, row: 20), role: role)
            #expect(image.receipt.preservation?.keptPixels == 60 * 20)
            #expect(try image.picture[30, 30] == wall)
        }
    }

    @Test(arguments: CompositionTests.rolesTogether)
    func aMaskHoldsBesideEveryRole(roles: [ReferenceRole]) async throws {
        var references = [try Reference(photo, name: "photo.png")]
        for role in roles.prefix(3) {
            let picture = [.product, .identity].contains(role) ? productPicture() : scenePicture()
            references.append(try Reference(picture, role))
        }
        var request = GenerationRequest(small: "a wall", references)
        request.mask = try upperMask(photo.size, row: 20).png
        let image = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first)
        let picture = try image.picture
        for x in 0..<60 { #expect(picture[x, 10] == photo[x, 10]) }
        #expect(image.receipt.preservation?.keptPixels ?? 0 >= 60 * 20)
        #expect(image.receipt.preservation?.maxDifference == 0)
        #expect(image.receipt.references.dropFirst().map(\.role) == Array(roles.prefix(3)))
    }

    @Test func unusableMasksAreErrorsThatNameTheMask() async throws {
        let wrong: [(bytes: [UInt8], cause: GenerationError.Cause, found: String)] = [
            (try upperMask(PixelSize(width: 40, height: 60), row: 5).png, .invalidValue, "40x60"),
            (try photo.encoded(EncodingOptions(.jpeg)), .invalidValue, "alpha channel"),
            ([], .invalidImage, "mask: "), (Array("no picture".utf8), .invalidImage, "mask: "),
        ]
        for item in wrong {
            var request = GenerationRequest(small: "a wall", [try Reference(photo)])
            request.mask = item.bytes
            let asked = request
            let error = await #expect(throws: GenerationError.self) {
                try await Generator(engine: FakeEngine()).generate(asked)
            }
            #expect(error?.cause == item.cause)
            #expect(error?.parameter == "mask")
            #expect(error?.message.contains(item.found) == true)
        }
    }

    private func edit(_ mask: Picture, role: ReferenceRole? = nil) async throws -> GeneratedImage {
        var request = GenerationRequest(small: "a wall", [try Reference(photo, role)])
        request.mask = try mask.png
        return try #require(try await Generator(engine: FakeEngine()).generate(request).images.first)
    }
}
