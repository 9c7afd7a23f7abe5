/// The pixels of a canvas that a placement touches along one axis.
struct PlacedSpan {
    let range: Range<Int>
    /// How much of the first and of the last pixel is covered.
    let first: Double
    let last: Double
    let filter: AxisFilter

    /// Nil where nothing of it can be seen on the canvas.
    init?(offset: Double, length: Double, source: Int, canvas: Int) {
        let end = offset + length
        guard length >= Region.least, offset.isFinite, end.isFinite else { return nil }
        let lower = Int(min(max(offset.rounded(.down), 0), Double(canvas)))
        let upper = Int(min(max(end.rounded(.up), 0), Double(canvas)))
        guard lower < upper else { return nil }
        range = lower..<upper
        first = Self.covered(lower, offset, end)
        last = Self.covered(upper - 1, offset, end)
        let step = Double(source) / length
        filter = AxisFilter(
            .lanczos3(step: step), length: source, origin: -offset * step, step: step, outputs: range)
    }

    /// How much of each pixel is covered.
    var coverage: [Float] {
        var parts = [Float](repeating: 1, count: range.count)
        parts[0] = Float(first)
        parts[range.count - 1] = Float(last)
        return parts
    }

    private static func covered(_ pixel: Int, _ start: Double, _ end: Double) -> Double {
        min(end, Double(pixel + 1)) - max(start, Double(pixel))
    }
}
