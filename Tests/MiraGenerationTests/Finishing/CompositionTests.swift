import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

/// Whole requests on a flat scene: what is kept is kept, in every role, alone and together.
@Suite struct CompositionTests {
    private let wall = SIMD4<UInt8>(40, 90, 160, 255)

    @Test func aProductStaysToTheBitOnItsOwnSize() async throws {
        let product = productPicture()
        let image = try await generate([try Reference(product, .product)])
        let picture = try image.picture
        #expect(picture.size == product.size)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                switch product[x, y].w {
                case 255: #expect(picture[x, y] == product[x, y])
                case 0: #expect(picture[x, y] == wall)
                default: #expect(picture[x, y] != wall && picture[x, y] != product[x, y])
                }
            }
        }
        let kept = try #require(image.receipt.preservation)
        #expect(kept.keptPixels == 24 * 40)
        #expect(kept.maxDifference == 0 && kept.meanDifference == 0 && kept.deltaE2000P95 == 0)
    }

    @Test func aPlacedProductIsTheReferenceResampledOnce() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.productHeight = 0.4
        request.basePoint = (x: 0.5, y: 0.8)
        let image = try await generate(request)
        let receipt = image.receipt
        let placement = try #require(receipt.references[0].placement)
        #expect(abs(placement.height - 0.4 * 64 * 64 / 40) < 1e-9)
        let wanted = try productPicture().placed(placement, on: image.size)
        let kept = try #require(receipt.preservation)
        #expect(kept.keptPixels > 100)
        #expect(kept.maxDifference == 0)
        try expectKept(kept, in: image.picture, from: wanted)
    }

    @Test func edgesAreMixedInLinearLight() async throws {
        var product = Picture(size: PixelSize(width: 40, height: 40), filledWith: SIMD4(200, 200, 200, 0))
        for y in 10..<30 {
            for x in 10..<30 { product[x, y].w = y == 10 ? 128 : 255 }
        }
        let image = try await generate(
            [try Reference(product, .product)], engine: FakeEngine(color: SIMD4(0, 0, 0, 255)))
        let mixed = try image.picture[20, 10]
        // 200 is 0.578 of the light; 128/255 of that is 0.290, which is stored as 147; a mix of stored values would be 100.
        #expect((146...148).contains(mixed.x))
        #expect(mixed.w == 255)
    }

    @Test func twoProductsAreBothKept() async throws {
        let request = try twoProducts()
        let image = try await generate(request)
        let kept = try #require(image.receipt.preservation)
        #expect(kept.keptAreas.map(\.reference) == [0, 1])
        #expect(kept.keptPixels == kept.keptAreas.map(\.count).reduce(0, +))
        #expect(kept.maxDifference == 0)
    }

    @Test(arguments: [ImageFormat.jpeg, .webp])
    func lossyFormatsReportWhatTheyChanged(format: ImageFormat) async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.outputFormat = format
        request.outputQuality = 60
        let image = try await generate(request)
        #expect(try ImageDecoder.info(of: image.bytes).format == format)
        let kept = try #require(image.receipt.preservation)
        #expect(kept.maxDifference > 0 && kept.meanDifference > 0)
        #expect(kept.deltaE2000Median > 0 && kept.deltaE2000P95 >= kept.deltaE2000Median)
    }

    @Test func naturalLightStaysWithinItsBounds() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.preserve = .natural
        let dimmed = try await generate(request, engine: FakeEngine(gain: SIMD4(0.9, 0.9, 0.9, 1)))
        let slight = try #require(dimmed.receipt.preservation)
        #expect(slight.maxDifference > 0 && slight.deltaE2000Median < 6)
        for gain in [SIMD4<Float>(9, 0, 3, 1), SIMD4(repeating: .nan), SIMD4(repeating: -.infinity)] {
            let image = try await generate(request, engine: FakeEngine(gain: gain))
            let kept = try #require(image.receipt.preservation)
            #expect(kept.deltaE2000Median <= 6.1 && kept.deltaE2000P95 <= 12.2)
            #expect(try image.picture[20, 30].w == 255)
        }
    }

    @Test func exactAndIdentityTakeNoLight() async throws {
        let engine = FakeEngine(gain: SIMD4(0.8, 0.8, 0.8, 1))
        let exact = try await generate([try Reference(productPicture(), .product)], engine: engine)
        #expect(exact.receipt.preservation?.maxDifference == 0)
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .identity)])
        request.preserve = .natural
        let identity = try await generate(request, engine: engine)
        #expect(identity.receipt.preservation?.maxDifference == 0)
    }

    @Test(arguments: [
        PixelSize(width: 24, height: 32), PixelSize(width: 200, height: 100), PixelSize(width: 1, height: 1),
    ])
    func scenesOfAnySizeAreBroughtToTheExactOne(size: PixelSize) async throws {
        let image = try await generate([try Reference(productPicture(), .product)], engine: FakeEngine(size: size))
        #expect(try image.picture.size == PixelSize(width: 48, height: 64))
        #expect(image.receipt.preservation?.maxDifference == 0)
        #expect(try image.picture[0, 0] == wall)
    }

    @Test func transparentScenesBecomeOpaque() async throws {
        let engine = FakeEngine(color: SIMD4(0, 0, 0, 0))
        let image = try await generate([try Reference(productPicture(), .product)], engine: engine)
        #expect(try image.picture[0, 0] == SIMD4(255, 255, 255, 255))
        #expect(try !image.picture.hasTransparency)
    }

    @Test func aTransparentBackgroundLeavesTheProductAlone() async throws {
        var request = GenerationRequest(small: "a wall", [try Reference(productPicture(), .product)])
        request.transparentBackground = true
        let image = try await generate(request, engine: FakeEngine(error: GenerationError(.fault, "not asked for")))
        let picture = try image.picture
        #expect(picture[0, 0].w == 0)
        #expect((100...140).contains(picture[11, 30].w))
        #expect(picture[20, 30] == productPicture()[20, 30])
        #expect(image.receipt.preservation?.maxDifference == 0)
    }

    @Test(arguments: rolesTogether)
    func everyRoleTogether(roles: [ReferenceRole]) async throws {
        var references: [Reference] = []
        for (index, role) in roles.enumerated() {
            let picture = [.product, .identity].contains(role) ? productPicture() : scenePicture()
            references.append(try Reference(picture, role, name: "\(index).png"))
        }
        var request = GenerationRequest(small: "a wall", references)
        request.productHeight = 0.3
        let image = try await generate(request)
        #expect(image.receipt.references.map(\.role) == roles)
        let placed = roles.contains(.product) || roles.contains(.identity)
        #expect((image.receipt.preservation != nil) == placed)
        for use in image.receipt.references {
            #expect((use.placement == nil) == (use.role == .style))
            #expect(use.use != "not used")
        }
        if placed { #expect(image.receipt.preservation?.maxDifference == 0) }
    }

    /// Every set of roles, in an order of its own.
    static let rolesTogether: [[ReferenceRole]] = (1..<16).map { bits in
        let roles = ReferenceRole.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
        return bits % 2 == 0 ? roles : roles.reversed()
    }

    private func twoProducts() throws -> GenerationRequest {
        var request = GenerationRequest(
            small: "a wall",
            [
                try Reference(productPicture(), .product, name: "a.png"),
                try Reference(productPicture(left: 4, right: 44), .identity, name: "b.png"),
            ])
        request.basePoint = (x: 0.5, y: 0.9)
        request.productHeight = 0.5
        return request
    }

    private func expectKept(_ kept: Preservation, in picture: Picture, from wanted: Picture) throws {
        var index = 0
        for (place, run) in try #require(kept.keptAreas.first).runs.enumerated() {
            if place % 2 == 1 {
                for pixel in index..<index + run {
                    let (x, y) = (pixel % picture.width, pixel / picture.width)
                    #expect(picture[x, y] == wanted[x, y])
                }
            }
            index += run
        }
        #expect(index == picture.size.area)
    }

    private func generate(_ references: [Reference], engine: FakeEngine = FakeEngine()) async throws -> GeneratedImage {
        try await generate(GenerationRequest(small: "a wall", references), engine: engine)
    }

    private func generate(
        _ request: GenerationRequest, engine: FakeEngine = FakeEngine()
    ) async throws -> GeneratedImage {
        try #require(try await Generator(engine: engine).generate(request).images.first)
    }
}

