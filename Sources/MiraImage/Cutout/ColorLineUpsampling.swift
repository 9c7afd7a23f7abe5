/// Carries alpha from a picture of half the size to the full one: alpha is a linear function of colour around each pixel.
///
/// - Source: He, Sun, "Fast guided filter", 2015.
struct ColorLineUpsampling {
    /// Spread of colour, in squared 8-bit steps, under which a window's colours say nothing about alpha.
    private static let regularisation: Float = 3e-5 * 255 * 255

    /// Alpha = x·R + y·G + z·B + w around each coarse pixel, colours 0…255.
    private let lines: Grid<SIMD4<Float>>

    init(alpha: Grid<Float>, picture: Grid<SIMD4<UInt8>>) {
        lines = Self.averaged(Self.lines(alpha, picture))
    }

    /// Alpha of `picture`, exactly what `trimap` knows, clipped to 0…1 elsewhere.
    func upsampled(to picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>) -> Grid<Float> {
        let width = picture.width
        let (colors, known, lines) = (picture.pixels, trimap.pixels, lines.pixels)
        let coarse = self.lines.size
        return Grid(size: picture.size) { y, row in
            let (top, bottom) = Self.neighbours(y, coarse.height)
            for x in 0..<width {
                let index = y * width + x
                let state = known[index]
                guard state != 0, state != 255 else {
                    row[x] = state == 0 ? 0 : 1
                    continue
                }
                let (left, right) = Self.neighbours(x, coarse.width)
                // Pixel centres: three parts of the nearer neighbour, one of the farther.
                let near = lines[top * coarse.width + left] * 3 + lines[top * coarse.width + right]
                let far = lines[bottom * coarse.width + left] * 3 + lines[bottom * coarse.width + right]
                let line = (near * 3 + far) * Float(1.0 / 16)
                let color = colors[index]
                let alpha = line.x * Float(color.x) + line.y * Float(color.y) + line.z * Float(color.z) + line.w
                row[x] = min(max(alpha, 0), 1)
            }
        }
    }

    /// The coarse pixel that holds a fine one, and the next nearest, clamped.
    private static func neighbours(_ fine: Int, _ count: Int) -> (near: Int, far: Int) {
        let far = fine & 1 == 0 ? fine / 2 - 1 : fine / 2 + 1
        return (fine / 2, min(max(far, 0), count - 1))
    }

    /// The line of each 3×3 window, cut off at the edges.
    private static func lines(_ alpha: Grid<Float>, _ picture: Grid<SIMD4<UInt8>>) -> Grid<SIMD4<Float>> {
        let (width, height) = (alpha.width, alpha.height)
        let (alphas, colors) = (alpha.pixels, picture.pixels)
        return Grid(size: alpha.size) { y, line in
            for x in 0..<width {
                let rows = max(0, y - 1)...min(height - 1, y + 1)
                let columns = max(0, x - 1)...min(width - 1, x + 1)
                let own = alphas[y * width + x]
                var isFlat = true
                for row in rows {
                    for column in columns where alphas[row * width + column] != own { isFlat = false }
                }
                guard !isFlat else {
                    line[x] = SIMD4(0, 0, 0, own)
                    continue
                }
                var window = ColorWindow()
                for row in rows {
                    for column in columns { window.add(colors[row * width + column], alphas[row * width + column]) }
                }
                line[x] = window.line(regularisation: regularisation)
            }
        }
    }

    /// The mean line of the windows that hold a pixel.
    private static func averaged(_ lines: Grid<SIMD4<Float>>) -> Grid<SIMD4<Float>> {
        let (width, height) = (lines.width, lines.height)
        let all = lines.pixels
        return Grid(size: lines.size) { y, line in
            for x in 0..<width {
                var sum = SIMD4<Float>.zero
                var count: Float = 0
                for row in max(0, y - 1)...min(height - 1, y + 1) {
                    for column in max(0, x - 1)...min(width - 1, x + 1) {
                        sum += all[row * width + column]
                        count += 1
                    }
                }
                line[x] = sum / count
            }
        }
    }
}
