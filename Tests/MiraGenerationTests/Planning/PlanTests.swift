import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct PlanTests {
    private let square = PixelSize(width: 1024, height: 1024)

    @Test(arguments: [
        (PixelSize(width: 60, height: 60), "1024x1024"), (PixelSize(width: 40, height: 60), "1024x1536"),
        (PixelSize(width: 60, height: 40), "1536x1024"), (PixelSize(width: 60, height: 50), "1024x1024"),
        (PixelSize(width: 8, height: 200), "1024x1536"), (PixelSize(width: 200, height: 1), "1536x1024"),
    ])
    func theAutomaticSizeHasTheNearestAspect(size: PixelSize, chosen: String) async throws {
        var request = GenerationRequest(prompt: "a wall")
        request.references = [try Reference(scenePicture(size), .background)]
        #expect(try await plan(request).size.description == chosen)
    }

    @Test func sizesWithoutReferencesAndAsAsked() async throws {
        #expect(try await plan(GenerationRequest(prompt: "a wall")).size == square)
        var request = GenerationRequest(prompt: "a wall")
        request.size = .fixed(PixelSize(width: 1536, height: 1024))
        #expect(try await plan(request).size == PixelSize(width: 1536, height: 1024))
        request = GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)])
        #expect(try await plan(request).size == scenePicture().size)
    }

    /// Tall, wide, square, small in its picture: standing in the middle, whole, of a good size.
    @Test(arguments: [
        productPicture(), productPicture(left: 22, right: 26), productPicture(left: 2, top: 40, right: 46, bottom: 50),
        productPicture(left: 20, top: 20, right: 28, bottom: 28),
    ])
    func oneProductStandsInTheMiddle(picture: Picture) async throws {
        for size in OutputSize.offered {
            var request = GenerationRequest(prompt: "a wall")
            request.size = .fixed(size)
            request.references = [try Reference(picture, .product)]
            let bounds = try #require(try await plan(request).products.first).bounds
            #expect(abs(bounds.x + bounds.width / 2 - Double(size.width) / 2) < 0.01)
            let base = (bounds.y + bounds.height) / Double(size.height)
            #expect((0.6...0.87).contains(base))
            #expect(bounds.y > 0.1 * Double(size.height))
            let share = max(bounds.width / Double(size.width), bounds.height / Double(size.height))
            #expect((0.3...0.65).contains(share))
        }
    }

    @Test(arguments: 2...4)
    func severalProductsStandSideBySide(count: Int) async throws {
        let shapes = [
            productPicture(), productPicture(left: 2, top: 40, right: 46, bottom: 50),
            productPicture(left: 20, right: 28), productPicture(left: 8, top: 10, right: 40, bottom: 42),
        ]
        var request = GenerationRequest(prompt: "a wall")
        request.size = .fixed(square)
        request.references = try shapes.prefix(count).map { try Reference($0, .product) }
        let all = try await plan(request).products.map(\.bounds)
        #expect(all.count == count)
        for bounds in all {
            #expect(bounds.x > 20 && bounds.x + bounds.width < 1004)
            #expect(abs(bounds.y + bounds.height - all[0].y - all[0].height) < 0.01)
        }
        for (left, right) in zip(all, all.dropFirst()) {
            #expect(right.x - (left.x + left.width) > 20)
            #expect(abs((left.width * left.height) / (right.width * right.height) - 1) < 0.01)
        }
    }

    @Test func thePlaceIsTheCallersWhereGiven() async throws {
        var request = GenerationRequest(prompt: "a wall")
        request.size = .fixed(square)
        request.references = [try Reference(productPicture(), .product)]
        request.basePoint = (x: 0.25, y: 0.75)
        request.productHeight = 0.3
        request.horizon = 0.4
        let plan = try await plan(request)
        let bounds = try #require(plan.products.first).bounds
        #expect(abs(bounds.height - 0.3 * 1024) < 0.01)
        #expect(abs(bounds.x + bounds.width / 2 - 256) < 0.01)
        #expect(abs(bounds.y + bounds.height - 768) < 0.01)
        #expect(plan.horizon == 0.4)
    }

    @Test func aProductMostlyOutsideIsSaid() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.basePoint = (x: 0.5, y: 0.1)
        request.productHeight = 0.5
        #expect(try await plan(request).notes.contains { $0.contains("only 20 % of the product's box") })
    }

    @Test(
        arguments: [
            (productPicture(bottom: 64), "bottom"), (productPicture(left: 0), "left"),
            (productPicture(right: 48), "right"), (productPicture(top: 0), "top"),
            (productPicture(left: 0, right: 48), "left, right"),
            (productPicture(left: 0, right: 48, bottom: 64), "left, right, bottom"),
        ] as [(Picture, String)])
    func aCutProductKeepsItsCutAtTheFrame(picture: Picture, sides: String) async throws {
        var request = GenerationRequest(prompt: "a wall")
        request.size = .fixed(square)
        request.references = [try Reference(picture, .product)]
        let plan = try await plan(request)
        let bounds = try #require(plan.products.first).bounds
        #expect(plan.notes.contains { $0.contains("cut by the \(sides) of") })
        if sides.contains("bottom") { #expect(abs(bounds.y + bounds.height - 1024) < 0.01) }
        if sides.contains("left") { #expect(abs(bounds.x) < 0.01) }
        if sides.contains("right") { #expect(abs(bounds.x + bounds.width - 1024) < 0.01) }
        if sides == "left, right" { #expect(bounds.y + bounds.height < 0.87 * 1024) }
        if sides == "top" {
            #expect(abs(bounds.y) < 0.01)
            #expect(abs(bounds.height - 0.84 * 1024) < 0.01)
        }
    }

    @Test func theBackgroundCoversUnstretched() async throws {
        var request = GenerationRequest(prompt: "a wall")
        request.size = .fixed(square)
        request.references = [
            try Reference(scenePicture(), .background), try Reference(productPicture(), .product),
        ]
        let plan = try await plan(request)
        let place = try #require(plan.background).placement
        #expect(place.x <= 0 && place.y <= 0)
        #expect(place.x + place.width >= 1024 && place.y + place.height >= 1024)
        #expect(abs(place.width / place.height - 80.0 / 60) < 1e-9)
        let bounds = try #require(plan.products.first).bounds
        #expect((bounds.y + bounds.height) / 1024 > (try #require(plan.horizon)))
        #expect(bounds.x >= 20 && bounds.x + bounds.width <= 1004)
        #expect((0.25...0.48).contains(bounds.height / 1024))
        #expect(plan.notes.contains { $0.contains("(--horizon)") })
        #expect(plan.notes.contains { $0.contains("(--at, --scale)") })
    }

    @Test func explainsItselfInTextAndJSON() async throws {
        var request = GenerationRequest(prompt: "a wall")
        request.references = [
            try Reference(productPicture(), .product, name: "mug.png"),
            try Reference(scenePicture(), .style, name: "art.png"),
        ]
        let plan = try await plan(request)
        for part in ["size        1024x1536", "product: mug.png, 48x64", "own alpha", "style: art.png", "its colours"] {
            #expect(plan.description.contains(part), "\(part) in \(plan.description)")
        }
        #expect(plan.json["references"]?.array?.first?["role"] == "product")
        #expect(plan.json["size"] == "1024x1536")
        #expect(try JSON(parsing: plan.json.bytes) == plan.json)
    }

    private func plan(_ request: GenerationRequest) async throws -> Plan {
        try await Generator(engine: FakeEngine()).plan(request).plan
    }
}
