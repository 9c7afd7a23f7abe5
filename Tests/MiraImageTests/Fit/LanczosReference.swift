import Foundation
import MiraImage

/// Lanczos-3 as the textbook has it, in doubles and with the library's sine: what the kernels are compared with.
struct LanczosReference {
    /// Straight RGBA, 0…1 each, row by row.
    var pixels: [[Double]]
    var width: Int
    var height: Int

    init(_ picture: Picture) {
        width = picture.width
        height = picture.height
        pixels = []
        for y in 0..<height {
            for x in 0..<width {
                let pixel = picture[x, y]
                pixels.append((0..<4).map { Double(pixel[$0]) / 255 })
            }
        }
    }

    static func linear(_ v: Double) -> Double { v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4) }
    static func stored(_ v: Double) -> Double { v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055 }

    static func kernel(_ x: Double) -> Double {
        if x == 0 { return 1 }
        if abs(x) >= 3 { return 0 }
        return sin(.pi * x) / (.pi * x) * sin(.pi * x / 3) / (.pi * x / 3)
    }

    /// For each output the pairs of source pixel (clamped) and weight.
    static func weights(source: Int, origin: Double, length: Double, outputs: Int) -> [[(Int, Double)]] {
        let step = length / Double(outputs)
        let stretch = max(1, step)
        return (0..<outputs).map { output in
            let center = origin + (Double(output) + 0.5) * step
            let reach = Int(3 * stretch) + 2
            let positions = (Int(center) - reach)...(Int(center) + reach)
            let all = positions.map { ($0, kernel((Double($0) + 0.5 - center) / stretch)) }
            let sum = all.reduce(0) { $0 + $1.1 }
            return all.map { (min(max($0.0, 0), source - 1), $0.1 / sum) }
        }
    }

    /// Straight RGBA of `size`, 0…1 clipped; premultiplied while it is mixed.
    func resampled(to size: PixelSize, from region: Region? = nil, linearLight: Bool) -> [[Double]] {
        let region = region ?? Region(PixelSize(width: width, height: height))
        let light = pixels.map { p in
            (0..<4).map { c in c == 3 ? p[3] : (linearLight ? Self.linear(p[c]) : p[c]) * p[3] }
        }
        let across = Self.weights(source: width, origin: region.x, length: region.width, outputs: size.width)
        let down = Self.weights(source: height, origin: region.y, length: region.height, outputs: size.height)
        var rows = [[Double]](repeating: [0, 0, 0, 0], count: height * size.width)
        for y in 0..<height {
            for x in 0..<size.width {
                for (position, weight) in across[x] {
                    for c in 0..<4 { rows[y * size.width + x][c] += weight * light[y * width + position][c] }
                }
            }
        }
        var result: [[Double]] = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                var sum = [0.0, 0, 0, 0]
                for (position, weight) in down[y] {
                    for c in 0..<4 { sum[c] += weight * rows[position * size.width + x][c] }
                }
                let alpha = min(max(sum[3], 0), 1)
                result.append(
                    (0..<4).map { c in
                        if c == 3 { return alpha }
                        guard alpha > 0 else { return 0 }
                        let v = min(max(sum[c] / alpha, 0), 1)
                        return linearLight ? Self.stored(v) : v
                    })
            }
        }
        return result
    }
}
