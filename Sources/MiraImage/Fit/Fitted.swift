extension Picture {
    /// Brings the picture to `size` as `options` say, and returns the map back.
    ///
    /// - Throws: `.invalidArgument` for an empty picture or size, `.limitExceeded` beyond `Limits`.
    public func fitted(
        to size: PixelSize, options: FitOptions = FitOptions()
    ) throws(ImageError) -> (picture: Picture, transform: FitTransform) {
        let plan = try FitPlan(self.size, into: size, mode: options.mode, gravity: options.gravity)
        let inner = try resampled(to: plan.inner.size, from: plan.region, light: options.light)
        return (try inner.padded(plan, with: options.padding), plan.transform)
    }

    /// This picture, the inner part of `plan`, with padding around it.
    func padded(_ plan: FitPlan, with padding: Padding) throws(ImageError) -> Picture {
        guard plan.inner != PixelRect(plan.result) else { return self }
        var canvas: Grid<SIMD4<UInt8>>
        switch padding {
        case .color(let color):
            canvas = Grid(size: plan.result, filledWith: color)
        case .transparent:
            canvas = Grid(size: plan.result, filledWith: .zero)
        case .edge:
            return Picture(grid.extended(to: plan.result, at: plan.inner), colorSpace: colorSpace)
        case .blur:
            canvas = try blurredCover(of: plan.result).grid
        }
        canvas.paste(grid, x: plan.inner.columns.lowerBound, y: plan.inner.rows.lowerBound)
        return Picture(canvas, colorSpace: colorSpace)
    }

    /// The picture enlarged to cover `size` and blurred by a twentieth of the longer side.
    private func blurredCover(of size: PixelSize) throws(ImageError) -> Picture {
        // The blur leaves no detail: an eighth of the size holds all of it.
        let small = PixelSize(width: (size.width + 7) / 8, height: (size.height + 7) / 8)
        let plan = try FitPlan(self.size, into: size, mode: .cover, gravity: .center)
        let cover = try resampled(to: small, from: plan.region)
        let sigma = Double(max(small.width, small.height)) / 20
        let blurred = Picture(LinearPicture(cover).blurred(sigma: sigma))
        return try blurred.resampled(to: size)
    }
}

extension Grid {
    /// A grid of `size` with this one at `place`, its outermost values drawn outwards.
    fileprivate func extended(to size: PixelSize, at place: PixelRect) -> Grid {
        var result = Grid(size: size, filledWith: self[0, 0])
        let source = pixels
        var target = result.mutablePixels
        for y in 0..<size.height {
            let row = min(max(y - place.rows.lowerBound, 0), height - 1) * width
            for x in 0..<size.width {
                target[y * size.width + x] = source[row + min(max(x - place.columns.lowerBound, 0), width - 1)]
            }
        }
        return result
    }
}
