extension Picture {
    /// The picture resampled once to where `placement` says, on a transparent canvas: linear light when shrinking,
    /// premultiplied, Lanczos-3.
    ///
    /// A placement of scale 1 at whole pixels copies every pixel to the bit. Output pixels that a placement covers in
    /// part, at its rim, get that part of their alpha; all others of an opaque picture are exactly opaque.
    ///
    /// - Shapes: self h×w → canvas.height×canvas.width; outside the placement transparent black.
    /// - Throws: `.invalidArgument` for an empty or endless placement, `.limitExceeded` for a canvas beyond `Limits`,
    ///   `.cancelled`.
    public func placed(
        _ placement: Placement, on canvas: PixelSize, light: ResamplingLight = .linear, monitor: Monitor = .silent
    ) throws(ImageError) -> Picture {
        try monitor.cancellation.check()
        let window = try placement.window(of: size, on: canvas)
        var result = Grid<SIMD4<UInt8>>(size: canvas, filledWith: .zero)
        guard let window else { return Picture(result, colorSpace: colorSpace) }

        if let offset = placement.wholeOffset(of: size) {
            result.paste(grid, x: offset.x, y: offset.y)
            return Picture(result, colorSpace: colorSpace)
        }
        let region = Region(size)
        let isLinear = light.isLinear(from: region, to: (placement.width, placement.height))
        var pixels = resampled(window.horizontal.filter, window.vertical.filter, linear: isLinear).grid
        window.fadeRim { x, y, part in
            let pixel = pixels[x, y]
            pixels[x, y].w = UInt8((Double(pixel.w) * part).rounded())
            if pixels[x, y].w == 0 { pixels[x, y] = .zero }
        }
        try monitor.cancellation.check()
        result.paste(pixels, x: window.horizontal.range.lowerBound, y: window.vertical.range.lowerBound)
        return Picture(result, colorSpace: colorSpace)
    }
}

extension Mask {
    /// The mask resampled once to where `placement` says; 0 outside it.
    ///
    /// A placement of scale 1 at whole pixels copies every value.
    ///
    /// - Throws: `.invalidArgument` for an empty or endless placement, `.limitExceeded` for a canvas beyond `Limits`.
    public func placed(_ placement: Placement, on canvas: PixelSize) throws(ImageError) -> Mask {
        let window = try placement.window(of: size, on: canvas)
        var result = Grid<UInt8>(size: canvas, filledWith: 0)
        guard let window else { return Mask(result) }

        if let offset = placement.wholeOffset(of: size) {
            result.paste(grid, x: offset.x, y: offset.y)
            return Mask(result)
        }
        var values = resampled(window.horizontal.filter, window.vertical.filter).grid
        window.fadeRim { x, y, part in values[x, y] = UInt8((Double(values[x, y]) * part).rounded()) }
        result.paste(values, x: window.horizontal.range.lowerBound, y: window.vertical.range.lowerBound)
        return Mask(result)
    }
}

private struct PlacedWindow {
    let horizontal: PlacedSpan
    let vertical: PlacedSpan

    /// Calls `fade` for each pixel of the window's rim that is covered in part only.
    func fadeRim(_ fade: (_ x: Int, _ y: Int, _ part: Double) -> Void) {
        let (width, height) = (horizontal.range.count, vertical.range.count)
        func part(_ index: Int, _ count: Int, _ span: PlacedSpan) -> Double {
            index == 0 ? span.first : index == count - 1 ? span.last : 1
        }
        func visit(_ x: Int, _ y: Int) {
            let share = part(x, width, horizontal) * part(y, height, vertical)
            if share < 1 { fade(x, y, share) }
        }
        for x in 0..<width {
            visit(x, 0)
            if height > 1 { visit(x, height - 1) }
        }
        for y in 1..<max(1, height - 1) {
            visit(0, y)
            if width > 1 { visit(width - 1, y) }
        }
    }
}

extension Placement {
    /// The touched part of the canvas and its filters; nil where the placement lies outside.
    fileprivate func window(of source: PixelSize, on canvas: PixelSize) throws(ImageError) -> PlacedWindow? {
        try Limits().check(canvas)
        try Region(x: x, y: y, width: width, height: height).check()
        guard source.area > 0 else {
            throw ImageError(.invalidArgument, "expected a picture of at least 1x1 pixels but found \(source)")
        }
        guard
            let horizontal = PlacedSpan(offset: x, length: width, source: source.width, canvas: canvas.width),
            let vertical = PlacedSpan(offset: y, length: height, source: source.height, canvas: canvas.height)
        else { return nil }
        return PlacedWindow(horizontal: horizontal, vertical: vertical)
    }

    /// The offset where the picture is neither scaled nor moved by parts of a pixel; else nil.
    fileprivate func wholeOffset(of source: PixelSize) -> (x: Int, y: Int)? {
        guard width == Double(source.width), height == Double(source.height), x == x.rounded(), y == y.rounded()
        else { return nil }
        return (Int(x), Int(y))
    }
}
