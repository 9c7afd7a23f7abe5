import MiraGeneration
import MiraImage
import Testing

@testable import MiraStudio

@Suite struct PhotographTests {
    /// Sky over an even ground, a little brighter on one side.
    private func photograph(brighter side: Int) -> Picture {
        var picture = Picture(size: PixelSize(width: 128, height: 128))
        for y in 0..<128 {
            for x in 0..<128 {
                let slope = side > 0 ? x : 127 - x
                let level = UInt8(130 + slope / 3 + (x * 31 + y * 17) % 7)
                picture[x, y] = y < 54 ? SIMD4(150, 190, 230, 255) : SIMD4(level, level, level, 255)
            }
        }
        return picture
    }

    private func plan(brighter side: Int) -> Plan {
        var plan = StudioScenes.plan("")
        plan.references.append(
            PreparedReference(
                index: 1, role: .background, roleReason: nil, weight: 1, name: "field",
                picture: photograph(brighter: side),
                cutout: nil, sha256: ""))
        plan.background = (reference: 1, placement: Placement(x: 0, y: 0, width: 128, height: 128))
        plan.horizon = 0.42
        return plan
    }

    @Test func onlyTheGroundNearTheProductChanges() async throws {
        let plan = plan(brighter: 1)
        let scene = try await StudioScenes.render(plan)
        let original = photograph(brighter: 1)
        for y in 0..<50 { for x in 0..<128 { #expect(scene[x, y] == original[x, y]) } }
        #expect((0..<128).allSatisfy { scene[$0, 127] == original[$0, 127] })
    }

    @Test func shadowFallsAwayFromTheBrightSide() async throws {
        for side in [-1, 1] {
            let plan = plan(brighter: side)
            let output = try await StudioEngine().render(plan, seed: 1, monitor: .silent)
            let original = photograph(brighter: side)
            func ratio(_ columns: Range<Int>) -> Double {
                output.scene.luminance(x: columns, y: 88..<106) / original.luminance(x: columns, y: 88..<106)
            }
            let (left, right) = (ratio(20..<48), ratio(80..<108))
            #expect(side > 0 ? left < right - 0.05 : right < left - 0.05)
            #expect(output.notes.contains { $0.contains("assumed") })
        }
    }

    @Test func withoutProductsThePhotographIsTheScene() async throws {
        var plan = plan(brighter: 1)
        plan.products = []
        #expect(try await StudioScenes.render(plan) == photograph(brighter: 1))
    }
}
