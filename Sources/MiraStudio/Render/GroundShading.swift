import CMiraKernels
import MiraImage

/// Colours every pixel of the ground, and lays the backdrop behind it.
struct GroundShading {
    let stage: Stage
    let rows: [GroundRow]
    let light: FloorLight
    let backdrop: BackdropImage
    let pattern: KeyPattern
    let hulls: [ProductHull]

    func draw(into scene: inout LinearPicture, monitor: Monitor) throws(ImageError) {
        let width = scene.width
        scene.grid.withUnsafeMutablePixels { pixels in
            nonisolated(unsafe) let pixels = pixels
            Parallel.stripes(of: rows.count, rowsPerStripe: 16) { range in
                var scratch = Scratch(width: width)
                for y in range where !monitor.cancellation.isCancelled {
                    let row = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
                    drawBackdrop(y, into: row)
                    guard rows[y].part != .beyond else { continue }
                    // The relief needs the row above; the first row of a stripe works it out anew.
                    if y == range.lowerBound || rows[y - 1].part != rows[y].part { evaluate(y - 1, &scratch) }
                    evaluate(y, &scratch)
                    shade(y, &scratch, into: row)
                }
            }
        }
        try monitor.cancellation.check()
    }

    // MARK: Material

    /// Planes of one row: what the material says.
    private struct Scratch {
        var red: [Float], green: [Float], blue: [Float], gloss: [Float]
        var height: [Float], above: [Float]
        var mirrored: [SIMD4<Float>]

        init(width: Int) {
            red = Array(repeating: 0, count: width)
            (green, blue, gloss, height, above) = (red, red, red, red, red)
            mirrored = Array(repeating: .zero, count: width)
        }
    }

    private func look(of row: GroundRow) -> SurfaceLook {
        row.part == .wall ? stage.wall ?? stage.surface : stage.surface
    }

    /// Works out row `y` of the material; the heights of the row before stay in `above`.
    private func evaluate(_ y: Int, _ scratch: inout Scratch) {
        let camera = stage.camera
        let row = y >= 0 && rows[y].part != .beyond ? rows[y] : rows[min(rows.count - 1, y + 1)]
        swap(&scratch.height, &scratch.above)
        let step = row.depth / camera.focal
        var line = mira_surface_row(
            x: (0.5 - camera.center) * step, z: row.arc, step: step, footprint: max(step, rise(at: y, row)))
        var material = look(of: row).pattern
        scratch.red.withUnsafeMutableBufferPointer { red in
            scratch.green.withUnsafeMutableBufferPointer { green in
                scratch.blue.withUnsafeMutableBufferPointer { blue in
                    scratch.height.withUnsafeMutableBufferPointer { height in
                        scratch.gloss.withUnsafeMutableBufferPointer { gloss in
                            mira_surface_evaluate(
                                &material, &line, red.count, red.baseAddress, green.baseAddress, blue.baseAddress,
                                height.baseAddress, gloss.baseAddress)
                        }
                    }
                }
            }
        }
    }

    /// How much of the ground's length a pixel of row `y` covers.
    private func rise(at y: Int, _ row: GroundRow) -> Float {
        let next = y > 0 && rows[y - 1].part != .beyond ? rows[y - 1] : nil
        let other = next ?? (y + 1 < rows.count ? rows[y + 1] : row)
        return abs(other.arc - row.arc)
    }

    // MARK: Light

