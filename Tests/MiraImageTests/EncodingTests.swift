import MiraImage
import MiraTestSupport
import Testing

@Suite struct EncodingTests {
    @Test(arguments: [(1, 1), (17, 9), (64, 33)])
    func pngKeepsEveryPixel(width: Int, height: Int) throws {
        for alpha: UInt8 in [255, 90, 0] {
            let picture = gradientPicture(width: width, height: height, alpha: alpha)
            let bytes = try picture.encoded(EncodingOptions(.png))
            #expect(try Picture(decoding: bytes) == picture)
        }
    }
}
