import MiraImage
import Synchronization

/// U²-Net, which finds the salient object of a picture.
///
/// It looks twice: at the whole picture, and where the product is small, again at the part around it.
///
/// - Shapes: 1×3×320×320 RGB, normalised as ImageNet's pictures are → 1×1×320×320, stretched to 0…1 as its authors do.
/// - Source: Qin, Zhang, Huang, Dehghan, Zaiane, Jagersand, "U²-Net: Going deeper with nested U-structure for salient
///   object detection", Pattern Recognition 106, 2020.
final class U2Net: SaliencyModel {
    private static let side = 320
    private static let mean = SIMD3<Float>(0.485, 0.456, 0.406)
    private static let deviation = SIMD3<Float>(0.229, 0.224, 0.225)

    private let model: InstalledFile
    private let runtime: InstalledFile

    private static let sessions = Mutex<[InstalledFile: Result<Session, ImageError>]>([:])

    init(model: InstalledFile, runtime: InstalledFile) {
        self.model = model
        self.runtime = runtime
    }

    var name: String { model.entry.name }
    var sha256: String { model.entry.sha256 }

    func saliency(of picture: Picture, monitor: Monitor) throws(ImageError) -> Mask {
        try monitor.advance(to: 0, "loading \(name)")
        let session = try session()
        try monitor.advance(to: 0.2, "looking for the product")
        let whole = try look(at: Region(picture.size), of: picture, session, monitor)
        try monitor.advance(to: 0.6, "looking closer")
        guard let close = whole.closeUp(of: picture.size) else {
            return try whole.scaled(toFit: picture.size, side: Self.side)
        }
        let detail = try look(at: close, of: picture, session, monitor)
        try monitor.advance(to: 1, "looking closer")
        // What runs on beyond the close-up is more than the product that it was made for.
        guard !detail.runsOn(beyond: close, of: picture.size) else {
            return try whole.scaled(toFit: picture.size, side: Self.side)
        }
        return try whole.refined(by: detail, at: close, of: picture.size)
    }

    private func look(
        at region: Region, of picture: Picture, _ session: Session, _ monitor: Monitor
    ) throws(ImageError) -> Mask {
        let size = PixelSize(width: Self.side, height: Self.side)
        let input = Self.tensor(try picture.resampled(to: size, from: region, light: .gamma))
        return Self.mask(try session.run(input, cancellation: monitor.cancellation))
    }

    /// The loaded model; verified and loaded once per process.
    private func session() throws(ImageError) -> Session {
        let result = Self.sessions.withLock { sessions in
            if let known = sessions[model] { return known }
            let result = Result<Session, ImageError> { () throws(ImageError) in
                let shape = [1, 3, Self.side, Self.side]
                return try Runtime.open(runtime).session(
                    model: model.verifiedBytes(), input: shape, output: [1, 1, Self.side, Self.side])
            }
            sessions[model] = result
            return result
        }
        return try result.get()
    }

    /// Planes of R, G and B. The network was trained on pictures divided by their greatest value.
    private static func tensor(_ picture: Picture) -> [Float] {
        let pixels = picture.grid.pixels
        let plane = pixels.count
        var greatest: UInt8 = 1
        for index in pixels.indices {
            let pixel = pixels[index]
            greatest = max(greatest, pixel.x, pixel.y, pixel.z)
        }
        var tensor = [Float](repeating: 0, count: 3 * plane)
        for channel in 0..<3 {
            let scale = 1 / (Float(greatest) * deviation[channel])
            let offset = mean[channel] / deviation[channel]
            for index in 0..<plane {
                tensor[channel * plane + index] = Float(pixels[index][channel]) * scale - offset
            }
        }
        return tensor
    }

    /// The network's answer between its extremes, as 8 bits. An answer without extremes says nothing: an empty mask.
    private static func mask(_ output: [Float]) -> Mask {
        var mask = Mask(size: PixelSize(width: side, height: side))
        let finite = output.allSatisfy { $0.isFinite }
        guard finite, let least = output.min(), let greatest = output.max(), greatest > least else { return mask }
        var pixels = mask.grid.mutablePixels
        for index in output.indices {
            pixels[index] = UInt8((output[index] - least) / (greatest - least) * 255 + 0.5)
        }
        return mask
    }
}
