import MiraImage

extension LinearPicture {
    /// Blurs each row with its own strength: what a lens does to a floor, whose rows lie in one depth each.
    ///
    /// Two running means each way, which come close to a Gaussian.
    /// - Parameter sigma: the standard deviation for each row, output pixels.
    mutating func blurByRows(_ sigma: [Float], monitor: Monitor) throws(ImageError) {
        guard sigma.contains(where: { $0 > 0.3 }) else { return }
        let boxes = sigma.map(Box.init)
        for _ in 0..<2 {
            blurAcross(boxes, monitor: monitor)
            try monitor.cancellation.check()
            blurDown(boxes, monitor: monitor)
            try monitor.cancellation.check()
        }
    }

    private mutating func blurAcross(_ boxes: [Box], monitor: Monitor) {
        let (width, height) = (width, height)
        grid.withUnsafeMutablePixels { pixels in
            nonisolated(unsafe) let pixels = pixels
            Parallel.stripes(of: height, rowsPerStripe: 16) { range in
                var line = [SIMD4<Float>](repeating: .zero, count: width)
                for y in range where boxes[y].isVisible && !monitor.cancellation.isCancelled {
                    let row = UnsafeMutableBufferPointer(rebasing: pixels[y * width..<(y + 1) * width])
                    for x in 0..<width { line[x] = row[x] }
                    let box = boxes[y], last = width - 1
                    var sum = line[0] * Float(box.radius + 1)
                    for x in 1..<max(2, box.radius + 1) where x <= box.radius { sum += line[min(x, last)] }
                    for x in 0..<width {
                        let outer = line[max(0, x - box.radius - 1)] + line[min(last, x + box.radius + 1)]
                        row[x] = (sum + outer * box.edge) * box.weight
                        sum += line[min(last, x + box.radius + 1)] - line[max(0, x - box.radius)]
                    }
                }
            }
        }
    }

    private mutating func blurDown(_ boxes: [Box], monitor: Monitor) {
        let (width, height) = (width, height)
        let columns = 16
        grid.withUnsafeMutablePixels { pixels in
            nonisolated(unsafe) let pixels = pixels
            Parallel.forEach((width + columns - 1) / columns) { stripe in
                guard !monitor.cancellation.isCancelled else { return }
                let first = stripe * columns, count = min(columns, width - first)
                // Sums from the top, so that every row can take a mean of its own length.
                var sums = [SIMD4<Float>](repeating: .zero, count: (height + 1) * count)
                for y in 0..<height {
                    for x in 0..<count {
                        sums[(y + 1) * count + x] = sums[y * count + x] + pixels[y * width + first + x]
                    }
                }
                func value(_ y: Int, _ x: Int) -> SIMD4<Float> {
                    let c = max(0, min(height - 1, y))
                    return sums[(c + 1) * count + x] - sums[c * count + x]
                }
                for y in 0..<height where boxes[y].isVisible {
                    let box = boxes[y]
                    let top = max(0, y - box.radius), bottom = min(height, y + box.radius + 1)
                    let missing = Float(2 * box.radius + 1 - (bottom - top))
                    for x in 0..<count {
                        var sum = sums[bottom * count + x] - sums[top * count + x]
                        // Past the border the last row goes on.
                        if missing > 0 { sum += value(top == 0 ? 0 : height - 1, x) * missing }
                        let outer = value(y - box.radius - 1, x) + value(y + box.radius + 1, x)
                        pixels[y * width + first + x] = (sum + outer * box.edge) * box.weight
                    }
                }
            }
        }
    }
}

/// A mean over 2·radius + 1 pixels and a part `edge` of one more at each end.
private struct Box {
    var radius: Int
    var edge: Float
    var weight: Float
    var isVisible: Bool

    /// Two such means have the standard deviation `sigma`.
    init(sigma: Float) {
        isVisible = sigma > 0.3
        // The variance of a mean over w pixels is (w² − 1)/12, and two add up.
        let length = (6 * sigma * sigma + 1).squareRoot()
        radius = max(0, Int((length - 1) / 2))
        edge = max(0, (length - 1) / 2 - Float(radius))
        weight = 1 / (Float(2 * radius + 1) + 2 * edge)
    }
}
