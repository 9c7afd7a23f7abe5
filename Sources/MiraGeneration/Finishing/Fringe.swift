import MiraImage

/// The halo index of kept areas: how much more their edges stand out from their inside in the output than in the reference.
///
/// An edge pixel lies at most one pixel outside or inside of a kept area's border. Its colour is compared, by CIEDE2000, with the
/// mean (in linear light) of the area's inside near it: kept pixels within 9 of it that are at least 5 from anything not
/// kept. The index is the mean over the edge in the output less that in the reference, and 0 where that is negative. Old background
/// that clings to an edge raises it; up to 2 is not seen.
struct FringeSums {
    private var inOutput = 0.0
    private var inOriginal = 0.0
    private var count = 0

    var index: Double { count == 0 ? 0 : max(0, (inOutput - inOriginal) / Double(count)) }

    mutating func add(output: Picture, original: Picture, kept: [Bool]) {
        let (width, height) = (output.width, output.height)
        let depths = edgeDistances(of: kept, width: width, height: height, upTo: 5)
        let (found, wanted) = (output.grid.pixels, original.grid.pixels)
        for y in 0..<height {
            for x in 0..<width {
                let place = y * width + x
                let depth = depths[place]
                // Outside of its placement a reference has no colour to compare with.
                guard depth == 1 || depth == -1, wanted[place].w == 255, found[place].w == 255 else { continue }
                var (outputSum, originalSum, inside) = (SIMD3<Double>.zero, SIMD3<Double>.zero, 0.0)
                for row in max(0, y - 9)...min(height - 1, y + 9) {
                    for column in max(0, x - 9)...min(width - 1, x + 9) where depths[row * width + column] >= 5 {
                        outputSum += linearLight(found[row * width + column])
                        originalSum += linearLight(wanted[row * width + column])
                        inside += 1
                    }
                }
                guard inside > 0 else { continue }
                inOutput += LabColor(linear: outputSum / inside).deltaE2000(LabColor(found[place]))
                inOriginal += LabColor(linear: originalSum / inside).deltaE2000(LabColor(wanted[place]))
                count += 1
            }
        }
    }
}

/// Chessboard distances to the border of the kept area: 1 for the outermost kept pixels and rising inwards, -1 for the pixels just
/// outside, at most `most` and at least -2 (everything further out). The picture's own border is none.
private func edgeDistances(of kept: [Bool], width: Int, height: Int, upTo most: Int8) -> [Int8] {
    var distances = kept.map { $0 ? most : -2 }
    for y in 0..<height {
        for x in 0..<width {
            let place = y * width + x
            for (dx, dy) in [(-1, 0), (-1, -1), (0, -1), (1, -1)] {
                relate(place, x + dx, y + dy)
            }
        }
    }
    for y in (0..<height).reversed() {
        for x in (0..<width).reversed() {
            let place = y * width + x
            for (dx, dy) in [(1, 0), (1, 1), (0, 1), (-1, 1)] {
                relate(place, x + dx, y + dy)
            }
        }
    }
    return distances

    func relate(_ place: Int, _ x: Int, _ y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let other = distances[y * width + x]
        if kept[place] {
            distances[place] = min(distances[place], other < 0 ? 1 : other + 1)
        } else if other > 0 {
            distances[place] = -1
        }
    }
}
