import MiraImage

/// Turns a request and its prepared references into a `Plan`.
struct Planner {
    /// Validated.
    let request: GenerationRequest
    let references: [PreparedReference]
    let limits: Limits

    /// - Throws: `.invalidValue`, `.invalidImage`, `.unusableReference` with the field at fault.
    func plan() throws(GenerationError) -> Plan {
        var plan = Plan(
            prompt: request.prompt, size: outputSize, quality: request.quality, preserve: request.preserve)
        plan.references = references
        plan.horizon = request.horizon
        plan.transparentBackground = request.transparentBackground
        try addMask(to: &plan)
        let ground = try addBackground(to: &plan)
        try addProducts(to: &plan, on: ground)
        addStyles(to: &plan)
        return plan
    }

    private var outputSize: PixelSize {
        switch request.size {
        case .fixed(let size): return size
        case .source: return references.first?.picture.size ?? OutputSize.square
        case .auto: return references.first.map { OutputSize.nearest(to: $0.picture.size) } ?? OutputSize.square
        }
    }

    private func addMask(to plan: inout Plan) throws(GenerationError) {
        guard let bytes = request.mask, let first = references.first else { return }
        let mask = try MaskReading(limits: limits).mask(bytes, for: first)
        let placement = Placement.covering(plan.size, with: first.picture.size)
        do {
            plan.keep = (reference: 0, placement: placement, mask: try mask.placed(placement, on: plan.size))
        } catch {
            throw GenerationError(error, of: "mask")
        }
        // A kept thing within the frame stands in the scene as a product does; a kept surround is a frame around it.
        if mask.touchedBorderShare < 0.5, let shape = ProductShape(matte: mask, picture: first.picture.size) {
            plan.references[0].cutout = Cutout(
                picture: first.picture.withAlpha(mask), matte: mask, confidence: 1, method: .matte, reasons: [])
            plan.products.append(
                PlacedProduct(reference: 0, placement: placement, bounds: shape.bounds(placement)))
            plan.notes.append("what the mask keeps of \(first.name) is taken for a product that stands in the scene")
        }
    }

    /// Returns the background as it will be seen, small, for guesses.
    private func addBackground(to plan: inout Plan) throws(GenerationError) -> Picture? {
        guard let item = references.first(where: { $0.role == .background && plan.keep?.reference != $0.index }) else {
            return nil
        }
        if plan.transparentBackground {
            plan.notes.append("\(item.name) is not used: the background is to be transparent")
            return nil
        }
        plan.background = (
            reference: item.index, placement: Placement.covering(plan.size, with: item.picture.size)
        )
        let shown: Picture
        do {
            let small = plan.size.fitting(longestSide: 384)
            shown = try item.picture.placed(Placement.covering(small, with: item.picture.size), on: small)
        } catch {
            throw GenerationError(error, of: item.name)
        }
        if plan.horizon == nil {
            let guess = HorizonGuess(of: shown)
            plan.horizon = guess.row
            let basis = guess.confidence >= 0.35 ? "guessed" : "not seen and assumed"
            plan.notes.append(
                "\(item.name): its horizon is \(basis) at \(guess.row.rounded(to: 2)) of the height (--horizon)")
        }
        return shown
    }

    private func addProducts(to plan: inout Plan, on ground: Picture?) throws(GenerationError) {
        let placed = plan.references.filter {
            [.product, .identity].contains($0.role) && plan.keep?.reference != $0.index
        }
        if placed.isEmpty {
            if plan.transparentBackground, plan.keep == nil {
                throw GenerationError(
                    .invalidValue, "expected a product to show on a transparent background but found none; add one",
                    parameter: "background")
            }
            return
        }
        var shapes: [ProductShape] = []
        for item in placed {
            guard let matte = item.cutout?.matte, let shape = ProductShape(matte: matte, picture: item.picture.size)
            else {
                throw GenerationError(
                    .unusableReference,
                    "\(item.name): expected a product but found nothing visible in it; give its matte (--matte)",
                    parameter: item.name)
            }
            shapes.append(shape)
        }
        let placements = self.placements(of: shapes, placed, on: ground, &plan)
        for (index, item) in placed.enumerated() {
            let bounds = shapes[index].bounds(placements[index])
            plan.products.append(
                PlacedProduct(reference: item.index, placement: placements[index], bounds: bounds))
            let visible = bounds.share(within: plan.size)
            if visible < 0.5 {
                plan.notes.append(
                    "\(item.name): only \(Int((100 * visible).rounded())) % of the product's box is in the picture (--at, --scale)"
                )
            }
        }
    }

