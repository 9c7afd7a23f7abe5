import MiraImage

/// The halo index of kept areas: how much of something that belongs neither to the product nor to the scene lies along their edges.
///
/// Edge pixels lie within 2 of a kept area's border, inside or outside. A clean one is a mix of what is near it on both sides: the mean
/// of the kept pixels at least 5 from the border, and that of the others at least 5 from it, both within 9 of the pixel
/// and in linear light. Its fault is the CIEDE2000 between it and the nearest such mix. The index is the mean fault in the output less
/// that in the reference, where the same product stands before its own background, and 0 where that is negative. Old background that
/// clings to a product raises it; up to 2 is not seen.
struct FringeSums {
    private var faultsInOutput = 0.0
    private var faultsInOriginal = 0.0
    private var count = 0

    var index: Double { count == 0 ? 0 : max(0, (faultsInOutput - faultsInOriginal) / Double(count)) }

    /// - Shapes: all of one size; `kept` row by row.
    mutating func add(output: Picture, original: Picture, kept: [Bool]) {
        let (width, height) = (output.width, output.height)
        let depths = edgeDepths(of: kept, width: width, height: height)
        let (found, wanted) = (output.grid.pixels, original.grid.pixels)
        for place in depths.indices where abs(depths[place]) <= 2 {
            // Outside of its placement, or where it is transparent, a reference shows no edge to compare with.
            guard wanted[place].w == 255, found[place].w == 255 else { continue }
            var (outputSides, originalSides) = (EdgeSides(), EdgeSides())
            let (x, y) = (place % width, place / width)
            // Every third pixel of the neighbourhood gives the same mean in a ninth of the time.
            for row in stride(from: max(0, y - 9), through: min(height - 1, y + 9), by: 3) {
                for column in stride(from: max(0, x - 9), through: min(width - 1, x + 9), by: 3) {
                    let near = row * width + column
                    guard abs(depths[near]) == 5, wanted[near].w == 255, found[near].w == 255 else { continue }
                    outputSides.add(found[near], isInside: depths[near] > 0)
                    originalSides.add(wanted[near], isInside: depths[near] > 0)
                }
            }
            guard let inOutput = outputSides.fault(of: found[place]),
                let inOriginal = originalSides.fault(of: wanted[place])
            else { continue }
            faultsInOutput += inOutput
            faultsInOriginal += inOriginal
            count += 1
        }
    }
}

/// The colours on both sides of an edge, near one of its pixels.
private struct EdgeSides {
    private var inside = SIMD4<Double>.zero
    private var outside = SIMD4<Double>.zero

    mutating func add(_ pixel: SIMD4<UInt8>, isInside: Bool) {
        // The last lane counts.
        let light = SIMD4(linearLight(pixel), 1)
        if isInside { inside += light } else { outside += light }
    }

    /// CIEDE2000 between `pixel` and the nearest mix of both sides; nil where one side is not seen.
    func fault(of pixel: SIMD4<UInt8>) -> Double? {
        guard inside.w > 0, outside.w > 0 else { return nil }
        let (light, start, end) = (linearLight(pixel), inside / inside.w, outside / outside.w)
        let (from, way) = (SIMD3(start.x, start.y, start.z), SIMD3(end.x - start.x, end.y - start.y, end.z - start.z))
        let share = (way * (light - from)).sum() / max((way * way).sum(), .leastNormalMagnitude)
        let mix = from + way * min(max(share, 0), 1)
        return LabColor(linear: light).deltaE2000(LabColor(linear: mix))
    }
}

/// Chessboard distances to the border of the kept area: 1 for the outermost kept pixels and rising inwards to 5, -1 for the pixels just
/// outside and falling outwards to -5. The picture's own border is none.
private func edgeDepths(of kept: [Bool], width: Int, height: Int) -> [Int8] {
    var depths = kept.map { $0 ? Int8(5) : -5 }
    for y in 0..<height {
        for x in 0..<width {
            for (dx, dy) in [(-1, 0), (-1, -1), (0, -1), (1, -1)] { relate(y * width + x, x + dx, y + dy) }
        }
    }
    for y in (0..<height).reversed() {
        for x in (0..<width).reversed() {
            for (dx, dy) in [(1, 0), (1, 1), (0, 1), (-1, 1)] { relate(y * width + x, x + dx, y + dy) }
        }
    }
    return depths

    /// A pixel is one step deeper than the shallowest neighbour of its own side, and at the border beside one of the other.
    func relate(_ place: Int, _ x: Int, _ y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let (own, other) = (depths[place], depths[y * width + x])
        if (own > 0) != (other > 0) {
            depths[place] = own > 0 ? 1 : -1
        } else {
            depths[place] = own > 0 ? min(own, other + 1) : max(own, other - 1)
        }
    }
}
