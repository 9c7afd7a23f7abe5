extension Grid where Pixel == Float {
    /// The grid blurred by a Gaussian of `sigma` pixels; edges are clamped.
    ///
    /// The time hardly grows with `sigma`. The error stays under 2e-4 of the values' range.
    public func blurred(sigma: Double) -> Grid {
        GaussianBlur(sigma: sigma, size: size, channels: 1)?(self) ?? self
    }
}

extension LinearPicture {
    /// The picture blurred by a Gaussian of `sigma` pixels in linear light, premultiplied; edges are clamped.
    public func blurred(sigma: Double) -> LinearPicture {
        LinearPicture(GaussianBlur(sigma: sigma, size: size, channels: 4)?(grid) ?? grid)
    }
}

extension Mask {
    /// The mask blurred by a Gaussian of `sigma` pixels; edges are clamped, values rounded.
    public func blurred(sigma: Double) -> Mask {
        guard sigma > 0 else { return self }
        let floats = unsafe Grid<Float>(mapping: grid) { from, to, count in
            for index in 0..<count { unsafe to[index] = Float(from[index]) }
        }
        return Mask(
            unsafe Grid<UInt8>(mapping: floats.blurred(sigma: sigma)) { from, to, count in
                for index in 0..<count {
                    // Clipped, so the conversion can't trap.
                    unsafe to[index] = UInt8(min(max(from[index] + 0.5, 0), 255))
                }
            })
    }
}

/// A wide Gaussian as two: one brings the picture to a coarser grid, the other brings it back.
///
/// Their variances add up. As the second is as wide as three quarters of the coarse pixel, what the grid adds is
/// 1.5e-5 of the values, and unlike an interpolating filter it never overshoots.
private struct GaussianBlur {
    let down: SeparableFilter
    let up: SeparableFilter?

    /// Nil where there is nothing to do.
    init?(sigma: Double, size: PixelSize, channels: Int) {
        // Under a tenth of a pixel the neighbour's weight is under 1e-10.
        guard sigma > 0.1, size.area > 0 else { return nil }
        // Wider than the picture, a blur changes no more.
        let sigma = min(sigma, 4 * Double(max(size.width, size.height)))
        guard sigma > 2.5 else {
            func axis(_ length: Int) -> AxisFilter {
                AxisFilter(.gaussian(sigma: sigma), length: length, origin: 0, step: 1, outputs: 0..<length)
            }
            down = SeparableFilter(
                channels: channels, source: size, horizontal: axis(size.width), vertical: axis(size.height))
            up = nil
            return
        }
        let step = 0.8 * sigma
        // The way back reaches three coarse pixels beyond the edges, where the clamped blur goes on.
        let margin = 3
        func axis(_ length: Int) -> (down: AxisFilter, up: AxisFilter) {
            let outputs = -margin..<Int((Double(length) / step).rounded(.up)) + margin
            return (
                AxisFilter(
                    .gaussian(sigma: 0.8 * sigma), length: length, origin: 0, step: step, outputs: outputs),
                AxisFilter(
                    .gaussian(sigma: 0.75), length: outputs.count, origin: Double(margin), step: 1 / step,
                    outputs: 0..<length)
            )
        }
        let (x, y) = (axis(size.width), axis(size.height))
        let coarse = PixelSize(width: x.down.count, height: y.down.count)
        down = SeparableFilter(channels: channels, source: size, horizontal: x.down, vertical: y.down)
        up = SeparableFilter(channels: channels, source: coarse, horizontal: x.up, vertical: y.up)
    }

    func callAsFunction<Pixel>(_ grid: Grid<Pixel>) -> Grid<Pixel> {
        let coarse = down(grid)
        return up?(coarse) ?? coarse
    }
}