    private func placements(
        of shapes: [ProductShape], _ items: [PreparedReference], on ground: Picture?, _ plan: inout Plan
    ) -> [Placement] {
        let canvas = plan.size
        var layout = ProductLayout(canvas: canvas)
        layout.base = request.basePoint.map { (x: $0.x * Double(canvas.width), y: $0.y * Double(canvas.height)) }
        layout.height = request.productHeight.map { $0 * Double(canvas.height) }
        if request.size == .source, items.count == 1, items[0].index == 0, layout.base == nil, layout.height == nil {
            plan.notes.append(
                "\(items[0].name) stays where it is in its picture, as the size is its own (--at, --scale)")
            return [Placement(x: 0, y: 0, width: Double(canvas.width), height: Double(canvas.height))]
        }
        for (index, item) in items.enumerated() where !shapes[index].touches.isEmpty {
            let sides = FrameSide.allCases.filter(shapes[index].touches.contains).map(\.rawValue)
            let fate = layout.base == nil ? "it is placed at that side" : "the cut shows, as a place is given"
            plan.notes.append(
                "\(item.name): the product is cut by the \(sides.joined(separator: ", ")) of its picture; \(fate)")
        }
        if let ground {
            layout.room = (width: 0.48, height: 0.46)
            layout.ground = 0.83
            if layout.base == nil, shapes.allSatisfy(\.touches.isEmpty) {
                sit(shapes, &layout, in: ground, horizon: plan.horizon ?? 0)
            }
            if request.basePoint == nil { plan.notes.append("the place in the background is guessed (--at, --scale)") }
        }
        return layout.placements(of: shapes)
    }

    /// Sets the layout's base to an even piece of ground with room for the products, and their height to what fits the distance.
    private func sit(_ shapes: [ProductShape], _ layout: inout ProductLayout, in ground: Picture, horizon: Double) {
        let (width, tall) = (Double(layout.canvas.width), Double(layout.canvas.height))
        let row = zip(shapes, layout.placements(of: shapes)).map { shape, placement in shape.bounds(placement) }
        let extent = (row.map { $0.x + $0.width }.max() ?? 0) - (row.map(\.x).min() ?? 0)
        let margin = 0.04
        let seat = SeatGuess(in: ground, horizon: horizon, width: min(1, extent / width + 2 * margin))
        layout.base = (x: seat.x * width, y: seat.y * tall)
        // A thing further up the ground is further away: its size goes with the distance of its base to the horizon.
        let usual = (layout.ground ?? seat.y) - horizon
        if layout.height == nil, usual > 0, let tallest = row.map(\.height).max() {
            layout.height = tallest * min(max((seat.y - horizon) / usual, 0.6), 1)
        }
    }

    private func addStyles(to plan: inout Plan) {
        plan.styles = references.filter { $0.role == .style }.map { (reference: $0.index, weight: $0.weight) }
        if plan.transparentBackground {
            for style in plan.styles {
                plan.notes.append("\(references[style.reference].name) is not used: there is no scene to style")
            }
            plan.styles = []
        }
    }
}

extension OutputSize {
    /// What a request without references gets.
    static let square = offered[0]

    /// The offered size whose aspect is nearest, by ratio.
    static func nearest(to size: PixelSize) -> PixelSize {
        func distance(_ offer: PixelSize) -> Double {
            let ratio = offer.aspect / max(size.aspect, .leastNormalMagnitude)
            return max(ratio, 1 / ratio)
        }
        return offered.min { distance($0) < distance($1) } ?? square
    }
}
