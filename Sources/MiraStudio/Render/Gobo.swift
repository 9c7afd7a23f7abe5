/// What breaks the key light up: window bars, blinds, leaves. A pattern that the light carries with it.
struct Gobo: Sendable {
    enum Shape: Sendable {
        case none
        /// Bars around panes.
        case panes(width: Float, height: Float, bar: Float)
        case slats(pitch: Float)
        case leaves([Blade])
    }

    /// A leaf: a spindle from root to tip.
    struct Blade: Sendable {
        var root: SIMD2<Float>
        var tip: SIMD2<Float>
        var width: Float
    }

    var shape: Shape
    /// The pattern's plane: two directions at right angles to the light.
    var across: SIMD3<Float>
    var along: SIMD3<Float>
    var origin: SIMD3<Float>
    var offset: SIMD2<Float>
    /// How soft its edges are, in the pattern's units.
    var softness: Float
    /// What is left of the key light outside of the pattern's opening, and what is let through by its bars.
    var outside: Float
    var behind: Float
    /// The half size of the opening.
    var opening: SIMD2<Float>

    static let none = Gobo(
        shape: .none, across: .zero, along: .zero, origin: .zero, offset: .zero, softness: 1, outside: 1, behind: 1,
        opening: SIMD2(1, 1))

    var isNone: Bool {
        if case .none = shape { return true }
        return false
    }

    /// What the key light at `point` is multiplied by.
    func transmission(at point: SIMD3<Float>) -> Float {
        if case .none = shape { return 1 }
        let p = point - origin
        let a = (p * across).sum() + offset.x, b = (p * along).sum() + offset.y
        let soft = softness
        let inside =
            Self.window(a - offset.x, half: opening.x, soft: soft * 2.5)
            * Self.window(b - offset.y, half: opening.y, soft: soft * 2.5)
        var open: Float = 1
        switch shape {
        case .none: break
        case .panes(let width, let height, let bar):
            open = Self.grid(a, pitch: width, bar: bar, soft: soft) * Self.grid(b, pitch: height, bar: bar, soft: soft)
        case .slats(let pitch):
            let t = b / pitch - (b / pitch).rounded(.down)
            let edge = min(0.45, 0.5 * soft / pitch + 0.08)
            open = Arithmetic.smooth(0.5 - edge, 0.5 + edge, 2 * abs(t - 0.5))
        case .leaves(let blades):
            for blade in blades { open *= 1 - Self.cover(blade, SIMD2(a, b), soft: soft) }
        }
        return outside + (1 - outside) * inside * (behind + (1 - behind) * open)
    }

    private static func window(_ x: Float, half: Float, soft: Float) -> Float {
        Arithmetic.smooth(half + soft, half - soft, abs(x))
    }

    /// 0 on a bar at every multiple of `pitch`, 1 between.
    private static func grid(_ x: Float, pitch: Float, bar: Float, soft: Float) -> Float {
        let distance = abs(x - (x / pitch).rounded() * pitch)
        return Arithmetic.smooth(bar / 2 - soft * 0.6, bar / 2 + soft, distance)
    }

    private static func cover(_ blade: Blade, _ p: SIMD2<Float>, soft: Float) -> Float {
        let axis = blade.tip - blade.root
        let square = max(1e-6, (axis * axis).sum())
        let t = ((p - blade.root) * axis).sum() / square
        guard t > -0.2, t < 1.2 else { return 0 }
        let c = max(0, min(1, t))
        let d = p - blade.root - axis * c
        let distance = (d * d).sum().squareRoot()
        let half = blade.width * (4 * c * (1 - c)).squareRoot() * (1 - 0.35 * c)
        return Arithmetic.smooth(half + soft, half - soft, distance)
    }
}
