extension RoughMask {
    /// The trimap of a picture of `size`: 255 = product, 0 = not, 128 = a band around the outline, and what is doubtful.
    func trimap(size: PixelSize) -> Grid<UInt8> {
        let scale = Double(max(mask.width, mask.height)) / Double(max(size.width, size.height))
        // In pixels of the picture: what an outline found at working size may be off, and more for larger pictures.
        let radius = Float(max(4, 0.008 * Double(max(size.width, size.height))) * scale + 0.5)
        let (distances, unsure) = (mask.signedDistance().pixels, doubtful.grid.pixels)
        let (width, height) = (mask.width, mask.height)
        let small = Grid<UInt8>(size: mask.size) { y, row in
            for x in 0..<width {
                let distance = distances[y * width + x]
                row[x] = abs(distance) < radius || unsure[y * width + x] >= 128 ? 128 : distance < 0 ? 255 : 0
            }
        }
        let states = small.pixels
        return Grid(size: size) { y, row in
            let from = min(y * height / size.height, height - 1) * width
            for x in 0..<size.width { row[x] = states[from + min(x * width / size.width, width - 1)] }
        }
    }
}
