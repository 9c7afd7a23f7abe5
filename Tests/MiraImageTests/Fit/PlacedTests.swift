import MiraImage
import MiraTestSupport
import Testing

@Suite struct PlacedTests {
    let canvas = PixelSize(width: 40, height: 32)

    @Test func wholePlacementCopiesEveryBit() throws {
        let picture = noisePicture(PixelSize(width: 13, height: 9), seed: 4)
        let placed = try picture.placed(Placement(x: 5, y: 7, width: 13, height: 9), on: canvas)
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let inside = (5..<18).contains(x) && (7..<16).contains(y)
                #expect(placed[x, y] == (inside ? picture[x - 5, y - 7] : .zero))
            }
        }
    }

    @Test func whatSticksOutIsLeftOut() throws {
        let picture = noisePicture(PixelSize(width: 60, height: 50), seed: 4)
        let placed = try picture.placed(Placement(x: -7, y: -3, width: 60, height: 50), on: canvas)
        #expect(placed[0, 0] == picture[7, 3])
        #expect(placed[39, 31] == picture[46, 34])
        let gone = try picture.placed(Placement(x: 100, y: 0, width: 60, height: 50), on: canvas)
        #expect(gone == Picture(size: canvas))
    }

    /// Inside, an opaque picture is opaque; at the rim it has the alpha of the covered part.
    @Test func rimsGetTheirPart() throws {
        let picture = Picture(size: PixelSize(width: 30, height: 30), filledWith: SIMD4(10, 200, 30, 255))
        let placed = try picture.placed(Placement(x: 4.25, y: 3.5, width: 10.5, height: 20), on: canvas)
        for y in 4..<23 {
            #expect(placed[3, y] == .zero)
            #expect(placed[4, y] == SIMD4(10, 200, 30, 191))
            for x in 5..<14 { #expect(placed[x, y] == SIMD4(10, 200, 30, 255)) }
            #expect(placed[14, y] == SIMD4(10, 200, 30, 191))
            #expect(placed[15, y] == .zero)
        }
        #expect(placed[8, 3] == SIMD4(10, 200, 30, 128))
        #expect(placed[8, 23] == SIMD4(10, 200, 30, 128))
    }

    /// A placement is a resampling of the whole picture, seen through the canvas.
    @Test func agreesWithResampling() throws {
        let picture = noisePicture(PixelSize(width: 50, height: 44), seed: 8)
        let size = PixelSize(width: 21, height: 17)
        let whole = try picture.resampled(to: size)
        let placed = try picture.placed(Placement(x: 3, y: 4, width: 21, height: 17), on: canvas)
        for y in 0..<size.height { for x in 0..<size.width { #expect(placed[x + 3, y + 4] == whole[x, y]) } }
    }

    @Test func refusesBadPlacements() {
        let picture = Picture(size: PixelSize(width: 4, height: 4))
        for placement in [
            Placement(x: 0, y: 0, width: 0, height: 4), Placement(x: 0, y: 0, width: -4, height: 4),
            Placement(x: .nan, y: 0, width: 4, height: 4), Placement(x: 0, y: 0, width: 1e-9, height: 4),
            Placement(x: 0, y: .infinity, width: 4, height: 4),
        ] {
            #expect(throws: ImageError.self) { try picture.placed(placement, on: canvas) }
            #expect(throws: ImageError.self) { try Mask(size: picture.size).placed(placement, on: canvas) }
        }
    }

    @Test func masksArePlacedLikePictures() throws {
        var mask = Mask(size: PixelSize(width: 8, height: 8), filledWith: 255)
        mask[3, 3] = 7
        let copy = try mask.placed(Placement(x: 2, y: 1, width: 8, height: 8), on: canvas)
        #expect(copy[5, 4] == 7 && copy[2, 1] == 255 && copy[1, 1] == 0)
        let half = try Mask(size: mask.size, filledWith: 255)
            .placed(Placement(x: 1.5, y: 2, width: 4, height: 4), on: canvas)
        #expect(half[1, 3] == 128 && half[2, 3] == 255 && half[5, 3] == 128)
    }
}
