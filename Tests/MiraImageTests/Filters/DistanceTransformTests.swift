import MiraImage
import MiraTestSupport
import Testing

/// A mask of random blots: `share` of the pixels are 255.
private func blots(_ size: PixelSize, seed: UInt64, share: Double) -> Mask {
    var numbers = SeededNumbers(seed: seed)
    var mask = Mask(size: size)
    for y in 0..<size.height {
        for x in 0..<size.width where Double.random(in: 0..<1, using: &numbers) < share { mask[x, y] = 255 }
    }
    return mask
}

@Suite struct DistanceTransformTests {
    @Test(arguments: [0.001, 0.02, 0.5, 0.98])
    func agreesWithSearch(share: Double) {
        for (width, height) in [(40, 27), (1, 30), (33, 1), (300, 5)] {
            let mask = blots(PixelSize(width: width, height: height), seed: UInt64(width), share: share)
            let distances = mask.distanceToInside()
            var inside: [(Int, Int)] = []
            for y in 0..<height { for x in 0..<width where mask[x, y] >= 128 { inside.append((x, y)) } }
            for y in 0..<height {
                for x in 0..<width {
                    let nearest = inside.map { ($0.0 - x) * ($0.0 - x) + ($0.1 - y) * ($0.1 - y) }.min()
                    let expected = nearest.map { Float($0).squareRoot() } ?? .infinity
                    #expect(distances[x, y] == expected)
                }
            }
        }
    }

    @Test func signedDistanceCrossesAtTheOutline() {
        var mask = Mask(size: PixelSize(width: 9, height: 3))
        for y in 0..<3 { for x in 4..<9 { mask[x, y] = 200 } }
        let distances = mask.signedDistance()
        #expect((0..<9).map { distances[$0, 1] } == [3.5, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, -3.5, -4.5])
        #expect(Mask(size: mask.size).signedDistance()[0, 0] == .infinity)
        #expect(Mask(size: mask.size, filledWith: 255).signedDistance()[0, 0] == -.infinity)
    }

    @Test func discsGrowAndShrink() {
        var mask = Mask(size: PixelSize(width: 21, height: 21))
        mask[10, 10] = 255
        let grown = mask.dilated(radius: 5)
        for y in 0..<21 {
            for x in 0..<21 {
                let within = (x - 10) * (x - 10) + (y - 10) * (y - 10) <= 25
                #expect(grown[x, y] == (within ? 255 : 0))
            }
        }
        #expect(grown.eroded(radius: 5)[10, 10] == 255)
        #expect(grown.eroded(radius: 6) == Mask(size: mask.size))
        #expect(mask.opened(radius: 1) == Mask(size: mask.size))
        #expect(grown.closed(radius: 3)[10, 10] == 255)
    }
}

@Suite struct ConnectedComponentsTests {
    @Test func countsAndMeasures() {
        let rows = ["##...#", "...#.#", "..#..#", "#....."]
        var mask = Mask(size: PixelSize(width: 6, height: 4))
        for (y, row) in rows.enumerated() {
            for (x, mark) in row.enumerated() where mark == "#" { mask[x, y] = 255 }
        }
        let eight = mask.components()
        #expect(eight.all.map(\.area) == [2, 3, 2, 1])
        #expect(eight.all[1].columns == 5..<6 && eight.all[1].rows == 0..<3)
        #expect(eight.all[1].centerY == 1.5 && eight.all[1].touchesEdge && !eight.all[2].touchesEdge)
        #expect(eight.largest == 1)
        #expect(eight.labels[3, 1] == 2 && eight.labels[2, 2] == 2 && eight.labels[2, 0] == -1)
        #expect(mask.components(connectivity: .four).all.count == 5)
        #expect(eight.mask(where: { $0 == 3 })[0, 3] == 255)
        #expect(Mask(size: mask.size).components().largest == nil)
    }

    /// Arms that meet late are one component.
    @Test func spiralsAreOne() {
        var mask = Mask(size: PixelSize(width: 64, height: 64))
        for y in 0..<64 { for x in 0..<64 where x % 4 == 0 || y == 63 { mask[x, y] = 255 } }
        let found = mask.components()
        #expect(found.all.count == 1 && found.all[0].area == 64 * 16 + 48)
    }
}

@Suite struct BoxFilterTests {
    @Test(arguments: [0, 1, 3, 50])
    func agreesWithTheMean(radius: Int) {
        var numbers = SeededNumbers(seed: 3)
        var grid = Grid<Float>(size: PixelSize(width: 23, height: 70), filledWith: 0)
        for y in 0..<70 { for x in 0..<23 { grid[x, y] = Float.random(in: -1...1, using: &numbers) } }
        let means = grid.boxMean(radius: radius)
        let sums = SummedArea(grid)
        for y in 0..<70 {
            for x in 0..<23 {
                let rows = max(0, y - radius)...min(69, y + radius)
                let columns = max(0, x - radius)...min(22, x + radius)
                var sum = 0.0
                for v in rows { for u in columns { sum += Double(grid[u, v]) } }
                let mean = sum / Double(rows.count * columns.count)
                #expect(abs(Double(means[x, y]) - mean) < 1e-6)
                let looked = sums.mean(columns: x - radius..<x + radius + 1, rows: y - radius..<y + radius + 1)
                #expect(abs(looked - mean) < 1e-9)
            }
        }
    }
}
