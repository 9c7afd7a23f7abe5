public import MiraImage

extension Mask {
    /// The mask that a picture draws: its alpha where it has any transparency, else its gray values.
    public init(drawnBy picture: Picture) {
        let usesAlpha = picture.hasTransparency
        self.init(size: picture.size)
        let source = picture.grid.pixels
        var target = grid.mutablePixels
        for index in source.indices {
            let pixel = source[index]
            let sum = UInt16(pixel.x) + UInt16(pixel.y) + UInt16(pixel.z)
            target[index] = usesAlpha ? pixel.w : UInt8((sum + 1) / 3)
        }
    }

    /// The alpha of a picture.
    init(alphaOf picture: Picture) {
        self.init(size: picture.size)
        let source = picture.grid.pixels
        var target = grid.mutablePixels
        for index in source.indices { target[index] = source[index].w }
    }

    /// The smallest box of whole pixels that holds every value of at least 128; nil where there is none.
    var box: PixelBox? {
        let values = grid.pixels
        var box: PixelBox?
        for y in 0..<height {
            let row = y * width
            guard let first = (0..<width).first(where: { values[row + $0] >= 128 }),
                let last = (0..<width).last(where: { values[row + $0] >= 128 })
            else { continue }
            let found = PixelBox(left: first, top: y, right: last + 1, bottom: y + 1)
            box = box.map { $0.union(found) } ?? found
        }
        return box
    }
}

/// A box of whole pixels; right and bottom are the first pixel outside.
struct PixelBox: Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var width: Int { right - left }
    var height: Int { bottom - top }

    func union(_ other: PixelBox) -> PixelBox {
        PixelBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}
