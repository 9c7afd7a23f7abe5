/// Guesses where the product is, from the picture alone, at working size.
struct Hypotheses {
    /// The longest side of the working picture.
    static let workingSide = 320
    /// Holes of a smaller share of the picture are filled.
    private static let leastGap = 0.004
    /// A part of a smaller share of the largest part is dropped.
    static let leastPart = 0.08

    let picture: Picture
    let lab: Grid<SIMD4<Float>>
    let backdrop: Backdrop
    private let cutter: GrabCut

    /// - Parameter picture: at working size.
    init(_ picture: Picture) {
        self.picture = picture
        lab = CIELab.colors(picture)
        backdrop = Backdrop(lab)
        cutter = GrabCut(picture)
    }

    /// What a mask was found by.
    enum Kind: Int, CaseIterable, Sendable {
        /// A plain backdrop, and what differs from it.
        case backdrop
        /// The frame is background, and what is unlike it is not.
        case frame
        /// The same, seen coarsely.
        case coarseFrame
        /// What a barrier parts from the border.
        case barrier
        /// The same, with a product that the lower border may cut off.
        case openBarrier
    }

    /// The mask of one kind; nil where it finds nothing that could be a product.
    ///
    /// - Throws: `.cancelled`.
    func mask(_ kind: Kind, monitor: Monitor) throws(ImageError) -> Mask? {
        let mask =
            switch kind {
            case .backdrop: try standingOut(monitor)
            case .frame: try framed(picture, monitor)
            case .coarseFrame: try framed(Picture(picture.grid.halved()), monitor)
            case .barrier: try salient(BarrierSaliency.map(lab, bottom: true), monitor)
            case .openBarrier: try salient(BarrierSaliency.map(lab, bottom: false), monitor)
            }
        guard let mask else { return nil }
        let share = Double(mask.area) / Double(mask.size.area)
        return (0.002...0.9).contains(share) ? mask : nil
    }

    // MARK: A plain backdrop

    private func standingOut(_ monitor: Monitor) throws(ImageError) -> Mask? {
        let barrier = BarrierDistance.map(backdrop.residual, weights: SIMD4(0.6, 1, 1, 0))
        let limit = max(6, 3 * backdrop.noise)
        let (width, height) = (picture.width, picture.height)
        let (residuals, barriers) = (backdrop.residual.pixels, barrier.pixels)
        var mask = Mask(
            Grid(size: picture.size) { y, row in
                for x in 0..<width {
                    let index = y * width + x
                    row[x] = Self.difference(residuals[index]) > limit || barriers[index] > 2.5 * limit ? 255 : 0
                }
            })
        let side = Double(min(width, height))
        mask = mask.opened(radius: 1).closed(radius: max(2, (0.01 * side).rounded()))
        mask = tidied(mask)
        guard (0.002...0.9).contains(Double(mask.area) / Double(mask.size.area)) else { return nil }
        guard let cut = try settled(mask, monitor).map(tidied) else { return mask }
        return cut.overlap(with: mask) < 0.7 ? mask : cut
    }

    /// Lets colours and edges decide in a band around a mask.
    private func settled(_ mask: Mask, _ monitor: Monitor) throws(ImageError) -> Mask? {
        let reach = Float(max(2, 0.012 * Double(min(picture.width, picture.height))))
        let (width, distances) = (mask.width, mask.signedDistance().pixels)
        let seeds = Grid<UInt8>(size: mask.size) { y, row in
            for x in 0..<width {
                switch distances[y * width + x] {
                case reach...: row[x] = GrabCut.Seed.background
                case 0..<reach: row[x] = GrabCut.Seed.probablyBackground
                case -2 * reach..<0: row[x] = GrabCut.Seed.probablyProduct
                default: row[x] = GrabCut.Seed.product
                }
            }
        }
        return try cutter.mask(seeds: seeds, iterations: 2, monitor: monitor)
    }

    /// How unlike the backdrop a colour is; what is only darker may be a shadow.
    private static func difference(_ residual: SIMD4<Float>) -> Float {
        let lightness = residual.x < 0 ? 0.8 * max(0, -residual.x - 18) : residual.x
        return (lightness * lightness + residual.y * residual.y + residual.z * residual.z).squareRoot()
    }

    /// How much else stands out from a plain backdrop, as a share of the mask, at most 1; 0 where the backdrop is not plain.
    func stray(outside mask: Mask) -> Double {
        guard backdrop.isPlain else { return 0 }
        let limit = max(6, 3 * backdrop.noise)
        let (width, residuals) = (mask.width, backdrop.residual.pixels)
        let distances = mask.distanceToInside().pixels
        let others = Mask(
            Grid(size: mask.size) { y, row in
                for x in 0..<width {
                    let index = y * width + x
                    row[x] = distances[index] > 3 && Self.difference(residuals[index]) > limit ? 255 : 0
                }
            })
        return min(1, Double(others.opened(radius: 1).area) / Double(max(1, mask.area)))
    }

