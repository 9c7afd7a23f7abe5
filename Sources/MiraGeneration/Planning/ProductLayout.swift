import MiraImage

/// A product as its layout sees it: the box of what is visible, as fractions of its picture.
struct ProductShape {
    /// Of the whole reference picture, in its pixels.
    var picture: PixelSize
    /// The visible product in fractions of the picture's sides.
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    /// Sides of its picture that the product is cut by.
    var touches: Set<FrameSide>

    /// Width divided by height of what is visible.
    var aspect: Double {
        (right - left) * Double(picture.width) / ((bottom - top) * Double(picture.height))
    }

    /// nil where the matte shows nothing.
    init?(matte: Mask, picture: PixelSize) {
        guard let box = matte.box else { return nil }
        self.picture = picture
        left = Double(box.left) / Double(matte.width)
        top = Double(box.top) / Double(matte.height)
        right = Double(box.right) / Double(matte.width)
        bottom = Double(box.bottom) / Double(matte.height)
        touches = FrameSide.touched(by: matte, box: box)
    }

    /// Where the whole picture lies when the visible product is `height` tall and stands with its middle on `base`.
    func placement(height: Double, base: (x: Double, y: Double)) -> Placement {
        let scale = height / ((bottom - top) * Double(picture.height))
        let (width, tall) = (scale * Double(picture.width), scale * Double(picture.height))
        return Placement(x: base.x - (left + right) / 2 * width, y: base.y - bottom * tall, width: width, height: tall)
    }

    /// The visible product's box under `placement`.
    func bounds(_ placement: Placement) -> Placement {
        Placement(
            x: placement.x + left * placement.width, y: placement.y + top * placement.height,
            width: (right - left) * placement.width, height: (bottom - top) * placement.height)
    }
}

/// A side of a picture's frame.
enum FrameSide: String, CaseIterable {
    case left, right, top, bottom

    /// The sides along which the product reaches the frame over more than a twentieth of its own extent: a tip that just meets
    /// the frame is no cut.
    static func touched(by matte: Mask, box: PixelBox) -> Set<FrameSide> {
        let values = matte.grid.pixels
        func count(_ side: FrameSide) -> Int {
            switch side {
            case .left: (0..<matte.height).count { values[$0 * matte.width] >= 128 }
            case .right: (0..<matte.height).count { values[$0 * matte.width + matte.width - 1] >= 128 }
            case .top: (0..<matte.width).count { values[$0] >= 128 }
            case .bottom: (0..<matte.width).count { values[(matte.height - 1) * matte.width + $0] >= 128 }
            }
        }
        return Set(
            allCases.filter { side in
                let extent = side == .left || side == .right ? box.height : box.width
                return count(side) * 20 > extent
            })
    }
}

/// Where products stand when the caller does not say.
struct ProductLayout {
    var canvas: PixelSize
    /// The row's middle on the ground, in output pixels; nil: chosen.
    var base: (x: Double, y: Double)?
    /// Of the tallest product, in output pixels; nil: chosen.
    var height: Double?
    /// The share of the canvas that a single product may fill.
    var room = (width: 0.64, height: 0.58)
    /// The row on which products stand in a photograph, fraction of the height; nil: as their height asks.
    var ground: Double?

    /// The places of `shapes`, side by side on one ground line in their order.
    ///
    /// Nothing says how large the things are, so they get the same visual size (the root of their box's area), as far as the
    /// width and the tallest one's height allow.
    func placements(of shapes: [ProductShape]) -> [Placement] {
        let (width, tall) = (Double(canvas.width), Double(canvas.height))
        let gap = 0.04 * width
        let roomWidth = (shapes.count == 1 ? room.width : max(room.width, 0.88)) * width
        let roomHeight = room.height * (shapes.count == 1 ? 1 : 0.9) * tall
        // At visual size 1 a product is 1/√aspect tall and √aspect wide.
        let tallest = shapes.map { 1 / $0.aspect.squareRoot() }.max() ?? 1
        let row = shapes.map { $0.aspect.squareRoot() }.reduce(0, +)
        let fitting = min((roomWidth - gap * Double(shapes.count - 1)) / row, roomHeight / tallest)
        let visualSize = height.map { $0 / tallest } ?? fitting

        let rowWidth = visualSize * row + gap * Double(shapes.count - 1)
        let baseRow = ground.map { $0 * tall } ?? standingRow(height: visualSize * tallest)
        let middle = base ?? (x: width / 2, y: baseRow)
        var x = middle.x - rowWidth / 2
        return shapes.map { shape in
            let own = visualSize * shape.aspect.squareRoot()
            defer { x += own + gap }
            let placement = shape.placement(
                height: visualSize / shape.aspect.squareRoot(), base: (x: x + own / 2, y: middle.y))
            return base == nil ? atTheFrame(placement, shape, isAlone: shapes.count == 1) : placement
        }
    }

    /// The base row that puts the middle of a thing of `height` just under the middle of the picture, with ground before it.
    private func standingRow(height: Double) -> Double {
        let tall = Double(canvas.height)
        return min(max(0.51 * tall + height / 2, 0.62 * tall), 0.86 * tall)
    }

    /// Moves a product that its picture's frame cuts to the same side of the output, so that the cut does not show.
    private func atTheFrame(_ placement: Placement, _ shape: ProductShape, isAlone: Bool) -> Placement {
        var placement = placement
        let (width, tall) = (Double(canvas.width), Double(canvas.height))
        let touches = shape.touches
        if isAlone, height == nil {
            let growth = frameGrowth(placement, shape)
            placement.width *= growth
            placement.height *= growth
            let bounds = shape.bounds(placement)
            placement.x += width / 2 - (bounds.x + bounds.width / 2)
            let base = ground.map { $0 * tall } ?? standingRow(height: bounds.height)
            placement.y += base - (bounds.y + bounds.height)
        }
        if isAlone {
            if touches.contains(.left) { placement.x = 0 }
            if touches.contains(.right), !touches.contains(.left) { placement.x = width - placement.width }
        }
        if touches.contains(.bottom) {
            placement.y = tall - placement.height
        } else if touches.contains(.top) {
            placement.y = 0
        }
        return placement
    }

    /// How much larger a cut product has to be for its cuts to lie on the frame and its base on the ground.
    private func frameGrowth(_ placement: Placement, _ shape: ProductShape) -> Double {
        let bounds = shape.bounds(placement)
        let (width, tall) = (Double(canvas.width), Double(canvas.height))
        // Cut on both sides: the picture has to span the output.
        if shape.touches.isSuperset(of: [.left, .right]) { return width / placement.width }
        if shape.touches.isSuperset(of: [.top, .bottom]) { return tall / placement.height }
        // Cut at the top alone: it hangs from there down to where things stand.
        if shape.touches.contains(.top) { return max(1, min(0.84 * tall / bounds.height, 0.86 * width / bounds.width)) }
        return 1
    }
}
