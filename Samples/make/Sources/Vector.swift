import Glibc

/// A point, a direction or a linear RGB colour.
typealias Vector = SIMD3<Float>

@inline(__always)
func dot(_ a: Vector, _ b: Vector) -> Float {
    a.x * b.x + a.y * b.y + a.z * b.z
}

@inline(__always)
func cross(_ a: Vector, _ b: Vector) -> Vector {
    Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

@inline(__always)
func length(_ a: Vector) -> Float {
    dot(a, a).squareRoot()
}

@inline(__always)
func normalize(_ a: Vector) -> Vector {
    a / max(length(a), 1e-20)
}

@inline(__always)
func mix<T: SIMD>(_ a: T, _ b: T, _ t: Float) -> T where T.Scalar == Float {
    a + (b - a) * t
}

@inline(__always)
func mix(_ a: Float, _ b: Float, _ t: Float) -> Float {
    a + (b - a) * t
}

@inline(__always)
func clamp(_ x: Float, _ low: Float = 0, _ high: Float = 1) -> Float {
    min(max(x, low), high)
}

@inline(__always)
func smoothstep(_ edge0: Float, _ edge1: Float, _ x: Float) -> Float {
    let t = clamp((x - edge0) / (edge1 - edge0))
    return t * t * (3 - 2 * t)
}

/// A colour given as people write it, `0xRRGGBB` in sRGB, as linear light.
func color(_ hex: Int) -> Vector {
    func linear(_ byte: Int) -> Float {
        let v = Float(byte & 255) / 255
        return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
    }
    return Vector(linear(hex >> 16), linear(hex >> 8), linear(hex))
}

/// Two directions that complete the unit vector `n` to an orthonormal frame.
///
/// - Source: Duff et al., "Building an orthonormal basis, revisited", 2017.
@inline(__always)
func tangents(_ n: Vector) -> (Vector, Vector) {
    let sign: Float = n.z < 0 ? -1 : 1
    let a = -1 / (sign + n.z)
    let b = n.x * n.y * a
    return (Vector(1 + sign * n.x * n.x * a, sign * b, -sign * n.x), Vector(b, sign + n.y * n.y * a, -n.y))
}