    private func shade(_ y: Int, _ scratch: inout Scratch, into out: UnsafeMutableBufferPointer<SIMD4<Float>>) {
        let camera = stage.camera, lights = stage.light, row = rows[y], look = look(of: row)
        let width = out.count
        let direction = lights.direction
        // The relief tilts the normal: slopes along x and along the ground.
        let step = row.depth / camera.focal
        let across = look.relief * 0.5 / step, along = look.relief / max(rise(at: y, row), step * 0.5)
        let flatness = max(0.12, direction.y * row.up - direction.z * row.toward)
        let fresnel = Self.fresnel(row, camera: camera)
        let mirror = (look.mirror + (SIMD3(repeating: 1) - look.mirror) * fresnel) * look.gloss
        let isMirror = look.gloss > 0.01 && row.part == .floor
        if isMirror { reflect(y, look: look, into: &scratch) }
        let key = lights.key, fill = lights.fill
        let (top, mixY) = cell(y, step: KeyPattern.step)
        let lightKey = light.key.pixels, lightSky = light.sky.pixels, cells = pattern.grid.pixels
        let cellWidth = pattern.grid.width
        for x in 0..<width {
            let left = x > 0 ? scratch.height[x - 1] : scratch.height[0]
            let right = x + 1 < width ? scratch.height[x + 1] : scratch.height[x]
            let slopeX = (right - left) * across
            let slopeZ = (scratch.above[x] - scratch.height[x]) * along
            let tilt = (flatness - slopeX * direction.x - slopeZ * direction.z) / flatness
            let relief = max(0, min(2.2, tilt))

            let (c, mixX) = cell(x, step: KeyPattern.step)
            let i = top * cellWidth + c
            let upper = Arithmetic.mix(cells[i], cells[i + 1], mixX)
            let lower = Arithmetic.mix(cells[i + cellWidth], cells[i + cellWidth + 1], mixX)
            let irradiance = Arithmetic.mix(upper, lower, mixY)

            let corner = FloorLight.corner(open: lightSky[y * width + x])
            let seen = 1 - lights.shadow * (1 - lightKey[y * width + x] * corner)
            let open = 1 - lights.shadow * (1 - lightSky[y * width + x])
            // Corners are darker than their open sky says: light that bounces there is lost too.
            let sky = open * (0.25 + 0.75 * open)
            var falling = key * (irradiance * seen * relief) + fill * (sky * (0.75 + 0.25 * relief))
            if open < 0.97 { falling += bounced(column: x, closed: 1 - open) }
            let albedo = SIMD3(scratch.red[x], scratch.green[x], scratch.blue[x])
            var color = albedo * falling
            if isMirror {
                let f = mirror * max(0, scratch.gloss[x])
                let seen = scratch.mirrored[x]
                color = color * (1 - 0.6 * f.max()) + SIMD3(seen.x, seen.y, seen.z) * f
            }
            out[x] = SIMD4(color, 1)
        }
    }

    /// The light that the product throws back on the floor beside it, in its own colour.
    private func bounced(column: Int, closed: Float) -> SIMD3<Float> {
        var nearest: ProductHull?
        var least = Float.infinity
        for hull in hulls {
            let distance = abs(Float(column - hull.left) / Float(hull.width) - 0.5)
            if distance < least { (nearest, least) = (hull, distance) }
        }
        guard let hull = nearest else { return .zero }
        let color = hull.footColor(column: column)
        return color * (stage.light.key + stage.light.fill) * (0.38 * closed)
    }

    /// The cell of a coarse grid that pixel `x`'s centre lies in, and how far.
    private func cell(_ x: Int, step: Int) -> (Int, Float) {
        (x / step, (Float(x % step) + 0.5) / Float(step))
    }

    /// Schlick 1994, without the reflectance straight on.
    private static func fresnel(_ row: GroundRow, camera: Camera) -> Float {
        let cosine = camera.eye / (camera.eye * camera.eye + row.depth * row.depth).squareRoot()
        let g = 1 - cosine
        return g * g * g * g * g
    }

    // MARK: Backdrop and reflections

    private func drawBackdrop(_ y: Int, into out: UnsafeMutableBufferPointer<SIMD4<Float>>) {
        for x in out.indices { out[x] = backdropColor(column: Float(x) + 0.5, row: Float(y) + 0.5) }
    }

