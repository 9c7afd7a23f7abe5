import MiraImage
import Testing

/// Products that are found by the picture alone.
@Suite struct PlainBackdropTests {
    private func studio(_ scene: Scene) throws -> Cutout {
        var options = CutoutOptions()
        options.finder = .studio
        return try scene.picture.cutOut(options: options)
    }

    /// A wall whose light falls off, with a soft shadow beside the product.
    private func shadowed(_ x: Double, _ y: Double) -> (Double, Double) -> SIMD3<Double> {
        let wall = Scene.wall([224, 222, 218])
        return { u, v in
            let (dx, dy) = ((u - x) / 34, (v - y) / 9)
            return wall(u, v) * (1 - 0.3 / (1 + (dx * dx + dy * dy) * (dx * dx + dy * dy)))
        }
    }

    @Test func productOnAGradientWithAShadow() throws {
        let scene = Scene(
            PixelSize(width: 128, height: 112), alpha: Scene.box(44..<86, 24..<92),
            foreground: Scene.stripes([190, 60, 40], [150, 40, 60], width: 9), background: shadowed(70, 94))
        let cutout = try studio(scene)
        #expect(cutout.method == .studio)
        #expect(scene.overlap(with: cutout.matte) > 0.95)
        #expect(cutout.confidence >= 0.6, "\(cutout.reasons)")
    }

    /// The background that is seen through a handle is a hole; a bright label is none.
    @Test func handleIsOpenAndLabelIsNot() throws {
        let body = Scene.box(36..<76, 34..<92)
        let outer = Scene.disc(80, 62, radius: 24)
        let inner = Scene.disc(84, 62, radius: 15)
        let label = Scene.box(46..<66, 50..<74)
        let scene = Scene(
            PixelSize(width: 128, height: 120),
            alpha: { u, v in
                let mug = min(max(body(u, v), 0), 1)
                let ring = min(max(outer(u, v), 0), 1) * (1 - min(max(inner(u, v), 0), 1))
                return max(mug, u > 70 ? ring : 0)
            },
            foreground: { u, v in label(u, v) > 0.5 ? [226, 223, 216] : [50, 90, 150] },
            background: Scene.wall([225, 223, 219]))
        let cutout = try studio(scene)
        #expect(scene.overlap(with: cutout.matte) > 0.93)
        #expect(cutout.matte[86, 62] < 30, "the handle's hole")
        #expect(cutout.matte[56, 62] > 225, "the label")
    }

    @Test func productCutOffByTheLowerBorder() throws {
        let scene = Scene(
            PixelSize(width: 112, height: 112), alpha: Scene.box(34..<78, 40..<200),
            foreground: { _, v in [40 + 0.3 * v, 110, 70] }, background: Scene.wall([215, 214, 216]))
        let cutout = try studio(scene)
        #expect(scene.overlap(with: cutout.matte) > 0.93)
        #expect(cutout.matte[56, 111] > 200)
    }

    /// What can't be told apart must not look like a success.
    @Test func whiteOnWhiteIsDoubted() throws {
        let scene = Scene(
            PixelSize(width: 112, height: 112), noise: 6, alpha: Scene.disc(56, 56, radius: 30),
            foreground: { _, _ in [224, 224, 223] }, background: { _, _ in [225, 225, 225] })
        do throws(ImageError) {
            var options = CutoutOptions()
            options.finder = .studio
            let cutout = try scene.picture.cutOut(options: options)
            #expect(cutout.confidence < 0.6)
            #expect(!cutout.reasons.isEmpty)
        } catch {
            #expect(error.cause == .unusable)
        }
    }

    @Test func textureEverywhereIsDoubted() throws {
        let texture = Scene.stripes([180, 60, 40], [40, 90, 150], width: 5)
        let scene = Scene(
            PixelSize(width: 112, height: 112), noise: 20, alpha: Scene.disc(56, 56, radius: 30),
            foreground: texture, background: { u, v in texture(u + 3, v) })
        do throws(ImageError) {
            let cutout = try scene.picture.cutOut()
            #expect(cutout.confidence < 0.6)
            #expect(!cutout.reasons.isEmpty)
        } catch {
            #expect(error.cause == .unusable)
        }
    }

    @Test func twiceIsTheSame() throws {
        let scene = Scene(
            PixelSize(width: 96, height: 80), alpha: Scene.disc(48, 42, radius: 20),
            foreground: Scene.stripes([190, 60, 40], [90, 40, 60], width: 8), background: Scene.wall([205, 214, 226]))
        let (first, second) = (try studio(scene), try studio(scene))
        #expect(first.matte == second.matte && first.picture == second.picture && first.confidence == second.confidence)
    }
}
