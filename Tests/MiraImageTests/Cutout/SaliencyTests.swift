import MiraImage
import Synchronization
import Testing

/// What becomes of a model's answer.
@Suite struct SaliencyTests {
    /// Answers with a mask, or fails.
    private struct Answer: SaliencyModel {
        var mask = Mask(size: PixelSize(width: 1, height: 1))
        var failure: ImageError?
        var name: String { "answer" }
        var sha256: String { "00" }

        func saliency(of picture: Picture, monitor: Monitor) throws(ImageError) -> Mask {
            if let failure { throw failure }
            return mask
        }
    }

    private let scene = Scene(
        PixelSize(width: 96, height: 96), alpha: Scene.disc(48, 50, radius: 24),
        foreground: { _, _ in [200, 60, 40] }, background: Scene.wall([215, 218, 222]))

    @Test func modelFindsAndEdgesAreThePictures() throws {
        // The model's outline is three pixels off.
        var rough = Mask(size: scene.size)
        for y in 0..<96 {
            for x in 0..<96 where Scene.disc(48, 50, radius: 27)(Double(x), Double(y)) > 0.5 { rough[x, y] = 255 }
        }
        let cutout = try scene.picture.cutOut(model: Answer(mask: rough))
        #expect(cutout.method == .model(name: "answer", sha256: "00"))
        #expect(scene.overlap(with: cutout.matte) > 0.96)
        #expect(cutout.confidence >= 0.6)
    }

    @Test func modelThatPointsElsewhereIsDoubted() throws {
        var elsewhere = Mask(size: scene.size)
        for y in 4..<20 { for x in 60..<92 { elsewhere[x, y] = 255 } }
        do throws(ImageError) {
            let cutout = try scene.picture.cutOut(model: Answer(mask: elsewhere))
            #expect(cutout.confidence < 0.6)
            #expect(!cutout.reasons.isEmpty)
        } catch {
            #expect(error.cause == .unusable)
        }
    }

    @Test func modelThatSeesNothing() {
        #expect {
            try scene.picture.cutOut(model: Answer(mask: Mask(size: scene.size)))
        } throws: { ($0 as? ImageError)?.cause == .unusable }
    }

    @Test func unusableModelIsReplacedUnlessDemanded() throws {
        let broken = Answer(failure: ImageError(.unavailable, "the file was changed"))
        let cutout = try scene.picture.cutOut(model: broken)
        #expect(cutout.method == .studio)
        #expect(cutout.reasons.contains { $0.contains("the file was changed") })

        var options = CutoutOptions()
        options.finder = .model
        #expect(throws: ImageError(.unavailable, "the file was changed")) {
            try scene.picture.cutOut(options: options, model: broken)
        }
    }

    @Test func demandedModelThatIsNotThere() {
        var options = CutoutOptions()
        options.finder = .model
        #expect { try scene.picture.cutOut(options: options) } throws: { ($0 as? ImageError)?.cause == .unavailable }
    }

    @Test func studioDoesNotAskTheModel() throws {
        var options = CutoutOptions()
        options.finder = .studio
        let cutout = try scene.picture.cutOut(
            options: options, model: Answer(failure: ImageError(.fault, "must not be asked")))
        #expect(cutout.method == .studio)
    }
}
