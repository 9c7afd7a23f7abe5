import MiraImage

/// Lays the kept pixels of a plan over scenes. Made once for all pictures of a request.
struct Compositor {
    /// Something that is laid over the scene, resampled to its place, of the output's size.
    private struct Layer {
        let reference: Int
        /// The reference itself: where it and the layer are opaque, its bytes are taken as they are.
        let original: Picture
        /// What is mixed with the scene where the layer is not opaque: freed of the old background.
        let colors: Picture
        /// Index into the plan's products, where the scene's light may fall on it.
        let product: Int?
    }

    private let plan: Plan
    private let layers: [Layer]

    /// - Throws: `ImageError`, `.cancelled` among others.
    init(_ plan: Plan, monitor: Monitor) throws(ImageError) {
        self.plan = plan
        var layers: [Layer] = []
        for (index, product) in plan.products.enumerated() where product.reference != plan.keep?.reference {
            let item = plan.references[product.reference]
            guard let cutout = item.cutout else { continue }
            let takesLight = plan.preserve == .natural && item.role == .product
            layers.append(
                Layer(
                    reference: product.reference,
                    original: try item.picture.placed(product.placement, on: plan.size, monitor: monitor),
                    colors: try cutout.picture.placed(product.placement, on: plan.size, monitor: monitor),
                    product: takesLight ? index : nil))
        }
        // Last, so that nothing covers what the mask keeps.
        if let keep = plan.keep {
            let original = try plan.references[keep.reference].picture.placed(
                keep.placement, on: plan.size, monitor: monitor)
            layers.append(
                Layer(
                    reference: keep.reference, original: original, colors: original.withAlpha(keep.mask), product: nil))
        }
        self.layers = layers
    }

    /// A product as it is laid over scenes, where the scene's light may fall on it.
    func colors(ofProduct index: Int) -> Picture? {
        layers.first { $0.product == index }?.colors
    }

    /// The scene with everything laid over it, and the kept pixels of each reference.
    ///
    /// - Shapes: scene and lights of the output's size.
    func composite(
        over scene: Picture, lights: [Grid<SIMD4<Float>>?], monitor: Monitor
    ) throws(ImageError) -> (picture: Picture, kept: [KeptPart]) {
        var picture = scene
        // Per pixel the layer whose own pixel it is, from 1; 0 where there is none.
        var owners = [UInt8](repeating: 0, count: scene.size.area)
        for (index, layer) in layers.enumerated() {
            try monitor.cancellation.check()
            let light = layer.product.flatMap { $0 < lights.count ? lights[$0] : nil }
            Self.lay(layer, number: UInt8(index + 1), light: light, over: &picture, &owners)
        }
        let kept = layers.enumerated().map { index, layer in
            let number = UInt8(index + 1)
            let area = KeptArea(reference: layer.reference, count: owners.count) { owners[$0] == number }
            return KeptPart(area: area, flags: owners.map { $0 == number }, original: layer.original)
        }
        return (picture, kept)
    }

    private static func lay(
        _ layer: Layer, number: UInt8, light: Grid<SIMD4<Float>>?, over picture: inout Picture, _ owners: inout [UInt8]
    ) {
        let original = layer.original.grid.pixels
        let colors = layer.colors.grid.pixels
        var mixed: [Int] = []
        var front: [SIMD4<UInt8>] = []
        var back: [SIMD4<UInt8>] = []
        var target = picture.grid.mutablePixels
        for index in owners.indices where colors[index].w > 0 {
            let isOwn = colors[index].w == 255 && original[index].w == 255
            owners[index] = isOwn ? number : 0
            let pixel = isOwn ? original[index] : colors[index]
            if isOwn, light == nil {
                target[index] = pixel
            } else {
                mixed.append(index)
                front.append(pixel)
                back.append(target[index])
            }
        }
        let gains = light.map { light in
            let all = light.pixels
            return mixed.map { all[$0] }
        }
        guard !mixed.isEmpty else { return }
        let result = Self.mixed(Picture(strip: front), gains: gains, over: Picture(strip: back))
        let pixels = result.grid.pixels
        for (place, index) in mixed.enumerated() { target[index] = pixels[place] }
    }

    /// `front` times `gains` over `back`, all of the same size, in linear light.
    private static func mixed(_ front: Picture, gains: [SIMD4<Float>]?, over back: Picture) -> Picture {
        var top = LinearPicture(front)
        let bottom = LinearPicture(back)
        let under = bottom.grid.pixels
        var over = top.grid.mutablePixels
        for index in over.indices {
            var pixel = over[index]
            let alpha = pixel.w
            if let gains {
                pixel = pointwiseMin(pixel * gains[index], SIMD4(repeating: alpha))
                pixel.w = alpha
            }
            over[index] = pixel + under[index] * (1 - alpha)
        }
        return Picture(top)
    }
}

extension Picture {
    /// A picture of one row.
    fileprivate init(strip: [SIMD4<UInt8>]) {
        self.init(size: PixelSize(width: strip.count, height: 1))
        var target = grid.mutablePixels
        for index in strip.indices { target[index] = strip[index] }
    }
}
