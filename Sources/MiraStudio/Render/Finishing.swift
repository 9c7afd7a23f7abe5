import MiraImage

extension LinearPicture {
    /// Bloom, exposure, tone curve, grade, vignette and grain: from the light of a scene to that of a picture, 0…1.
    mutating func finish(_ look: Finish, seed: UInt32, monitor: Monitor) throws(ImageError) {
        let halo = look.bloom > 0 ? try Halo(of: self, monitor: monitor) : nil
        let (width, height) = (width, height)
        let middle = SIMD2(Float(width), Float(height)) * 0.5
        let reach = 1 / (middle * middle).sum()
        grid.withUnsafeMutablePixels { pixels in
            nonisolated(unsafe) let pixels = pixels
            Parallel.stripes(of: height, rowsPerStripe: 16) { range in
                for y in range where !monitor.cancellation.isCancelled {
                    for x in 0..<width {
                        let i = y * width + x
                        var color = pixels[i]
                        if let halo { color += (halo.color(x, y) - color) * look.bloom }
                        let d = SIMD2(Float(x) + 0.5, Float(y) + 0.5) - middle
                        let corner = (d * d).sum() * reach
                        let light = look.exposure * (1 - look.vignette * corner * (0.4 + 0.6 * corner))
                        pixels[i] = look.graded(
                            SIMD3(color.x, color.y, color.z) * light, grain: Self.grain(x, y, seed: seed))
                    }
                }
            }
        }
        try monitor.cancellation.check()
    }

    /// About normal, standard deviation 1: the sum of four even numbers.
    private static func grain(_ x: Int, _ y: Int, seed: UInt32) -> Float {
        var h = UInt32(truncatingIfNeeded: x) &* 0x8da6_b343 &+ UInt32(truncatingIfNeeded: y) &* 0xd816_3841 &+ seed
        h = (h ^ (h >> 15)) &* 0x2c1b_3c6d
        h = (h ^ (h >> 12)) &* 0x297a_2d39
        h ^= h >> 15
        let sum = (h & 255) + ((h >> 8) & 255) + ((h >> 16) & 255) + (h >> 24)
        return (Float(sum) - 510) * (1 / 147.8)
    }
}

extension Finish {
    /// The tone curve, the grade and the grain on one pixel.
    func graded(_ light: SIMD3<Float>, grain strength: Float) -> SIMD4<Float> {
        var c = Self.shoulder(light)
        let luma = (c * SIMD3(0.2126, 0.7152, 0.0722)).sum()
        if saturation != 1 { c = SIMD3(repeating: luma) + (c - SIMD3(repeating: luma)) * saturation }
        if contrast != 1 {
            // Around a middle gray of 0.2 of the light, in square roots: near enough to what the eye sees.
            let root = max(1e-4, luma).squareRoot()
            let bent = max(0, 0.45 + (root - 0.45) * contrast)
            c *= (bent * bent) / max(1e-4, luma)
        }
        c *= shadowTint + (lightTint - shadowTint) * min(1, luma.squareRoot())
        // Grain of even strength in what is stored: the light's step is larger where it is bright.
        let step = 2.2 * grain * (max(0, luma).squareRoot() + 0.02)
        c += SIMD3(repeating: strength * step)
        return SIMD4(c.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1)), 1)
    }

    /// The light as it is up to 0.68, then ever more slowly to 1.
    private static func shoulder(_ light: SIMD3<Float>) -> SIMD3<Float> {
        let knee: Float = 0.68, room: Float = 0.32
        let over = (light - SIMD3(repeating: knee)).clamped(
            lowerBound: .zero, upperBound: SIMD3(repeating: 1000))
        let bent = SIMD3(repeating: room) * over / (over + SIMD3(repeating: room))
        return light.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: knee)) + bent
    }
}

/// The light of a picture spread widely, at an eighth of the resolution.
private struct Halo {
    private static let step = 8
    private let grid: Grid<SIMD4<Float>>

    init(of picture: LinearPicture, monitor: Monitor) throws(ImageError) {
        let step = Self.step
        let width = (picture.width + step - 1) / step + 1, height = (picture.height + step - 1) / step + 1
        var small = LinearPicture(size: PixelSize(width: width, height: height))
        small.grid.withUnsafeMutablePixels { to in
            picture.grid.withUnsafePixels { from in
                nonisolated(unsafe) let (from, to) = (from, to)
                Parallel.stripes(of: height, rowsPerStripe: 4) { range in
                    for y in range {
                        for x in 0..<width {
                            var sum = SIMD4<Float>.zero
                            for j in 0..<step {
                                let row = min(picture.height - 1, y * step + j) * picture.width
                                for i in 0..<step { sum += from[row + min(picture.width - 1, x * step + i)] }
                            }
                            to[y * width + x] = sum * (1 / Float(step * step))
                        }
                    }
                }
            }
        }
        // A narrow glow and a wide veil.
        var wide = small
        try small.blurByRows(Array(repeating: 1.6, count: height), monitor: monitor)
        try wide.blurByRows(Array(repeating: 7, count: height), monitor: monitor)
        let veil = wide.grid.pixels
        var pixels = small.grid.mutablePixels
        for i in pixels.indices { pixels[i] = pixels[i] * 0.6 + veil[i] * 0.4 }
        grid = small.grid
    }

    func color(_ x: Int, _ y: Int) -> SIMD4<Float> {
        let step = Float(Self.step)
        let u = max(0, (Float(x) + 0.5) / step - 0.5), v = max(0, (Float(y) + 0.5) / step - 0.5)
        let (ix, iy) = (min(grid.width - 2, Int(u)), min(grid.height - 2, Int(v)))
        let (fx, fy) = (u - Float(ix), v - Float(iy))
        let cells = grid.pixels
        let i = iy * grid.width + ix
        let upper = cells[i] + (cells[i + 1] - cells[i]) * fx
        let lower = cells[i + grid.width] + (cells[i + grid.width + 1] - cells[i + grid.width]) * fx
        return upper + (lower - upper) * fy
    }
}
