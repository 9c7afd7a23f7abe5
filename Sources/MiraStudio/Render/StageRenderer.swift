import CMiraKernels
import MiraGeneration
import MiraImage

/// Draws a stage: light on the ground, the ground itself, what lies behind it, the lens.
struct StageRenderer {
    let stage: Stage
    let hulls: [ProductHull]
    let quality: Quality

    /// The finished scene without the products, linear light, opaque.
    func render(monitor: Monitor) throws(ImageError) -> LinearPicture {
        let camera = stage.camera
        let rows = (0..<camera.size.height).map { stage.ground.row(Float($0) + 0.5, camera: camera) }
        try monitor.advance(to: 0.02, "light")
        let light = try FloorLight(
            camera: camera, lamp: stage.light.lamp, rows: rows, hulls: hulls, samples: quality.lightSamples,
            seed: stage.seed, monitor: monitor)
        try monitor.advance(to: 0.45, "ground")
        let backdrop = try BackdropImage(stage: stage, monitor: monitor)
        let pattern = try KeyPattern(stage: stage, rows: rows, monitor: monitor)
        var scene = LinearPicture(size: camera.size, filledWith: SIMD4(0, 0, 0, 1))
        let shading = GroundShading(
            stage: stage, rows: rows, light: light, backdrop: backdrop, pattern: pattern, hulls: hulls)
        try shading.draw(into: &scene, monitor: monitor)
        try monitor.advance(to: 0.75, "lens")
        try scene.blurByRows(
            rows.map { stage.lens.blur(at: $0.part == .beyond ? .infinity : $0.depth) }, monitor: monitor)
        stage.backdrop.drawBokeh(into: &scene, stage: stage, rows: rows)
        try monitor.advance(to: 0.9, "finish")
        try scene.finish(stage.finish, seed: stage.seed, monitor: monitor)
        try monitor.advance(to: 1, "scene")
        return scene
    }
}

extension Quality {
    /// Rays a pixel.
    var lightSamples: Int {
        switch self {
        case .low: 2
        case .medium: 8
        case .high: 16
        }
    }
}

/// The key light's pattern on the ground, at a quarter of the resolution: it is soft.
struct KeyPattern {
    static let step = 4
    let grid: Grid<Float>

    /// Irradiance times gobo and spot, 1 at the product's place without them.
    init(stage: Stage, rows: [GroundRow], monitor: Monitor) throws(ImageError) {
        let camera = stage.camera
        let step = Self.step
        var grid = Grid(
            size: PixelSize(width: camera.size.width / step + 2, height: camera.size.height / step + 2),
            filledWith: Float(0))
        let width = grid.width, height = grid.height
        let light = stage.light
        grid.withUnsafeMutablePixels { out in
            nonisolated(unsafe) let out = out
            Parallel.stripes(of: height, rowsPerStripe: 4) { range in
                for y in range where !monitor.cancellation.isCancelled {
                    // Cell y is the pattern at the upper border of pixel row y · step.
                    let row = stage.ground.row(Float(min(y * step, rows.count)), camera: camera)
                    guard row.part != .beyond else { continue }
                    for x in 0..<width {
                        let column = Float(x * step)
                        let point = SIMD3(
                            (column - camera.center) * row.depth / camera.focal, row.height, row.depth)
                        var value = light.irradiance(at: point, up: row.up, toward: row.toward)
                        value *= light.gobo.transmission(at: point)
                        if let spot = light.spot {
                            let d = point - light.target
                            let distance = (d.x * d.x + 0.6 * d.z * d.z + d.y * d.y).squareRoot()
                            value *= 0.12 + 0.88 * Arithmetic.smooth(spot * 1.35, spot * 0.75, distance)
                        }
                        out[y * width + x] = value
                    }
                }
            }
        }
        try monitor.cancellation.check()
        self.grid = grid
    }
}

/// The backdrop at an eighth of the resolution, from far above the frame (for reflections) to its lower border.
struct BackdropImage {
    static let step = 8
    /// The output row of the first cell.
    let top: Int
    let grid: Grid<SIMD4<Float>>

    init(stage: Stage, monitor: Monitor) throws(ImageError) {
        let camera = stage.camera, step = Self.step
        let top = -(camera.size.height / step) * step
        let width = camera.size.width / step + 2, height = (camera.size.height - top) / step + 2
        var grid = Grid(size: PixelSize(width: width, height: height), filledWith: SIMD4<Float>.zero)
        let look = stage.backdrop
        let unit = 2 / Float(camera.size.width * camera.size.height).squareRoot()
        grid.withUnsafeMutablePixels { out in
            nonisolated(unsafe) let out = out
            Parallel.stripes(of: height, rowsPerStripe: 4) { range in
                for y in range where !monitor.cancellation.isCancelled {
                    let up = (camera.horizon - Float(top + y * step)) * unit
                    for x in 0..<width {
                        let color = look.color(at: SIMD2((Float(x * step) - camera.center) * unit, up))
                        out[y * width + x] = SIMD4(color, 1)
                    }
                }
            }
        }
        try monitor.cancellation.check()
        self.top = top
        self.grid = grid
    }
}
