import Testing

@testable import MiraStudio

@Suite struct SceneDescriptionTests {
    private func scene(_ prompt: String, hasProduct: Bool = true) -> SceneDescription {
        SceneDescription(PromptReader().read(prompt), hasProduct: hasProduct)
    }

    @Test func surfaceAndBackdropAreToldApart() {
        let scene = scene("a bottle on white marble against a dark green wall")
        #expect(scene.surface.material == .marble)
        #expect(scene.surface.color == .white)
        #expect(scene.backdrop.kind == .wall)
        #expect(scene.backdrop.color == .darkGreen)
    }

    @Test func theProductsOwnColorIsNotTheStages() {
        let scene = scene("a red bottle on concrete")
        #expect(scene.surface.color == nil)
        #expect(scene.backdrop.color == nil)
        #expect(scene.surface.material == .concrete)
    }

    @Test func aColoredBackgroundAloneIsPaper() {
        let scene = scene("on a light pink background")
        #expect(scene.surface.material ?? scene.defaultMaterial == .paper)
        #expect(scene.backdropKind == .sweep)
        #expect(scene.backdrop.color == .lightPink)
    }

    @Test func toneBelongsToTheMaterialOrToTheMood() {
        #expect(scene("dark wood").surface.tone == .dark)
        #expect(scene("dark wood").light.key == 0)
        #expect(scene("dark, on wood").light.key == -1)
        #expect(scene("soft light").surface.tone == .plain)
    }

    @Test(arguments: [
        ("at dawn", LightDescription.Time.dawn), ("in the morning", .morning), ("golden hour", .goldenHour),
        ("at sunset", .sunset), ("at night", .night),
    ])
    func times(_ prompt: String, _ time: LightDescription.Time) {
        #expect(scene(prompt).light.time == time)
    }

    @Test func lightFromTheRightThroughBlinds() {
        let scene = scene("hard light from the right through blinds")
        #expect(scene.light.direction == .right)
        #expect(scene.light.softness == .hard)
        #expect(scene.light.pattern == .blinds)
    }

    @Test func whatIsLeftOutIsSaid() {
        let scene = scene("my bottle on silk next to a cat")
        #expect(scene.undrawn.map(\.concept) == ["silk", "cat"])
        #expect(scene.undrawn.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func onlyPromptsThatNameAStageOrItsLookAreDrawable() {
        #expect(scene("a marble countertop", hasProduct: false).namesSomethingDrawable)
        #expect(scene("soft morning light", hasProduct: false).namesSomethingDrawable)
        #expect(!scene("a lighthouse at sunset", hasProduct: false).namesSomethingDrawable)
        #expect(!scene("a cat riding a bicycle", hasProduct: false).namesSomethingDrawable)
        #expect(!scene("xyzzy", hasProduct: false).namesSomethingDrawable)
    }
}
