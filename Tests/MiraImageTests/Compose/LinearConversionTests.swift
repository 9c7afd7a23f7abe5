import Foundation
import MiraImage
import MiraTestSupport
import Testing

@Suite struct LinearConversionTests {
    /// Every byte comes back, under every alpha that keeps it apart.
    @Test func roundTripIsExact() {
        var picture = Picture(size: PixelSize(width: 256, height: 256))
        for y in 0..<256 {
            for x in 0..<256 { picture[x, y] = SIMD4(UInt8(x), UInt8(255 - x), UInt8(x ^ 85), UInt8(y)) }
        }
        let back = Picture(LinearPicture(picture))
        for y in 0..<256 {
            for x in 0..<256 { #expect(back[x, y] == (y == 0 ? .zero : picture[x, y])) }
        }
    }

    @Test func lightIsThatOfTheStandard() {
        for code in 0..<256 {
            let stored = Double(code) / 255
            let expected = stored <= 0.04045 ? stored / 12.92 : pow((stored + 0.055) / 1.055, 2.4)
            #expect(SRGB.linearOfByte[code] == Float(expected))
        }
    }

    /// The byte changes exactly where the curve says so.
    @Test func encodingIsRoundedExactly() {
        for code in 0..<255 {
            let stored = (Double(code) + 0.5) / 255
            let half = stored <= 0.04045 ? stored / 12.92 : pow((stored + 0.055) / 1.055, 2.4)
            for (light, expected) in [(Float(half * (1 - 1e-6)), code), (Float(half * (1 + 1e-6)), code + 1)] {
                let linear = LinearPicture(
                    size: PixelSize(width: 1, height: 1), filledWith: SIMD4(light, light, light, 1))
                #expect(Picture(linear)[0, 0].x == UInt8(expected))
                #expect(SRGB.byte(light) == UInt8(expected))
            }
        }
    }

    @Test func badNumbersAreClipped() {
        for (value, expected) in [(Float.nan, 0), (.infinity, 255), (-.infinity, 0), (-1, 0), (7, 255)] {
            let linear = LinearPicture(
                size: PixelSize(width: 1, height: 1), filledWith: SIMD4(value, value, value, 1))
            #expect(Picture(linear)[0, 0] == SIMD4(UInt8(expected), UInt8(expected), UInt8(expected), 255))
        }
        let none = LinearPicture(size: PixelSize(width: 1, height: 1), filledWith: SIMD4(1, 1, 1, .nan))
        #expect(Picture(none)[0, 0] == .zero)
    }
}
