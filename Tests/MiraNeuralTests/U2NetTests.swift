import Dispatch
import Glibc
import MiraImage
import MiraNeural
import MiraTestSupport
import Testing

/// The real model, where `make setup-models` installed it.
@Suite(.enabled(if: InstalledModels.saliency().model != nil, "no model is installed; make setup-models installs one"))
struct U2NetTests {
    /// A red ball with a highlight on a light table.
    private func ball(_ size: PixelSize, x: Double, y: Double, radius: Double) -> Picture {
        var picture = Picture(size: size)
        for row in 0..<size.height {
            for column in 0..<size.width {
                let (dx, dy) = (Double(column) - x, Double(row) - y)
                let distance = (dx * dx + dy * dy).squareRoot() / radius
                let light = max(
                    0,
                    1 - ((dx + radius / 3) * (dx + radius / 3) + (dy + radius / 3) * (dy + radius / 3))
                        / (radius * radius))
                let shade = distance < 1 ? 90 + 150 * light : 0
                let wall = 225 - 30 * Double(row) / Double(size.height)
                picture[column, row] =
                    distance < 1
                    ? SIMD4(UInt8(min(255, shade)), UInt8(shade / 5), UInt8(shade / 6), 255)
                    : SIMD4(UInt8(wall), UInt8(wall), UInt8(wall - 4), 255)
            }
        }
        return picture
    }

    private func model() throws -> any SaliencyModel {
        try #require(InstalledModels.saliency().model)
    }

    @Test func findsABall() throws {
        let picture = ball(PixelSize(width: 200, height: 160), x: 100, y: 90, radius: 45)
        let mask = try model().saliency(of: picture, monitor: .silent)
        #expect(abs(mask.size.aspect - picture.size.aspect) < 0.02)
        let scale = Double(mask.width) / 200
        func value(_ x: Double, _ y: Double) -> UInt8 { mask[Int(x * scale), Int(y * scale)] }
        #expect(value(100, 90) > 200)
        #expect(value(10, 10) < 30 && value(190, 150) < 30)
    }

    @Test func smallProductIsLookedAtCloser() throws {
        let picture = ball(PixelSize(width: 640, height: 640), x: 200, y: 420, radius: 60)
        let mask = try model().saliency(of: picture, monitor: .silent)
        #expect(mask.width > 320)
        let scale = Double(mask.width) / 640
        #expect(mask[Int(200 * scale), Int(420 * scale)] > 200)
        #expect(mask[Int(420 * scale), Int(200 * scale)] < 30)
    }

    @Test func sameAnswerTwiceAndFromTwoThreads() throws {
        let picture = ball(PixelSize(width: 120, height: 120), x: 60, y: 60, radius: 35)
        let model = try model()
        let first = try model.saliency(of: picture, monitor: .silent)
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            #expect((try? model.saliency(of: picture, monitor: .silent)) == first)
        }
    }

    @Test func cancelledBefore() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        let picture = ball(PixelSize(width: 64, height: 64), x: 32, y: 32, radius: 20)
        #expect(throws: ImageError(.cancelled, "cancelled")) {
            try model().saliency(of: picture, monitor: Monitor(cancellation: cancellation))
        }
    }

    /// From another thread, while it runs.
    @Test func cancelledMeanwhile() throws {
        let picture = ball(PixelSize(width: 320, height: 320), x: 160, y: 160, radius: 90)
        _ = try model().saliency(of: picture, monitor: .silent)
        let cancellation = Cancellation()
        let monitor = Monitor(cancellation: cancellation) { _, what in
            guard what.contains("looking") else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(30)) { cancellation.cancel() }
        }
        #expect(throws: ImageError(.cancelled, "cancelled")) {
            try model().saliency(of: picture, monitor: monitor)
        }
    }

    @Test func cutOutUsesIt() throws {
        let picture = ball(PixelSize(width: 240, height: 240), x: 120, y: 130, radius: 70)
        let cutout = try picture.cutOut(model: try model())
        guard case .model(let name, let sha256) = cutout.method else {
            Issue.record("found by \(cutout.method)")
            return
        }
        #expect(name == "u2netp" && sha256.utf8.count == 64)
        #expect(cutout.confidence >= 0.6, "\(cutout.reasons)")
        #expect(cutout.matte[120, 130] == 255 && cutout.matte[5, 5] == 0)
    }

    @Test(arguments: [
        (TinyModel.identity(.float, sides: [1, 3, 16, 16]), "another shape"),
        (TinyModel.identity(.float, sides: [1, 320]), "dimensions"),
        (TinyModel.identity(.int64, sides: [1, 3, 320, 320]), "32-bit floats"),
        (Array("not a model".utf8), "can't be loaded"),
        ([], "can't be loaded"),
    ])
    func anotherModelIsUnavailable(bytes: [UInt8], words: String) throws {
        let folder = try TemporaryFolder()
        let runtime = try #require(try InstalledModels.list().first { $0.kind == .runtime })
        #expect(symlink(InstalledModels.folder + "/" + runtime.file, folder.file("runtime.so")) == 0)
        try folder.write(bytes, to: "model.onnx")
        let manifest = """
            {"version": 1, "models": [
              {"name": "r", "kind": "runtime", "file": "runtime.so", "sha256": "\(runtime.sha256)", "licence": "", "source": ""},
              {"name": "m", "kind": "saliency", "file": "model.onnx", "sha256": "\(sha256Hex(bytes))", "licence": "", "source": ""}
            ]}
            """
        try folder.write(Array(manifest.utf8), to: "manifest.json")
        let model = try #require(InstalledModels.saliency(in: folder.path).model)
        do throws(ImageError) {
            _ = try model.saliency(of: gradientPicture(width: 32, height: 32), monitor: .silent)
            Issue.record("expected an error")
        } catch {
            #expect(error.cause == .unavailable)
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.message.contains("\n"))
        }
    }
}