    private func backdropColor(column: Float, row: Float) -> SIMD4<Float> {
        let grid = backdrop.grid, step = Float(BackdropImage.step)
        let x = max(0, min(Float(grid.width - 1) - 0.001, column / step))
        let y = max(0, min(Float(grid.height - 1) - 0.001, (row - Float(backdrop.top)) / step))
        let (ix, iy) = (Int(x), Int(y))
        let (fx, fy) = (x - Float(ix), y - Float(iy))
        let cells = grid.pixels
        let i = iy * grid.width + ix
        let upper = cells[i] + (cells[i + 1] - cells[i]) * fx
        let lower = cells[i + grid.width] + (cells[i + grid.width + 1] - cells[i + grid.width]) * fx
        return upper + (lower - upper) * fy
    }

    /// What the floor mirrors: the backdrop far away, and before it each product turned over about its foot.
    private func reflect(_ y: Int, look: SurfaceLook, into scratch: inout Scratch) {
        let camera = stage.camera, row = rows[y]
        // The wall stands two and a half times as far as the product.
        let wall = camera.baseDepth * 2.5
        let slope = camera.eye / row.depth
        let height = max(0, wall - row.depth) * slope
        let seen = camera.horizon + camera.focal * (camera.eye - height) / wall
        for x in scratch.mirrored.indices { scratch.mirrored[x] = backdropColor(column: Float(x) + 0.5, row: seen) }
        let center = Float(y) + 0.5
        for hull in hulls.sorted(by: { $0.depth > $1.depth }) {
            for x in max(0, hull.left)..<min(camera.size.width, hull.left + hull.width) {
                let foot = hull.contact[x - hull.left]
                let above = center - foot
                guard above > 0, above < Float(hull.height) * 1.05 else { continue }
                let color = hull.mirrored(column: x, foot: foot, above: above, roughness: look.roughness)
                scratch.mirrored[x] = scratch.mirrored[x] * (1 - color.w) + color
            }
        }
    }
}

extension ProductHull {
    /// The product's colour at `above` pixels over its foot, spread as a rough floor does: the more, the higher.
    func mirrored(column: Int, foot: Float, above: Float, roughness: Float) -> SIMD4<Float> {
        let spread = roughness * above
        var sum = SIMD4<Float>.zero
        // Rough floors stretch reflections towards the eye: five taps up and down, each blurred sideways by its level.
        let level = max(0, Arithmetic.log2(max(1, spread * 0.5)))
        for tap in -2...2 {
            let row = foot - above + Float(tap) * spread * 0.55
            let weight: Float = tap == 0 ? 0.3 : abs(tap) == 1 ? 0.23 : 0.12
            sum += color(column: Float(column) + 0.5, row: min(row, foot - 0.5), level: level) * weight
        }
        return sum
    }

    /// The cut-out's colour at a point of the output, between two levels of detail.
    private func color(column: Float, row: Float, level: Float) -> SIMD4<Float> {
        let finer = min(colors.count - 1, Int(level))
        let a = sample(column: column, row: row, level: finer)
        guard finer + 1 < colors.count, level > Float(finer) else { return a }
        return a + (sample(column: column, row: row, level: finer + 1) - a) * (level - Float(finer))
    }

    private func sample(column: Float, row: Float, level: Int) -> SIMD4<Float> {
        let grid = colors[level]
        let texel = 1 / Float(1 << level)
        let x = (column - Float(left)) * texel - 0.5, y = (row - Float(top)) * texel - 0.5
        let (fx, fy) = (x.rounded(.down), y.rounded(.down))
        let (ix, iy) = (Int(fx), Int(fy))
        let pixels = grid.pixels
        func at(_ x: Int, _ y: Int) -> SIMD4<Float> {
            x >= 0 && y >= 0 && x < grid.width && y < grid.height ? pixels[y * grid.width + x] : .zero
        }
        let upper = at(ix, iy) + (at(ix + 1, iy) - at(ix, iy)) * (x - fx)
        let lower = at(ix, iy + 1) + (at(ix + 1, iy + 1) - at(ix, iy + 1)) * (x - fx)
        return upper + (lower - upper) * (y - fy)
    }
}
