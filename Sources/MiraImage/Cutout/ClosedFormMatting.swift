/// Alpha of the unknown pixels of a trimap by closed-form matting, from coarse to fine.
///
/// Each level starts from the one of half its size, carried up by the coarse level's own assumption, alpha linear in
/// colour: that start is so near the solution that a few steps do, where they would take hundreds from nothing.
enum ClosedFormMatting {
    /// - Parameters:
    ///   - picture: opaque colours; alpha is not looked at.
    ///   - trimap: 255 = alpha 1, 0 = alpha 0, anything else unknown; same size.
    /// - Returns: 0…1, exactly 0 and 1 where the trimap knows it.
    /// - Throws: `.cancelled`.
    static func alpha(
        of picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>, monitor: Monitor = .silent
    ) throws(ImageError) -> Grid<Float> {
        try alpha(of: picture, trimap: trimap, isFinest: true, monitor: monitor)
    }

    private static func alpha(
        of picture: Grid<SIMD4<UInt8>>, trimap: Grid<UInt8>, isFinest: Bool, monitor: Monitor
    ) throws(ImageError) -> Grid<Float> {
        let system = MattingSystem(picture: picture, trimap: trimap)
        let isCoarsest = min(picture.width, picture.height) < 48
        guard !isCoarsest else {
            return try system.solve(from: start(trimap), iterations: 300, monitor: monitor)
        }
        let coarsePicture = picture.halved()
        let coarse = try alpha(
            of: coarsePicture, trimap: trimap.halvedTrimap(), isFinest: false, monitor: monitor)
        let start = ColorLineUpsampling(alpha: coarse, picture: coarsePicture).upsampled(to: picture, trimap: trimap)
        return try system.solve(from: start, iterations: isFinest ? 40 : 100, monitor: monitor)
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
