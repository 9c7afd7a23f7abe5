import MiraGeneration
import MiraImage

/// Draws the products' shadows on the ground of the user's own picture.
struct PhotographRenderer {
    let photograph: LinearPicture
    let camera: Camera
    let hulls: [ProductHull]
    let light: PhotographLight
    let quality: Quality

    /// Colours of the sun and of the sky, each with a mean of 1.
    private static let sun = SIMD3<Float>(1.08, 1.0, 0.92)
    private static let sky = SIMD3<Float>(0.828, 0.983, 1.189)

    /// The photograph with shadows.
    ///
    /// The light that is left multiplies the ground, so its texture stays.
    func render(seed: UInt32, monitor: Monitor) throws(ImageError) -> LinearPicture {
        guard let main = hulls.main else { return photograph }
        try monitor.advance(to: 0.1, "light")
        let rows = (0..<camera.size.height).map { GroundShape.plain.row(Float($0) + 0.5, camera: camera) }
        let extent = main.extent(camera: camera)
        let target = SIMD3(
            (Float(main.left) + 0.5 * Float(main.width) - camera.center) * main.depth / camera.focal, 0, main.depth)
        let hardness = Arithmetic.smooth(0.3, 0.62, light.keyShare)
        let lamp = Lamp(
            target: target, side: light.side, azimuth: 112, elevation: 42,
            distance: 6 * max(extent.height, extent.width), radius: Arithmetic.mix(0.3, 0.06, hardness))
        let seen = try FloorLight(
            camera: camera, lamp: lamp, rows: rows, hulls: hulls, samples: quality.lightSamples, seed: seed,
            monitor: monitor)
        try monitor.advance(to: 0.8, "shadow")
        var result = photograph
        let share = light.keyShare
        let full = Self.sun * share + Self.sky * (1 - share)
        let usual = usualLuma()
        let width = result.width
        var pixels = result.grid.mutablePixels
        let key = seen.key.pixels, sky = seen.sky.pixels
        for y in rows.indices where rows[y].part != .beyond {
            for x in 0..<width {
                let i = y * width + x
                guard key[i] < 1 || sky[i] < 1 else { continue }
                let p = pixels[i]
                // Ground that lies in a shadow already gets no second one.
                let luma = 0.2126 * p.x + 0.7152 * p.y + 0.0722 * p.z
                let lit = Arithmetic.smooth(0.35 * usual, 0.6 * usual, luma)
                let direct = 1 - lit * (1 - key[i])
                let open = 1 - 0.85 * (1 - sky[i])
                let ratio = (Self.sun * (share * direct) + Self.sky * ((1 - share) * open)) / full
                pixels[i] = SIMD4(p.x * ratio.x, p.y * ratio.y, p.z * ratio.z, p.w)
            }
        }
        try monitor.advance(to: 1, "scene")
        return result
    }

    /// The median luminance of the ground where the products stand.
    private func usualLuma() -> Float {
        guard let main = hulls.main else { return 0 }
        let top = max(0, min(camera.size.height - 1, Int(main.base) - main.height / 4))
        let pixels = photograph.grid.pixels
        var values: [Float] = []
        for y in stride(from: top, to: camera.size.height, by: 4) {
            for x in stride(from: 0, to: camera.size.width, by: 4) {
                let p = pixels[y * camera.size.width + x]
                values.append(0.2126 * p.x + 0.7152 * p.y + 0.0722 * p.z)
            }
        }
        values.sort()
        return values.isEmpty ? 0 : values[values.count / 2]
    }
}
