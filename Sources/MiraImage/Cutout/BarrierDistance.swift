/// How high a step in value every way from the picture's border to a pixel has to take: the minimum barrier distance.
///
/// - Source: Zhang, Sclaroff, Lin, Shen, Price, Mech, "Minimum barrier salient object detection at 80 FPS", 2015.
enum BarrierDistance {
    /// The distance, added up over L, a and b with their `weights`.
    ///
    /// - Parameter bottom: whether ways may start at the lower border, too.
    static func map(_ colors: Grid<SIMD4<Float>>, weights: SIMD4<Float>, bottom: Bool = true) -> Grid<Float> {
        let size = colors.size
        var total = Grid<Float>(size: size, filledWith: 0)
        let pixels = colors.pixels
        var sums = total.mutablePixels
        for channel in 0..<3 {
            var plane = [Float](repeating: 0, count: size.area)
            for index in plane.indices { plane[index] = pixels[index][channel] }
            let distances = distance(plane, size, bottom)
            for index in plane.indices { sums[index] += weights[channel] * distances[index] }
        }
        return total
    }

    private static func distance(_ values: [Float], _ size: PixelSize, _ bottom: Bool) -> [Float] {
        let (width, height) = (size.width, size.height)
        // The highest and lowest value on the best way found so far.
        var (high, low) = (values, values)
        var distance = [Float](repeating: .infinity, count: values.count)
        for x in 0..<width {
            distance[x] = 0
            if bottom { distance[(height - 1) * width + x] = 0 }
        }
        for y in 0..<height {
            distance[y * width] = 0
            distance[y * width + width - 1] = 0
        }
        func step(_ index: Int, from other: Int) {
            guard distance[other] < distance[index] else { return }
            let (up, down) = (max(high[other], values[index]), min(low[other], values[index]))
            if up - down < distance[index] {
                distance[index] = up - down
                high[index] = up
                low[index] = down
            }
        }
        for _ in 0..<3 {
            for y in 0..<height {
                for x in 0..<width {
                    let index = y * width + x
                    if y > 0 { step(index, from: index - width) }
                    if x > 0 { step(index, from: index - 1) }
                }
            }
            for y in (0..<height).reversed() {
                for x in (0..<width).reversed() {
                    let index = y * width + x
                    if y + 1 < height { step(index, from: index + width) }
                    if x + 1 < width { step(index, from: index + 1) }
                }
            }
        }
        return distance
    }
}
