import Foundation
import MiraImage
import MiraTestSupport
import Testing

@Suite struct GaussianBlurTests {
    func noise(_ size: PixelSize, seed: UInt64) -> Grid<Float> {
        var numbers = SeededNumbers(seed: seed)
        var grid = Grid<Float>(size: size, filledWith: 0)
        for y in 0..<size.height {
            for x in 0..<size.width { grid[x, y] = Float.random(in: 0...1, using: &numbers) }
        }
        return grid
    }

    /// The sum as the book has it, edges clamped.
    func reference(_ grid: Grid<Float>, sigma: Double) -> [Double] {
        let reach = Int(6 * sigma) + 1
        let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = weights.reduce(0, +)
        func pass(_ values: [Double], _ width: Int, _ height: Int) -> [Double] {
            // Blurs along rows and returns the transpose.
            var result = [Double](repeating: 0, count: values.count)
            for y in 0..<height {
                for x in 0..<width {
                    var total = 0.0
                    for k in -reach...reach {
                        total += weights[k + reach] * values[y * width + min(max(x + k, 0), width - 1)]
                    }
                    result[x * height + y] = total / sum
                }
            }
            return result
        }
        var values: [Double] = []
        for y in 0..<grid.height { for x in 0..<grid.width { values.append(Double(grid[x, y])) } }
        return pass(pass(values, grid.width, grid.height), grid.height, grid.width)
    }

    @Test(arguments: [0.3, 0.8, 2.5, 3.1, 7, 20, 90])
    func agreesWithTheSum(sigma: Double) {
        let grid = noise(PixelSize(width: 45, height: 34), seed: 11)
        let blurred = grid.blurred(sigma: sigma)
        let expected = reference(grid, sigma: sigma)
        var largest = 0.0
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                largest = max(largest, abs(Double(blurred[x, y]) - expected[y * grid.width + x]))
            }
        }
        #expect(largest < 2e-4, "sigma \(sigma): \(largest)")
    }

    @Test func constantStaysConstant() {
        let grid = Grid<Float>(size: PixelSize(width: 30, height: 20), filledWith: 0.7)
        for sigma in [0.5, 4, 200] {
            let blurred = grid.blurred(sigma: sigma)
            for y in 0..<20 { for x in 0..<30 { #expect(abs(blurred[x, y] - 0.7) < 1e-5) } }
        }
        let mask = Mask(size: PixelSize(width: 9, height: 9), filledWith: 255)
        #expect(mask.blurred(sigma: 5) == mask)
    }

    @Test func picturesAndSmallOnes() {
        let picture = LinearPicture(size: PixelSize(width: 1, height: 1), filledWith: SIMD4(0.5, 0.25, 1, 1))
        #expect(abs(picture.blurred(sigma: 10).grid[0, 0].x - 0.5) < 1e-5)
        let nothing = LinearPicture(size: PixelSize(width: 0, height: 0))
        #expect(nothing.blurred(sigma: 3).size == nothing.size)
        var step = LinearPicture(size: PixelSize(width: 40, height: 8))
        for y in 0..<8 { for x in 20..<40 { step.grid[x, y] = SIMD4(1, 1, 1, 1) } }
        let blurred = step.blurred(sigma: 2)
        #expect(abs(blurred.grid[19, 4].w + blurred.grid[20, 4].w - 1) < 1e-5)
        #expect(blurred.grid[19, 4].w < 0.5 && blurred.grid[19, 4].w > 0.35)
    }
}
