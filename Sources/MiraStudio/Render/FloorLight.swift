import CMiraKernels
import MiraImage

/// How much of the key light and of the open sky each pixel of the ground sees past the products.
struct FloorLight: Sendable {
    /// 0…1, of the output's size; 1 where no ground is.
    var key: Grid<Float>
    var sky: Grid<Float>

    /// - Parameters:
    ///   - rows: of the output, from top to bottom.
    ///   - samples: rays a pixel; sixteen times as many count, because neighbours share theirs.
    init(
        camera: Camera, lamp: Lamp, rows: [GroundRow], hulls: [ProductHull], samples: Int, seed: UInt32,
        monitor: Monitor
    ) throws(ImageError) {
        let size = camera.size
        key = Grid(size: size, filledWith: 1)
        sky = Grid(size: size, filledWith: 1)
        guard !hulls.isEmpty else { return }
        try trace(
            camera: camera, lamp: lamp, rows: rows, hulls: hulls, samples: samples, seed: seed, monitor: monitor)
        try key.smoothedOverTiles(monitor: monitor)
        try sky.smoothedOverTiles(monitor: monitor)
    }

    private mutating func trace(
        camera: Camera, lamp: Lamp, rows: [GroundRow], hulls: [ProductHull], samples: Int, seed: UInt32,
        monitor: Monitor
    ) throws(ImageError) {
        let reach = 1.5 * (hulls.map { $0.extent(camera: camera).height }.max() ?? 1)
        let camera = mira_camera(camera)
        let light = mira_area_light(center: lamp.center.tuple, across: lamp.across.tuple, along: lamp.along.tuple)
        let width = key.width
        ProductHull.withKernelHulls(hulls) { kernelHulls in
            key.withUnsafeMutablePixels { key in
                sky.withUnsafeMutablePixels { sky in
                    guard let keyBase = key.baseAddress, let skyBase = sky.baseAddress else { return }
                    nonisolated(unsafe) let (key, sky, kernelHulls) = (keyBase, skyBase, kernelHulls)
                    Parallel.stripes(of: rows.count, rowsPerStripe: 8) { range in
                        var (camera, light) = (camera, light)
                        for y in range where rows[y].part != .beyond && !monitor.cancellation.isCancelled {
                            var ground = mira_ground_row(
                                row: Int32(y), first: 0, depth: rows[y].depth, height: rows[y].height)
                            mira_stage_visibility(
                                &camera, kernelHulls, kernelHulls.count, &light, reach, &ground, width,
                                Int32(samples), seed, key + y * width, sky + y * width)
                        }
                    }
                }
            }
        }
        try monitor.cancellation.check()
    }
}

extension FloorLight {
    /// What is left of a lamp's light in a corner that sees this much of the sky: edges too fine for the hull take some.
    static func corner(open: Float) -> Float { 0.45 + 0.55 * Arithmetic.smooth(0.38, 0.82, open) }
}

extension mira_camera {
    init(_ camera: Camera) {
        self.init(focal: camera.focal, horizon: camera.horizon, center: camera.center, eye: camera.eye)
    }
}

extension SIMD3<Float> {
    var tuple: (Float, Float, Float) { (x, y, z) }
}

extension Grid<Float> {
    /// A mean over 4×4 pixels (5×5, the border counting half), which is what sampling by tiles asks for, then a wider one
    /// that stops at edges.
    mutating func smoothedOverTiles(monitor: Monitor) throws(ImageError) {
        let taps: [Float] = [0.125, 0.25, 0.25, 0.25, 0.125]
        try convolve(taps, step: (1, 0), edge: .infinity, monitor: monitor)
        try convolve(taps, step: (0, 1), edge: .infinity, monitor: monitor)
        let wide: [Float] = [0.0625, 0.25, 0.375, 0.25, 0.0625]
        try convolve(wide, step: (4, 0), edge: 0.09, monitor: monitor)
        try convolve(wide, step: (0, 4), edge: 0.09, monitor: monitor)
    }

    /// A mean of five values `step` apart, of which those count less that differ by more than about `edge`.
    ///
    /// - Source: Dammertz et al. 2010, "Edge-avoiding à-trous wavelet transform".
    private mutating func convolve(
        _ taps: [Float], step: (x: Int, y: Int), edge: Float, monitor: Monitor
    ) throws(ImageError) {
        let (width, height) = (width, height)
        let from = self
        let sharpness = 1 / (edge * edge)
        withUnsafeMutablePixels { to in
            from.withUnsafePixels { from in
                nonisolated(unsafe) let (from, to) = (from, to)
                Parallel.stripes(of: height, rowsPerStripe: 16) { range in
                    for y in range where !monitor.cancellation.isCancelled {
                        let rows = (-2...2).map { max(0, min(height - 1, y + $0 * step.y)) * width }
                        for x in 0..<width {
                            let center = from[y * width + x]
                            var sum: Float = 0, weights: Float = 0
                            for tap in 0..<5 {
                                let column = max(0, min(width - 1, x + (tap - 2) * step.x))
                                let value = from[rows[tap] + column]
                                let difference = value - center
                                let weight = taps[tap] / (1 + difference * difference * sharpness)
                                sum += value * weight
                                weights += weight
                            }
                            to[y * width + x] = sum / weights
                        }
                    }
                }
            }
        }
        try monitor.cancellation.check()
    }
}
