import MiraImage
import Testing

/// Which of the ways in counts, and what is said where there is none.
@Suite struct CutoutInputTests {
    private let scene = Scene(
        PixelSize(width: 64, height: 64), alpha: Scene.disc(32, 32, radius: 18),
        foreground: { _, _ in [200, 40, 30] }, background: Scene.wall([225, 224, 220]))

    private func failure(_ picture: Picture, _ options: CutoutOptions = CutoutOptions()) -> ImageError? {
        do throws(ImageError) {
            _ = try picture.cutOut(options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test func ownAlphaCountsFirst() throws {
        var picture = scene.picture
        for y in 0..<10 { for x in 0..<64 { picture[x, y].w = 0 } }
        var options = CutoutOptions()
        options.matte = scene.hardMatte
        let cutout = try picture.cutOut(options: options)
        #expect(cutout.method == .alpha)
        #expect(cutout.confidence == 1)
        #expect(cutout.picture == picture)
        #expect(cutout.matte[0, 0] == 0 && cutout.matte[0, 63] == 255)
    }

    @Test func opaqueAlphaIsNoMatte() throws {
        // A few stray pixels under 250 are no matte either.
        var picture = scene.picture
        picture[3, 3].w = 240
        #expect(try picture.cutOut().method == .studio)
    }

    @Test func fullyTransparentIsUnusable() {
        let error = failure(Picture(size: PixelSize(width: 40, height: 40)))
        #expect(error?.cause == .unusable)
        #expect(error?.message.contains("fully transparent") == true)
        #expect(error?.message.contains("--matte") == true)
    }

    @Test(arguments: [(1, 1), (1, 200), (7, 7), (64, 64), (200, 150)])
    func blankIsUnusable(width: Int, height: Int) {
        let error = failure(Picture(size: PixelSize(width: width, height: height), filledWith: [120, 130, 140, 255]))
        #expect(error?.cause == .unusable)
        #expect(error?.message.contains("--matte") == true)
        #expect(error?.message.contains("\n") == false)
    }

    @Test func emptySizeIsRefused() {
        #expect(failure(Picture(size: PixelSize(width: 0, height: 5)))?.cause == .invalidArgument)
    }

    @Test func matteOfAnotherSizeIsRefused() {
        for keyPath in [\CutoutOptions.matte, \CutoutOptions.trimap] {
            var options = CutoutOptions()
            options[keyPath: keyPath] = Mask(size: PixelSize(width: 63, height: 64), filledWith: 255)
            let error = failure(scene.picture, options)
            #expect(error?.cause == .invalidArgument)
            #expect(error?.message.contains("64x64") == true && error?.message.contains("63x64") == true)
        }
    }

    @Test func emptyMatteAndTrimapAreUnusable() {
        for keyPath in [\CutoutOptions.matte, \CutoutOptions.trimap] {
            var options = CutoutOptions()
            options[keyPath: keyPath] = Mask(size: scene.size, filledWith: keyPath == \.matte ? 0 : 128)
            #expect(failure(scene.picture, options)?.cause == .unusable)
        }
    }

    @Test func softMatteIsTakenAtItsWord() throws {
        var matte = Mask(size: scene.size)
        for y in 0..<64 { for x in 0..<64 { matte[x, y] = UInt8(scene.alpha[y * 64 + x] * 255) } }
        var options = CutoutOptions()
        options.matte = matte
        let cutout = try scene.picture.cutOut(options: options)
        #expect(cutout.method == .matte)
        #expect(cutout.matte == matte)
    }

    @Test func hardMatteGetsTheEdgeOfThePicture() throws {
        var options = CutoutOptions()
        options.matte = scene.hardMatte
        let cutout = try scene.picture.cutOut(options: options)
        #expect(scene.error(of: cutout.matte) < scene.error(of: scene.hardMatte))
        #expect(scene.error(of: cutout.matte) < 0.12)
    }

    @Test func fullMatteKeepsEverything() throws {
        var options = CutoutOptions()
        options.matte = Mask(size: scene.size, filledWith: 255)
        #expect(try scene.picture.cutOut(options: options).picture == scene.picture)
    }

    @Test func trimapIsKeptWhereItKnows() throws {
        var options = CutoutOptions()
        options.trimap = scene.trimap(reach: 3)
        let cutout = try scene.picture.cutOut(options: options)
        #expect(cutout.method == .trimap)
        let trimap = scene.trimap(reach: 3)
        for y in 0..<64 {
            for x in 0..<64 where trimap[x, y] != 128 { #expect(cutout.matte[x, y] == trimap[x, y]) }
        }
    }

    @Test func transparentPixelsAreBlackAndOpaqueOnesUntouched() throws {
        let cutout = try scene.picture.cutOut()
        for y in 0..<64 {
            for x in 0..<64 {
                #expect(cutout.picture[x, y].w == cutout.matte[x, y])
                if cutout.matte[x, y] == 0 { #expect(cutout.picture[x, y] == .zero) }
                if cutout.matte[x, y] == 255 { #expect(cutout.picture[x, y] == scene.picture[x, y]) }
            }
        }
    }

    @Test func cancelledWorkStops() {
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: ImageError(.cancelled, "cancelled")) {
            try scene.picture.cutOut(monitor: Monitor(cancellation: cancellation))
        }
    }
}
