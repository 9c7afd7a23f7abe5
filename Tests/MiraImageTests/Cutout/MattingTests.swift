import MiraImage
import Testing

/// Alpha and colours against scenes whose truth is known.
@Suite struct MattingTests {
    private func cutOut(_ scene: Scene, reach: Int, edge: CutoutOptions.Edge = .fine) throws -> Cutout {
        var options = CutoutOptions()
        options.trimap = scene.trimap(reach: reach)
        options.edge = edge
        return try scene.picture.cutOut(options: options)
    }

    /// Two colours without noise: alpha is exactly linear in colour, as closed-form matting assumes.
    @Test(arguments: [1.0, 4.0, 9.0])
    func plainColoursGiveExactAlpha(soft: Double) throws {
        let scene = Scene(
            PixelSize(width: 72, height: 60), noise: 0, alpha: Scene.disc(35, 31, radius: 17, soft: soft),
            foreground: { _, _ in [210, 60, 40] }, background: { _, _ in [40, 120, 200] })
        // The clip that makes 4 % transparent and 96 % opaque is what is left of a difference.
        #expect(scene.error(of: try cutOut(scene, reach: 6).matte) < 0.035)
    }

    @Test func shadedColoursAndNoise() throws {
        let scene = Scene(
            PixelSize(width: 72, height: 60), noise: 2, alpha: Scene.disc(35, 31, radius: 17, soft: 5),
            foreground: { u, v in [190 + 0.5 * u, 60 + 0.4 * v, 40] },
            background: { u, v in [40, 150 - 0.5 * v, 90 + u] })
        #expect(scene.error(of: try cutOut(scene, reach: 5).matte) < 0.06)
    }

    @Test func texturedProductKeepsItsInside() throws {
        let scene = Scene(
            PixelSize(width: 80, height: 80), alpha: Scene.box(20..<60, 18..<64),
            foreground: Scene.stripes([230, 210, 40], [20, 40, 90], width: 7), background: Scene.wall([200, 205, 210]))
        let matte = try cutOut(scene, reach: 4).matte
        #expect(scene.overlap(with: matte) > 0.98)
        #expect(scene.error(of: matte) < 0.15)
    }

    @Test func quickEdgesAreNearTheFineOnes() throws {
        let scene = Scene(
            PixelSize(width: 96, height: 96), alpha: Scene.disc(48, 48, radius: 27, soft: 4),
            foreground: { _, _ in [210, 60, 40] }, background: Scene.wall([180, 200, 220]))
        let quick = scene.error(of: try cutOut(scene, reach: 5, edge: .quick).matte)
        #expect(quick < 0.1)
        #expect(scene.error(of: try cutOut(scene, reach: 5).matte) <= quick + 0.01)
    }

    /// A red disc on green: its soft edge is full of green, and must not be.
    @Test func edgeColoursAreFreedOfTheBackground() throws {
        let scene = Scene(
            PixelSize(width: 72, height: 72), noise: 1, alpha: Scene.disc(36, 36, radius: 20, soft: 8),
            foreground: { _, _ in [200, 30, 40] }, background: { _, _ in [30, 190, 60] })
        let cutout = try cutOut(scene, reach: 4)
        var (raw, freed, count) = (0.0, 0.0, 0.0)
        for y in 0..<72 {
            for x in 0..<72 where (26...240).contains(cutout.matte[x, y]) {
                raw += Double(scene.picture[x, y].y) - 30
                freed += abs(Double(cutout.picture[x, y].y) - 30)
                count += 1
            }
        }
        #expect(count > 100)
        #expect(raw / count > 50)
        #expect(freed < 0.35 * raw)
    }

    @Test func oneUnknownPixelAndAThinPicture() throws {
        for size in [PixelSize(width: 9, height: 2), PixelSize(width: 2, height: 9), PixelSize(width: 3, height: 3)] {
            var options = CutoutOptions()
            var trimap = Mask(size: size, filledWith: 255)
            trimap[1, 1] = 128
            trimap[0, 0] = 0
            options.trimap = trimap
            let cutout = try Picture(size: size, filledWith: [90, 80, 70, 255]).cutOut(options: options)
            #expect(cutout.matte[0, 0] == 0)
            #expect(cutout.matte[size.width - 1, size.height - 1] == 255)
        }
    }

    @Test func everyInstructionSetGivesTheSameBits() throws {
        let scene = Scene(
            PixelSize(width: 90, height: 70), alpha: Scene.disc(44, 36, radius: 22, soft: 6),
            foreground: Scene.stripes([230, 210, 40], [120, 40, 90], width: 9), background: Scene.wall([120, 160, 190]))
        let (scalar, best) = try scalarAndBest { try cutOut(scene, reach: 6) }
        #expect(scalar.matte == best.matte)
        #expect(scalar.picture == best.picture)
    }
}
