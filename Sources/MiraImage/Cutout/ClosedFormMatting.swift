/// Alpha of the unknown pixels of a trimap by closed-form matting, from coarse to fine.
///
/// Each level starts from the one of half its size, carried up by the coarse level's own assumption, alpha linear in
/// colour: that start is so near the solution that a few steps do, where they would take hundreds from nothing.
enum ClosedFormMatting {
    /// - Parameters:
    ///   - picture: opaque colours; alpha is not looked at.
    ///   - trimap: 255 = alpha 1, 0 = alpha 0, anything else unknown; same size.
    ///   - isQuick: whether to carry the solution for half the size up, and leave it at that.
    /// - Returns: 0…1, exactly 0 and 1 where the trimap knows it.
    /// - Throws: `.cancelled`.
    static func alpha(
        of picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>, isQuick: Bool = false, monitor: Monitor = .silent
    ) throws(ImageError) -> Grid<Float> {
        try alpha(of: picture, trimap: trimap, iterations: isQuick ? 0 : 40, monitor: monitor)
    }

    private static func alpha(
        of picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>, iterations: Int, monitor: Monitor
    ) throws(ImageError) -> Grid<Float> {
        guard min(picture.width, picture.height) >= 48 else {
            return try MattingSystem(picture: picture, trimap: trimap)
                .solve(from: start(trimap), iterations: 300, monitor: monitor)
        }
        let half = picture.halved()
        let coarse = try alpha(of: half, trimap: trimap.halvedTrimap(), iterations: 100, monitor: monitor)
        let start = ColorLineUpsampling(alpha: coarse, picture: half).upsampled(to: picture, trimap: trimap)
        guard iterations > 0 else { return start }
        return try MattingSystem(picture: picture, trimap: trimap)
            .solve(from: start, iterations: iterations, monitor: monitor)
    }

    /// What the trimap says, and half where it says nothing.
    private static func start(_ trimap: Grid<UInt8>) -> Grid<Float> {
        var start = Grid<Float>(size: trimap.size, filledWith: 0.5)
        var values = start.mutablePixels
        let known = trimap.pixels
        for index in known.indices where known[index] == 0 || known[index] == 255 {
            values[index] = known[index] == 255 ? 1 : 0
        }
        return start
    }
}
