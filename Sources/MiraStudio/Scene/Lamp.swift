/// A rectangle that shines: the key light of a scene.
///
/// - Units: world units (x, y, depth).
struct Lamp: Sendable, Hashable {
    var center: SIMD3<Float>
    /// Half axes.
    var across: SIMD3<Float>
    var along: SIMD3<Float>

    /// A lamp that faces `target`.
    ///
    /// - Parameters:
    ///   - azimuth: degrees from the camera's side (0) round to behind the target (180), on the right for a positive `side`.
    ///   - elevation: degrees above the floor, under 90.
    ///   - radius: half of its side, as a share of the distance.
    init(target: SIMD3<Float>, side: Float, azimuth: Float, elevation: Float, distance: Float, radius: Float) {
        let (ca, sa) = Arithmetic.circle(azimuth / 360)
        let (ce, se) = Arithmetic.circle(elevation / 360)
        let direction = SIMD3(side * sa * ce, se, -ca * ce)
        center = target + direction * distance
        let (sideways, upright) = Self.axes(direction)
        across = sideways * (radius * distance)
        along = upright * (radius * distance)
    }

    /// Two directions at right angles to `direction` and to each other, the first one level.
    static func axes(_ direction: SIMD3<Float>) -> (SIMD3<Float>, SIMD3<Float>) {
        let d = direction
        let flat = (d.x * d.x + d.z * d.z).squareRoot()
        let a = SIMD3(d.z / flat, 0, -d.x / flat)
        return (a, SIMD3(a.y * d.z - a.z * d.y, a.z * d.x - a.x * d.z, a.x * d.y - a.y * d.x))
    }
}
