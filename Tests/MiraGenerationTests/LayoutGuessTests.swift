import MiraGeneration
import MiraImage
import Testing

@Suite struct LayoutGuessTests {
    /// Sky over ground that meet in `row` of 128, both with some texture.
    private func landscape(horizon row: Int, rough: Range<Int> = 0..<0) -> Picture {
        var picture = Picture(size: PixelSize(width: 128, height: 128))
        for y in 0..<128 {
            for x in 0..<128 {
                let noise = UInt8((x &* 73 &+ y &* 151) % 23)
                picture[x, y] =
                    y < row
                    ? SIMD4(140 + noise / 2, 180 + noise / 2, 230, 255) : SIMD4(90 + noise, 80 + noise, 60 + noise, 255)
                if rough.contains(x), y >= row, (x / 2 + y / 2) % 2 == 0 { picture[x, y] = SIMD4(20, 10, 5, 255) }
            }
        }
        return picture
    }

    @Test(arguments: [32, 48, 64, 80])
    func horizonIsFound(_ row: Int) {
        let guess = HorizonGuess(of: landscape(horizon: row))
        #expect(abs(guess.row - Double(row) / 128) < 0.03)
        #expect(guess.confidence > 0.6)
    }

    @Test func whatHasNoHorizonGetsTheUsualOneWithoutConfidence() {
        var noise = Picture(size: PixelSize(width: 96, height: 96))
        var state: UInt32 = 7
        for y in 0..<96 {
            for x in 0..<96 {
                state = state &* 1_664_525 &+ 1_013_904_223
                noise[x, y] = SIMD4(UInt8(state >> 24), UInt8((state >> 16) & 255), UInt8((state >> 8) & 255), 255)
            }
        }
        for picture in [noise, Picture(size: PixelSize(width: 64, height: 64), filledWith: SIMD4(90, 90, 90, 255))] {
            let guess = HorizonGuess(of: picture)
            #expect(guess.row == HorizonGuess.usual.row)
            #expect(guess.confidence < 0.35)
        }
    }

    @Test func tinyPicturesAreNotLookedAt() {
        #expect(HorizonGuess(of: Picture(size: PixelSize(width: 1, height: 1))) == .usual)
        let seat = SeatGuess(in: Picture(size: PixelSize(width: 1, height: 1)), horizon: 0.4, width: 0.5)
        #expect((0...1).contains(seat.x) && (0...1).contains(seat.y))
    }

    @Test func seatAvoidsRoughGround() {
        let left = SeatGuess(in: landscape(horizon: 40, rough: 0..<70), horizon: 0.31, width: 0.3)
        #expect(left.x > 0.62)
        let right = SeatGuess(in: landscape(horizon: 40, rough: 58..<128), horizon: 0.31, width: 0.3)
        #expect(right.x < 0.38)
        #expect(left.y > 0.6 && left.confidence > 0.3)
    }
}