/// The fringe score sees what clings to an edge, and nothing else.
@Suite struct FringeTests {
    /// A red box on white; the matte is `margin` pixels larger than the box.
    private func fringe(margin: Int, on wall: SIMD4<UInt8>) async throws -> Double {
        var photo = Picture(size: PixelSize(width: 64, height: 64), filledWith: SIMD4(250, 250, 250, 255))
        var matte = Picture(size: photo.size, filledWith: SIMD4(0, 0, 0, 255))
        for y in 0..<64 {
            for x in 0..<64 {
                if (16..<48).contains(x), (16..<48).contains(y) { photo[x, y] = SIMD4(170, 30, 40, 255) }
                let range = 16 - margin..<48 + margin
                if range.contains(x), range.contains(y) { matte[x, y] = SIMD4(255, 255, 255, 255) }
            }
        }
        // Soft corners: a matte with edges of its own is taken as it is, a hard one is refined.
        for x in [16 - margin, 47 + margin] {
            for y in [16 - margin, 47 + margin] { matte[x, y] = SIMD4(128, 128, 128, 255) }
        }
        var reference = try Reference(photo, .product)
        reference.matte = try matte.png
        let request = GenerationRequest(small: "a wall", [reference])
        let image = try await Generator(engine: FakeEngine(color: wall)).generate(request).images.first
        return try #require(image?.receipt.preservation).fringe
    }

    @Test(arguments: [SIMD4<UInt8>(20, 20, 20, 255), SIMD4(40, 90, 160, 255), SIMD4(250, 250, 250, 255)])
    func aCleanEdgeHasNone(wall: SIMD4<UInt8>) async throws {
        #expect(try await fringe(margin: 0, on: wall) < 0.5)
    }

    @Test func oldBackgroundAroundTheProductIsSeen() async throws {
        #expect(try await fringe(margin: 2, on: SIMD4(20, 20, 20, 255)) > 10)
        #expect(try await fringe(margin: 1, on: SIMD4(40, 90, 160, 255)) > 5)
        // White on white is no fault.
        #expect(try await fringe(margin: 2, on: SIMD4(250, 250, 250, 255)) < 0.5)
    }
}
