import Glibc
import MiraImage
import MiraTestSupport
import Testing

@Suite struct ColorConversionTests {
    static let (r, g, b) = (ICCBuilder.red, ICCBuilder.green, ICCBuilder.blue)

    /// sRGB's curve, and back.
    static func light(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    static func code(_ light: Double) -> Double {
        light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    }

    /// Exchanged primaries exchange the channels, whatever the curve.
    @Test(arguments: [2.2, 1.8, 1.0])
    func exchangedPrimaries(gamma: Double) throws {
        var picture = gradientPicture(width: 32, height: 32, alpha: 120)
        picture.colorSpace = .profile(ICCProfile(bytes: ICCBuilder.rgb([Self.g, Self.b, Self.r], gamma: gamma)))
        let result = try picture.converted(to: .sRGB)
        #expect(result.colorSpace == .sRGB)
        for y in 0..<32 {
            for x in 0..<32 {
                let source = picture[x, y]
                let wanted = [source.z, source.x, source.y].map { Self.code(pow(Double($0) / 255, gamma)) * 255 }
                for channel in 0..<3 { #expect(abs(Double(result[x, y][channel]) - wanted[channel]) <= 1.5) }
                #expect(result[x, y].w == 120)
            }
        }
    }

    /// Sixteen bits stay sixteen bits: the result is finer than eight bits could say.
    @Test func deepColoursStayDeep() throws {
        var deep = DeepPicture(Grid(size: PixelSize(width: 256, height: 1), filledWith: .zero))
        for x in 0..<256 {
            deep.grid[x, 0] = SIMD4(UInt16(x * 40 + 2000), UInt16(x * 40 + 2000), UInt16(x * 40 + 2000), 777)
        }
        deep.colorSpace = .profile(ICCProfile(bytes: ICCBuilder.rgb([Self.r, Self.g, Self.b], gamma: 1)))
        let result = try deep.converted(to: .sRGB)
        for x in 0..<256 {
            let wanted = Self.code(Double(deep.grid[x, 0].y) / 65535) * 65535
            #expect(abs(Double(result.grid[x, 0].y) - wanted) < 40)
            #expect(result.grid[x, 0].w == 777)
        }
        #expect(Set((0..<256).map { result.grid[$0, 0].y }).count == 256)
    }

    @Test func grayProfile() throws {
        var builder = JPEGBuilder(64, 8, sampling: [(1, 1)]) { _, x, _ in x * 30 + 10 }
        builder.segments = JPEGBuilder.profile(ICCBuilder.gray(gamma: 1.0))
        let picture = try Picture(decoding: builder.bytes)
        for block in 0..<8 {
            let wanted = Self.code(Double(block * 30 + 10) / 255) * 255
            let pixel = picture[block * 8, 0]
            #expect(abs(Double(pixel.x) - wanted) <= 1.5)
            #expect(pixel.x == pixel.y && pixel.y == pixel.z && pixel.w == 255)
        }
    }

    /// A profile whose inks multiply, as far as a table of corners says: paper white, one ink dark, all inks black.
    @Test func inksByTheirProfile() throws {
        let profile = ICCBuilder.cmyk { c, m, y, k in
            k == 1
                ? [0, 0, 0]
                : c == 1 && m == 0 && y == 0 ? [60, -30, -40] : c + m + y == 0 ? [100, 0, 0] : [30, 10, 10]
        }
        var builder = JPEGBuilder(24, 8, sampling: [(1, 1), (1, 1), (1, 1), (1, 1)]) { component, x, _ in
            // Stored inverted: no ink, all of the first ink, all of the fourth.
            x == 1 && component == 0 || x == 2 && component == 3 ? 0 : 255
        }
        builder.segments = JPEGBuilder.adobe(transform: 0) + JPEGBuilder.profile(profile)
        let image = try ImageDecoder.decode(builder.bytes)
        #expect(image.info.iccProfile?.name == "test inks")
        let picture = try image.picture(in: .sRGB)
        #expect(picture[0, 0] == SIMD4(255, 255, 255, 255))
        #expect(picture[16, 0].x < 3 && picture[16, 0].w == 255)
        // Lab 60, −30, −40 is a cyan that sRGB has not quite: red is clipped.
        let cyan = picture[8, 0]
        #expect(cyan.x < 10 && (140...175).contains(cyan.y) && (200...230).contains(cyan.z) && cyan.w == 255)
        // As stored, the profile does not matter.
        #expect(image.storedPicture()[8, 0] == SIMD4(0, 255, 255, 255))
    }

    @Test func sRGBStaysAsItIs() throws {
        var picture = gradientPicture(width: 64, height: 64)
        let pixels = picture.grid
        for profile in [ICCProfile.sRGB.bytes] {
            picture.colorSpace = .profile(ICCProfile(bytes: profile))
            #expect(try picture.converted(to: .sRGB).grid == pixels)
        }
    }

    @Test func thereAndBack() throws {
        let wide = ColorSpace.profile(ICCProfile(bytes: ICCBuilder.rgb([Self.r, Self.g, Self.b], gamma: 1.8)))
        let picture = gradientPicture(width: 40, height: 40)
        let back = try picture.converted(to: wide).converted(to: .sRGB)
        #expect(back.colorSpace == .sRGB)
        for y in 0..<40 {
            for x in 0..<40 {
                for channel in 0..<3 { #expect(abs(Int(back[x, y][channel]) - Int(picture[x, y][channel])) <= 2) }
            }
        }
    }

    @Test func brokenProfilesArePassedOverWithANote() throws {
        let good = ICCBuilder.rgb([Self.g, Self.b, Self.r], gamma: 1.8)
        var noTags = good
        noTags.replaceSubrange(128..<132, with: bigEndian32(0))
        var tooManyTags = good
        tooManyTags.replaceSubrange(128..<132, with: bigEndian32(0x7FFF_FFFF))
        var beyond = good
        beyond.replaceSubrange(160..<164, with: bigEndian32(0x7FFF_FFFF))
        let broken: [[UInt8]] = [
            [], [1, 2, 3], Array(good[..<100]), Array(good[..<200]), noTags, tooManyTags, beyond,
            ICCBuilder.gray(gamma: 2), ICCBuilder.cmyk { _, _, _, _ in [50, 0, 0] },
        ]
        for profile in broken {
            var builder = PNGBuilder(4, 4, .rgb) { x, y, c in x * 50 + y * 9 + c }
            builder.chunks = [("iCCP", PNGBuilder.profileData(profile))]
            let image = try ImageDecoder.decode(builder.bytes)
            #expect(image.info.iccProfile == nil, "\(profile.count) bytes")
            #expect(image.info.notes.count == 1)
            #expect(try image.picture(in: .sRGB) == image.storedPicture())
        }
    }

    @Test func convertingWithABrokenProfileThrows() {
        var picture = gradientPicture(width: 4, height: 4)
        picture.colorSpace = .profile(ICCProfile(bytes: [1, 2, 3]))
        let error = #expect(throws: ImageError.self) { try picture.converted(to: .sRGB) }
        #expect(error?.cause == .malformed)
    }

    /// No byte of a profile may make the reading of it crash.
    @Test func changedProfilesAreSurvived() throws {
        let good = ICCBuilder.rgb([Self.g, Self.b, Self.r], gamma: 1.8)
        for index in good.indices {
            var profile = good
            profile[index] ^= 0xFF
            var picture = gradientPicture(width: 2, height: 2)
            picture.colorSpace = .profile(ICCProfile(bytes: profile))
            _ = try? picture.converted(to: .sRGB)
            _ = ICCProfile(bytes: profile).name
        }
    }

    @Test func profilesNames() {
        #expect(ICCProfile(bytes: ICCBuilder.gray(gamma: 2)).name == "test gray")
        let german = Array("deDE".utf8) + bigEndian32(6) + bigEndian32(40)
        let english = Array("enGB".utf8) + bigEndian32(8) + bigEndian32(46)
        let text =
            Array("Rot".utf16).flatMap { bigEndian16(Int($0)) }
            + Array("gr\u{E4}y".utf16).flatMap { bigEndian16(Int($0)) }
        let mluc = Array("mluc".utf8) + bigEndian32(0) + bigEndian32(2) + bigEndian32(12) + german + english + text
        #expect(
            ICCProfile(bytes: ICCBuilder.profile("RGB ", kind: "mntr", version: 4, [("desc", mluc)])).name == "gräy")
        let nameless = ICCBuilder.profile("RGB ", kind: "mntr", version: 4, [("desc", ICCBuilder.description("  "))])
        #expect(ICCProfile(bytes: nameless).name == nil)
        #expect(ICCProfile(bytes: []).name == nil)
    }
}