    // MARK: Holes

    /// Without crumbs and holes, but for gaps through which the background is seen.
    private func tidied(_ mask: Mask) -> Mask {
        let least = Self.leastGap * Double(mask.size.area)
        let whole = mask.keepingParts(atLeast: Self.leastPart)
        guard backdrop.isPlain else { return whole.fillingHoles { Double($0.count) >= least } }
        return openingGaps(of: whole.fillingHoles { _ in false }, least: least)
    }

    /// A plain backdrop is recognised where it is seen through a handle, however high the barrier around it.
    private func openingGaps(of mask: Mask, least: Double) -> Mask {
        let (residuals, inside) = (backdrop.residual.pixels, mask.grid.pixels)
        let (width, limit) = (mask.width, 2 * backdrop.noise + 1)
        let alike = Mask(
            Grid(size: mask.size) { y, row in
                for x in 0..<width {
                    let index = y * width + x
                    row[x] = inside[index] >= 128 && Backdrop.length(residuals[index]) <= limit ? 255 : 0
                }
            })
        let gaps = alike.opened(radius: 1).components(connectivity: .four)
        var sums = [Float](repeating: 0, count: gaps.all.count)
        let labels = gaps.labels.pixels
        for index in labels.indices where labels[index] >= 0 {
            sums[Int(labels[index])] += Backdrop.length(residuals[index])
        }
        var result = mask
        var values = result.grid.mutablePixels
        for index in labels.indices where labels[index] >= 0 {
            let label = Int(labels[index])
            let area = gaps.all[label].area
            if Double(area) >= least, sums[label] <= 1.5 * backdrop.noise * Float(area) { values[index] = 0 }
        }
        return result
    }

    // MARK: The frame

    /// Found in `picture`, which may be smaller, and settled at working size.
    private func framed(_ picture: Picture, _ monitor: Monitor) throws(ImageError) -> Mask? {
        let (width, height) = (picture.width, picture.height)
        let band = max(1, min(width, height) * 4 / 100)
        let seeds = Grid<UInt8>(size: picture.size) { y, row in
            let isEdgeRow = y < band || y >= height - band
            for x in 0..<width {
                let isEdge = isEdgeRow || x < band || x >= width - band
                row[x] = isEdge ? GrabCut.Seed.background : GrabCut.Seed.probablyProduct
            }
        }
        let cutter = picture.size == self.picture.size ? cutter : GrabCut(picture)
        guard let found = try cutter.mask(seeds: seeds, iterations: 4, monitor: monitor) else { return nil }
        let main = found.keepingMainPart(frame: band + 1)
        guard main.area > 0 else { return nil }
        let whole = main.size == self.picture.size ? main : main.doubled(to: self.picture.size)
        return try settled(whole, monitor).map(tidied)
    }

    // MARK: Barriers

    private func salient(_ saliency: Grid<Float>, _ monitor: Monitor) throws(ImageError) -> Mask? {
        let threshold = Self.threshold(saliency)
        let values = saliency.pixels
        var seeds = Grid<UInt8>(size: saliency.size, filledWith: GrabCut.Seed.background)
        var target = seeds.mutablePixels
        for index in values.indices {
            let value = values[index]
            if value > 1.3 * threshold + 0.1 {
                target[index] = GrabCut.Seed.product
            } else if value > threshold {
                target[index] = GrabCut.Seed.probablyProduct
            } else if value >= 0.5 * threshold {
                target[index] = GrabCut.Seed.probablyBackground
            }
        }
        return try cutter.mask(seeds: seeds, iterations: 4, monitor: monitor).map(tidied)
    }

    /// The value that parts low from high with the least variance in both.
    ///
    /// - Source: Otsu, "A threshold selection method from gray-level histograms", 1979.
    private static func threshold(_ grid: Grid<Float>) -> Float {
        var histogram = [Double](repeating: 0, count: 256)
        let values = grid.pixels
        for index in values.indices { histogram[Int(min(max(values[index], 0), 1) * 255)] += 1 }
        let total = Double(max(1, values.count))
        let mean = histogram.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / total
        var (below, sum, best, level) = (0.0, 0.0, -1.0, 0)
        for (value, count) in histogram.enumerated() {
            below += count / total
            sum += Double(value) * count / total
            guard below > 0, below < 1 else { continue }
            let gap = mean * below - sum
            let between = gap * gap / (below * (1 - below))
            if between > best { (best, level) = (between, value) }
        }
        return Float(level) / 255
    }
}
