import MiraImage

extension PixelSize {
    /// The size in its aspect with its longest side at most `side`; no side is 0.
    func fitting(longestSide side: Int) -> PixelSize {
        let scale = min(1, Double(side) / Double(max(width, height, 1)))
        return PixelSize(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())))
    }
}

extension Placement {
    /// The part of the box that lies on `canvas`, 0…1.
    func share(within canvas: PixelSize) -> Double {
        let wide = max(0, min(x + width, Double(canvas.width)) - max(x, 0))
        let tall = max(0, min(y + height, Double(canvas.height)) - max(y, 0))
        return wide * tall / (width * height)
    }

    /// The placement of a picture of `source` size that covers `canvas` in its middle, unstretched.
    static func covering(_ canvas: PixelSize, with source: PixelSize) -> Placement {
        let scale = max(
            Double(canvas.width) / Double(source.width), Double(canvas.height) / Double(source.height))
        let (width, height) = (scale * Double(source.width), scale * Double(source.height))
        return Placement(
            x: (Double(canvas.width) - width) / 2, y: (Double(canvas.height) - height) / 2, width: width, height: height
        )
    }
}
