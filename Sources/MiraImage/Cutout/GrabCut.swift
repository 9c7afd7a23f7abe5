/// Divides a picture into product and background by colours that are learned from a first guess, and by edges.
///
/// - Source: Rother, Kolmogorov, Blake, "GrabCut: interactive foreground extraction using iterated graph cuts", 2004.
struct GrabCut {
    /// What is known of a pixel before.
    enum Seed {
        static let background: UInt8 = 0
        static let probablyBackground: UInt8 = 64
        static let probablyProduct: UInt8 = 192
        static let product: UInt8 = 255
    }

    /// Costs are natural logarithms; this many whole numbers make 1.
    private static let scale: Float = 256
    /// How much edges count against colours.
    private static let smoothness = 50.0
    /// A cost that no sum of others reaches.
    private static let certain: Int32 = 1 << 26

    private let colors: Grid<SIMD4<UInt8>>
    private let links: Grid<SIMD4<Int32>>

    init(_ picture: Picture) {
        colors = picture.grid
        links = Self.links(colors)
    }

    /// The product, 255, after `iterations` of learning and cutting; nil where one of the two has no pixel to learn from.
    ///
    /// - Throws: `.cancelled`.
    func mask(seeds: Grid<UInt8>, iterations: Int, monitor: Monitor = .silent) throws(ImageError) -> Mask? {
        precondition(seeds.size == colors.size, "seeds have the picture's size")
        var mask = Mask(seeds)
        var mixtures: (product: ColorMixture, background: ColorMixture)?
        for _ in 0..<iterations {
            try monitor.cancellation.check()
            let (product, background) = samples(mask)
            guard !product.isEmpty, !background.isEmpty else { return nil }
            if mixtures == nil {
                mixtures = (ColorMixture(product), ColorMixture(background))
            }
            mixtures?.product.refine(product)
            mixtures?.background.refine(background)
            guard let mixtures else { return nil }
            let preference = preference(seeds, mixtures.product, mixtures.background)
            mask = GraphCut.mask(preference: preference, links: links)
        }
        return mask
    }

    private func samples(_ mask: Mask) -> (product: [SIMD3<Float>], background: [SIMD3<Float>]) {
        var product: [SIMD3<Float>] = []
        var background: [SIMD3<Float>] = []
        let (pixels, inside) = (colors.pixels, mask.grid.pixels)
        for index in pixels.indices {
            if inside[index] >= 128 {
                product.append(Self.color(pixels[index]))
            } else {
                background.append(Self.color(pixels[index]))
            }
        }
        return (product, background)
    }

    private func preference(
        _ seeds: Grid<UInt8>, _ product: ColorMixture, _ background: ColorMixture
    ) -> Grid<Int32> {
        let width = seeds.width
        let (known, pixels) = (seeds.pixels, colors.pixels)
        return Grid(size: seeds.size) { y, row in
            for x in 0..<width {
                switch known[y * width + x] {
                case Seed.background: row[x] = -Self.certain
                case Seed.product: row[x] = Self.certain
                default:
                    let color = Self.color(pixels[y * width + x])
                    let difference = background.cost(color) - product.cost(color)
                    row[x] = Int32(min(max(difference, -1000), 1000) * Self.scale)
                }
            }
        }
    }

    /// Parting neighbours costs less, the more their colours differ, compared with the mean of the picture.
    private static func links(_ colors: Grid<SIMD4<UInt8>>) -> Grid<SIMD4<Int32>> {
        let (width, height) = (colors.width, colors.height)
        let pixels = colors.pixels
        @Sendable func difference(_ a: Int, _ b: Int) -> Int {
            let (a, b) = (pixels[a], pixels[b])
            let (red, green, blue) = (Int(a.x) - Int(b.x), Int(a.y) - Int(b.y), Int(a.z) - Int(b.z))
            return red * red + green * green + blue * blue
        }
        var (total, count) = (0, 0)
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                if x + 1 < width { total += difference(index, index + 1) }
                if y + 1 < height { total += difference(index, index + width) }
                count += 2
            }
        }
        let falloff = Double(max(1, count)) / (2 * Double(max(1, total)))
        @Sendable func cost(_ a: Int, _ b: Int, _ length: Double) -> Int32 {
            Int32(Double(scale) * smoothness / length * Elementary.exp(-falloff * Double(difference(a, b))))
        }
        let diagonal = 2.0.squareRoot()
        return Grid(size: colors.size) { y, row in
            for x in 0..<width {
                let index = y * width + x
                var link = SIMD4<Int32>.zero
                if x + 1 < width { link.x = cost(index, index + 1, 1) }
                if y + 1 < height {
                    if x > 0 { link.y = cost(index, index + width - 1, diagonal) }
                    link.z = cost(index, index + width, 1)
                    if x + 1 < width { link.w = cost(index, index + width + 1, diagonal) }
                }
                row[x] = link
            }
        }
    }

    private static func color(_ pixel: SIMD4<UInt8>) -> SIMD3<Float> {
        SIMD3(Float(pixel.x), Float(pixel.y), Float(pixel.z))
    }
}
