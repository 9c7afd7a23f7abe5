extension RoughMask {
    /// The trimap of a picture of `size`: 255 = product, 0 = not, and between them a band around the outline, and what is doubtful.
    func trimap(size: PixelSize) -> Grid<UInt8> {
        let scale = Double(max(mask.width, mask.height)) / Double(max(size.width, size.height))
        // In pixels of the picture: what an outline found at working size may be off, and more for larger pictures.
        let radius = Float(max(4, 0.008 * Double(max(size.width, size.height))) * scale + 0.5)
        // A narrow strip of doubt is an outline that is not quite sharp; hair and the like are wide.
        let wide = doubtful.opened(radius: 0.75 * Double(radius))
        let (distances, unsure) = (mask.signedDistance().pixels, wide.grid.pixels)
        let (width, height) = (mask.width, mask.height)
        let small = Grid<UInt8>(size: mask.size) { y, row in
            for x in 0..<width {
                let distance = distances[y * width + x]
                if unsure[y * width + x] >= 128 {
                    row[x] = EdgeRefinement.Open.soft
                } else if abs(distance) < radius {
                    row[x] = EdgeRefinement.Open.hard
                } else {
                    row[x] = distance < 0 ? 255 : 0
                }
            }
        }
        let states = small.pixels
        return Grid(size: size) { y, row in
            let from = min(y * height / size.height, height - 1) * width
            for x in 0..<size.width { row[x] = states[from + min(x * width / size.width, width - 1)] }
        }
    }
}

extension RoughMask {
    /// A matte that says only yes and no.
    init(matte: Mask) {
        self.init(mask: matte, doubtful: Mask(size: matte.size), confidence: 1, method: .matte, reasons: [])
    }
}

extension Mask {
    /// Whether a matte has edges of its own to be taken at their word: more than as good as nothing between 0 and 255.
    var hasSoftEdges: Bool {
        let values = grid.pixels
        var between = 0
        for index in values.indices where values[index] > 8 && values[index] < 247 { between += 1 }
        return between * 2000 > size.area
    }
}
