import MiraGeneration
import MiraImage
import Testing

@testable import MiraStudio

@Suite struct ColorTransferTests {
    private func picture(_ color: (Int, Int) -> SIMD4<UInt8>) -> Picture {
        var picture = Picture(size: PixelSize(width: 32, height: 32))
        for y in 0..<32 { for x in 0..<32 { picture[x, y] = color(x, y) } }
        return picture
    }

    private var sunset: Picture {
        picture { x, y in SIMD4(UInt8(150 + 3 * y), UInt8(60 + 3 * x), UInt8(90 - 2 * y), 255) }
    }

    @Test func labAgreesWithItsDefinition() {
        for linear in [SIMD4<Float>(1, 1, 1, 1), SIMD4(0.2, 0.5, 0.1, 1), SIMD4(0.001, 0.002, 0.9, 1)] {
            let lab = Lab.from(linear: linear)
            let exact = LabColor(linear: SIMD3(Double(linear.x), Double(linear.y), Double(linear.z)))
            #expect(abs(Double(lab.x) - exact.l) < 0.01)
            #expect(abs(Double(lab.y) - exact.a) < 0.01)
            #expect(abs(Double(lab.z) - exact.b) < 0.01)
            let back = Lab.linear(lab)
            for channel in 0..<3 { #expect(abs(back[channel] - linear[channel]) < 1e-4) }
        }
    }

    @Test func rootOfAMatrixIsItsRoot() {
        let matrix = SymmetricMatrix(diagonal: SIMD3(4, 9, 2), xy: 1.5, xz: -0.5, yz: 0.75)
        let root = matrix.squareRoot
        let unit = SymmetricMatrix(diagonal: SIMD3(repeating: 1), xy: 0, xz: 0, yz: 0)
        let square = root.sandwiching(unit)
        for index in 0..<3 {
            let difference = square.row(index) - matrix.row(index)
            #expect((difference * difference).sum() < 1e-18)
        }
    }

    @Test func distanceToTheStyleFalls() async throws {
        let plan = StudioScenes.plan("on marble, morning light", quality: .low)
        var styled = plan
        styled.references.append(
            PreparedReference(
                index: 1, role: .style, roleReason: nil, weight: 1, name: "sunset", picture: sunset, cutout: nil,
                sha256: ""))
        let target = ColorStatistics(of: LinearPicture(sunset))
        var last = ColorStatistics(of: LinearPicture(try await StudioScenes.render(plan))).distance(to: target)
        let unstyled = last
        for weight in [0.5, 1] {
            styled.styles = [(reference: 1, weight: weight)]
            let scene = try await StudioScenes.render(styled)
            let distance = ColorStatistics(of: LinearPicture(scene)).distance(to: target)
            #expect(distance < last)
            last = distance
        }
        #expect(last < 0.4 * unstyled)
    }

    @Test func weightZeroChangesNothing() throws {
        var picture = LinearPicture(sunset)
        let before = Picture(picture)
        try picture.takeColors(
            of: LinearPicture(size: picture.size, filledWith: SIMD4(0, 0, 1, 1)), weight: 0, monitor: .silent)
        #expect(Picture(picture) == before)
    }

    @Test func evenPicturesStayFinite() throws {
        var gray = LinearPicture(size: PixelSize(width: 8, height: 8), filledWith: SIMD4(0.2, 0.2, 0.2, 1))
        try gray.takeColors(of: LinearPicture(sunset), weight: 1, monitor: .silent)
        let pixels = gray.grid.pixels
        for index in pixels.indices { #expect(pixels[index].min() >= 0 && pixels[index].max() <= 1) }
    }
}
