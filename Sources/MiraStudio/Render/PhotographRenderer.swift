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
        let ground = GroundLuma(photograph, from: max(0, Int(main.base) - main.height / 4))
        let width = result.width
        var pixels = result.grid.mutablePixels
        let key = seen.key.pixels, sky = seen.sky.pixels
        for y in rows.indices where rows[y].part != .beyond {
            for x in 0..<width {
                let i = y * width + x
                guard key[i] < 1 || sky[i] < 1 else { continue }
                // Ground that lies in a shadow already gets no second one.
                let lit = Arithmetic.smooth(0.35, 0.6, ground.relative(x, y))
                let direct = 1 - lit * (1 - key[i] * FloorLight.corner(open: sky[i]))
                let open = 1 - 0.85 * (1 - sky[i])
                let ratio = (Self.sun * (share * direct) + Self.sky * ((1 - share) * open)) / full
                pixels[i] *= SIMD4(ratio, 1)
            }
        }
        try monitor.advance(to: 1, "scene")
        return result
    }
}

/// How bright the ground of a photograph is, place by place: means over cells of eight by eight pixels.
private struct GroundLuma {
    private static let step = 8
    private let width: Int
    private let height: Int
    private var cells: [Float] = []
    /// The median from a row on: what is usual where the product stands.
    private var usual: Float = 1

    init(_ picture: LinearPicture, from top: Int) {
        let step = Self.step
        width = (picture.width + step - 1) / step
        height = (picture.height + step - 1) / step
        let pixels = picture.grid.pixels
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0, count: Float = 0
                for y in row * step..<min(picture.height, (row + 1) * step) {
                    for x in column * step..<min(picture.width, (column + 1) * step) {
                        let p = pixels[y * picture.width + x]
                        sum += 0.2126 * p.x + 0.7152 * p.y + 0.0722 * p.z
                        count += 1
                    }
                }
                cells.append(sum / count)
            }
        }
        let below = cells[min(cells.count - 1, top / step * width)...].sorted()
        usual = max(1e-4, below.isEmpty ? 1 : below[below.count / 2])
    }

    /// The brightness at a pixel, 1 where it is the usual one.
    func relative(_ x: Int, _ y: Int) -> Float {
        let step = Float(Self.step)
        let u = max(0, min(Float(width - 1), (Float(x) + 0.5) / step - 0.5))
        let v = max(0, min(Float(height - 1), (Float(y) + 0.5) / step - 0.5))
        let (ix, iy) = (Int(u), Int(v))
        let right = min(ix + 1, width - 1), below = min(iy + 1, height - 1)
        let upper = Arithmetic.mix(cells[iy * width + ix], cells[iy * width + right], u - Float(ix))
        let lower = Arithmetic.mix(cells[below * width + ix], cells[below * width + right], u - Float(ix))
        return Arithmetic.mix(upper, lower, v - Float(iy)) / usual
    }
}
