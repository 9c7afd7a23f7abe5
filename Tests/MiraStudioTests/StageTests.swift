import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@testable import MiraStudio

@Suite struct StageTests {
    @Test func sceneHasThePlansSizeAndIsOpaque() async throws {
        let plan = StudioScenes.plan("on marble", size: PixelSize(width: 96, height: 144))
        let scene = try await StudioScenes.render(plan)
        #expect(scene.size == plan.size)
        #expect(!scene.hasTransparency)
    }

    @Test func transparentBackgroundIsNothing() async throws {
        var plan = StudioScenes.plan("on marble")
        plan.transparentBackground = true
        #expect(try await StudioScenes.render(plan) == Picture(size: plan.size))
    }

    @Test(arguments: ["light from the left", "light from the right"])
    func shadowFallsAwayFromTheKey(_ prompt: String) async throws {
        let plan = StudioScenes.plan("white paper, hard side light, \(prompt)")
        let scene = try await StudioScenes.render(plan)
        let left = scene.luminance(x: 20..<50, y: 92..<104), right = scene.luminance(x: 78..<108, y: 92..<104)
        if prompt.hasSuffix("left") { #expect(right < 0.85 * left) } else { #expect(left < 0.85 * right) }
    }

    @Test func theStageTakesTheProductsOwnLightSide() async throws {
        for lit in [-1, 1] {
            let plan = StudioScenes.plan("white paper, hard light", product: StudioScenes.block(lit: lit))
            let scene = try await StudioScenes.render(plan)
            let left = scene.luminance(x: 20..<50, y: 92..<104), right = scene.luminance(x: 78..<108, y: 92..<104)
            #expect(lit < 0 ? right < left : left < right)
        }
    }

    @Test func contactIsDarkestAtTheBase() async throws {
        let plan = StudioScenes.plan("on white paper, soft light")
        let scene = try await StudioScenes.render(plan)
        let bounds = plan.products[0].bounds
        let base = Int(bounds.y + bounds.height), columns = Int(bounds.x) + 4..<Int(bounds.x + bounds.width) - 4
        let rows = (base..<base + 16).map { scene.luminance(x: columns, y: $0..<$0 + 1) }
        let darkest = rows.indices.min { rows[$0] < rows[$1] }
        #expect((darkest ?? 99) <= 2)
        // One percent below the base, the floor is under 0.6 of what lies in the open.
        let open = max(
            scene.luminance(x: 2..<22, y: base..<base + 2), scene.luminance(x: 106..<126, y: base..<base + 2))
        #expect(rows[1] < 0.6 * open)
    }

    @Test func seedsGiveOtherStagesOfTheSameScene() async throws {
        let plan = StudioScenes.plan("on a marble countertop in morning light", quality: .low)
        let a = try await StudioScenes.render(plan, seed: 1), b = try await StudioScenes.render(plan, seed: 2)
        var difference = 0
        for y in 0..<128 { for x in 0..<128 { difference += abs(Int(a[x, y].y) - Int(b[x, y].y)) } }
        #expect(Double(difference) / Double(128 * 128) > 5)
    }

    @Test(arguments: [Surface.Material](Surface.Material.allCases))
    func everySurfaceDraws(_ material: Surface.Material) async throws {
        let plan = StudioScenes.plan("on \(material.rawValue)", size: PixelSize(width: 64, height: 64), quality: .low)
        let understanding = StudioEngine().understand(plan)
        #expect(understanding.unknown.isEmpty && understanding.undrawn.isEmpty)
        let scene = try await StudioScenes.render(plan)
        #expect(Set((0..<64).map { scene[$0, 60] }).count > 1)
    }

    @Test func unknownWordsAreReported() {
        let understanding = StudioEngine().understand(StudioScenes.plan("on marble with quuxes"))
        #expect(understanding.unknown == ["quuxes"])
        #expect(understanding.revisedPrompt.contains("quuxes"))
    }

    @Test func whatCannotBeDrawnIsRefusedWithWhatCan() {
        let understanding = StudioEngine().understand(StudioScenes.plan("a cat in a hat", product: nil))
        #expect(!understanding.isDrawable)
        #expect(understanding.revisedPrompt.contains("marble"))
    }

    @Test func cancellationStopsSoon() async throws {
        let plan = StudioScenes.plan("on marble", size: PixelSize(width: 256, height: 256), quality: .high)
        let cancellation = Cancellation()
        let monitor = Monitor(cancellation: cancellation) { share, _ in if share > 0.1 { cancellation.cancel() } }
        await #expect(throws: ImageError.self) {
            _ = try await StudioEngine().render(plan, seed: 1, monitor: monitor)
        }
    }
}
