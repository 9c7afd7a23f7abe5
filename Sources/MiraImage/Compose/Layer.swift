/// A picture in a composition: where it lies and how it mixes with what is below.
public struct Layer: Sendable {
    /// The source.
    public var picture: LinearPicture
    /// Where its pixels come to lie on the canvas.
    public var transform: AffineMap
    /// How much of the layer shows, at each pixel of the canvas; nil = all.
    public var mask: Mask?
    /// 0…1, times the mask.
    public var opacity: Float
    /// How colours mix.
    public var blendMode: BlendMode
    /// How coverage mixes.
    public var compositeOperator: CompositeOperator

    /// A layer that lies over the backdrop as it is.
    public init(
        _ picture: LinearPicture, transform: AffineMap = .identity, mask: Mask? = nil, opacity: Float = 1,
        blendMode: BlendMode = .normal, compositeOperator: CompositeOperator = .sourceOver
    ) {
        self.picture = picture
        self.transform = transform
        self.mask = mask
        self.opacity = opacity
        self.blendMode = blendMode
        self.compositeOperator = compositeOperator
    }
}

extension LinearPicture {
    /// This picture with `layers` composited onto it, the first lowest.
    ///
    /// Layers are resampled by Lanczos-3, widened where they shrink; beyond its edges a layer is transparent.
    ///
    /// - Throws: `.invalidArgument` for a mask of another size than the canvas or a transform without an inverse,
    ///   `.cancelled`.
    public func composing(_ layers: [Layer], monitor: Monitor = .silent) throws(ImageError) -> LinearPicture {
        var result = self
        for layer in layers {
            try monitor.cancellation.check()
            try result.compose(layer)
        }
        return result
    }

    /// Composites one layer onto this picture.
    ///
    /// - Throws: `.invalidArgument` for a mask of another size than this picture or a transform without an inverse.
    public mutating func compose(_ layer: Layer) throws(ImageError) {
        if let mask = layer.mask, mask.size != size {
            throw ImageError(.invalidArgument, "expected a mask of \(size) but found \(mask.size)")
        }
        let canvas = size
        let drawing = try Drawing(layer.picture, by: layer.transform, on: canvas)
        let compositor = RowCompositor(layer)
        let window = drawing?.window ?? PixelRect(columns: 0..<0, rows: 0..<0)
        unsafe grid.withUnsafeMutablePixels { target in
            guard let base = target.baseAddress else { return }
            // Every row is written by one thread; windows lie within the canvas.
            nonisolated(unsafe) let rows = unsafe base
            unsafe drawing?.draw { row, pixels in
                unsafe compositor.run(
                    pixels, rows + row * canvas.width + window.columns.lowerBound, row: row, columns: window.columns)
            }
            guard layer.compositeOperator.reachesBeyondSource else { return }
            Parallel.stripes(of: canvas.height, rowsPerStripe: 64) { stripe in
                for row in stripe {
                    let isInside = window.rows.contains(row)
                    let sides =
                        isInside ? [0..<window.columns.lowerBound, window.columns.upperBound..<canvas.width] : []
                    for columns in isInside ? sides : [0..<canvas.width] where !columns.isEmpty {
                        unsafe compositor.runWithoutSource(
                            rows + row * canvas.width + columns.lowerBound, columns.count)
                    }
                }
            }
        }
    }
}
