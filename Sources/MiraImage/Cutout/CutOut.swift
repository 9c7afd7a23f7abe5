extension Picture {
    /// Separates the product from its background.
    ///
    /// What finds the product: the picture's own alpha, else the caller's matte, else the caller's trimap, else a model, else the
    /// assumption of a plain backdrop. Edges and edge colours are worked out at full size, whatever found it.
    ///
    /// - Shapes: self h×w, sRGB → cutout of the same size.
    /// - Throws: `.unusable` with the reasons where nothing can be cut out, `.invalidArgument` for a matte of another size,
    ///   `.unavailable` where a model is demanded and none is there, `.cancelled`.
    public func cutOut(
        options: CutoutOptions = CutoutOptions(), model: (any SaliencyModel)? = nil, monitor: Monitor = .silent
    ) throws(ImageError) -> Cutout {
        guard size.area > 0 else {
            throw ImageError(.invalidArgument, "expected a picture of at least 1x1 pixels but found \(size)")
        }
        if let matte = try ownAlpha() {
            return Cutout(picture: self, matte: matte, confidence: 1, method: .alpha, reasons: [])
        }
        let found = try find(options, model, monitor.part(0...0.6))
        var matte =
            switch found.edges {
            case .final(let matte): matte
            case .open(let trimap):
                Mask(
                    try EdgeRefinement.matte(
                        of: grid, trimap: trimap, edge: options.edge, monitor: monitor.part(0.6...0.85)))
            }
        // A speck that the refined outline lost hold of would float beside the product.
        if found.isGuessed { matte = matte.keepingParts(atLeast: Hypotheses.leastPart, connectedFrom: 8) }
        guard matte.grid.hasAny(atLeast: 128) else {
            throw RoughMask.nothing(["nothing of it is left at its edges"])
        }
        try monitor.advance(to: 0.85, "freeing edge colours")
        return Cutout(
            picture: try freed(by: matte, monitor), matte: matte, confidence: found.confidence, method: found.method,
            reasons: found.reasons)
    }

    /// What is known before edges are worked out.
    private struct Found {
        enum Edges {
            /// Nothing is left to do.
            case final(Mask)
            /// 255 = product, 0 = not, `EdgeRefinement.Open` between; the picture's size.
            case open(Grid<UInt8>)
        }

        var edges: Edges
        var confidence: Double
        var method: Cutout.Method
        var reasons: [String]

        /// Whether nobody but the program says what the product is.
        var isGuessed: Bool {
            switch method {
            case .model, .studio: true
            case .alpha, .matte, .trimap: false
            }
        }
    }

    /// The alpha channel, where it says anything: over 0.5 % of the pixels under 250.
    private func ownAlpha() throws(ImageError) -> Mask? {
        let pixels = grid.pixels
        var (transparent, visible) = (0, false)
        for index in pixels.indices {
            if pixels[index].w < 250 { transparent += 1 }
            if pixels[index].w > 0 { visible = true }
        }
        guard visible else { throw RoughMask.nothing(["the picture is fully transparent"]) }
        guard transparent * 200 > size.area else { return nil }
        var matte = Mask(size: size)
        var values = matte.grid.mutablePixels
        for index in pixels.indices { values[index] = pixels[index].w }
        return matte
    }

    private func find(
        _ options: CutoutOptions, _ model: (any SaliencyModel)?, _ monitor: Monitor
    ) throws(ImageError) -> Found {
        if let matte = options.matte {
            try check(matte, "matte")
            guard matte.grid.hasAny(atLeast: 128) else { throw RoughMask.nothing(["the matte is empty"]) }
            let edges: Found.Edges =
                matte.hasSoftEdges ? .final(matte) : .open(RoughMask(matte: matte).trimap(size: size))
            return Found(edges: edges, confidence: 1, method: .matte, reasons: [])
        }
        if let trimap = options.trimap {
            try check(trimap, "trimap")
            guard trimap.grid.hasAny(atLeast: 255) else {
                throw RoughMask.nothing(["the trimap has no pixel of 255, which stands for product"])
            }
            let open = trimap.map { $0 == 0 || $0 == 255 ? $0 : EdgeRefinement.Open.soft }
            return Found(edges: .open(open.grid), confidence: 1, method: .trimap, reasons: [])
        }
        let rough = try RoughMask.find(in: self, finder: options.finder, model: model, monitor: monitor)
        return Found(
            edges: .open(rough.trimap(size: size)), confidence: rough.confidence, method: rough.method,
            reasons: rough.reasons)
    }

    private func check(_ mask: Mask, _ name: String) throws(ImageError) {
        guard mask.size == size else {
            throw ImageError(
                .invalidArgument, "expected a \(name) of the picture's size, \(size), but found \(mask.size); resize it"
            )
        }
    }

    /// The product's own colours with `matte` as alpha; transparent pixels are black.
    private func freed(by matte: Mask, _ monitor: Monitor) throws(ImageError) -> Picture {
        let layers = try ForegroundEstimation(picture: grid, alpha: matte.grid, monitor: monitor)
        var result = layers.foreground
        let alphas = matte.grid.pixels
        var pixels = result.mutablePixels
        for index in alphas.indices {
            if alphas[index] == 0 { pixels[index] = .zero } else { pixels[index].w = alphas[index] }
        }
        return Picture(result, colorSpace: colorSpace)
    }
}

extension Grid where Pixel == UInt8 {
    func hasAny(atLeast least: UInt8) -> Bool {
        let values = pixels
        for index in values.indices where values[index] >= least { return true }
        return false
    }
}
