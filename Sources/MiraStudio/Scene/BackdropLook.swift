/// What is seen beyond the surface, far out of focus: soft shapes over a soft ground, and points of light.
///
/// - Units: lengths in world units at the product's depth, from the middle of the picture and from the horizon upwards.
struct BackdropLook: Sendable {
    struct SoftShape: Sendable {
        enum Form: Sendable {
            case box, ellipse
        }

        var form: Form
        var center: SIMD2<Float>
        var half: SIMD2<Float>
        var blur: Float
        var color: SIMD3<Float>
        var opacity: Float
        /// How far it leans: sideways for each length upwards.
        var skew: Float = 0
    }

    struct Bokeh: Sendable {
        var center: SIMD2<Float>
        var radius: Float
        var color: SIMD3<Float>
        var opacity: Float
    }

    /// Colours of the ground from the horizon up; `reach` is the height at which the upper one is reached.
    var lower: SIMD3<Float>
    var upper: SIMD3<Float>
    var reach: Float
    /// Light that falls on it from a side.
    var glow: (center: SIMD2<Float>, radius: Float, color: SIMD3<Float>)?
    var shapes: [SoftShape] = []
    var bokeh: [Bokeh] = []

    /// The colour at a point.
    func color(at p: SIMD2<Float>) -> SIMD3<Float> {
        var color = Arithmetic.mix(lower, upper, Arithmetic.smooth(0, reach, p.y))
        if let glow {
            let d = (p - glow.center) / glow.radius
            color += glow.color / (1 + 2.5 * (d * d).sum())
        }
        for shape in shapes {
            let cover = shape.opacity * Self.cover(shape, p)
            if cover > 0.002 { color += (shape.color - color) * cover }
        }
        return color
    }

    private static func cover(_ shape: SoftShape, _ p: SIMD2<Float>) -> Float {
        var d = p - shape.center
        d.x -= shape.skew * d.y
        switch shape.form {
        case .box:
            return Arithmetic.smooth(shape.half.x + shape.blur, shape.half.x - shape.blur, abs(d.x))
                * Arithmetic.smooth(shape.half.y + shape.blur, shape.half.y - shape.blur, abs(d.y))
        case .ellipse:
            let e = d / shape.half
            let distance = (e * e).sum().squareRoot()
            let soft = shape.blur / max(1e-3, min(shape.half.x, shape.half.y))
            return Arithmetic.smooth(1 + soft, max(0, 1 - soft), distance)
        }
    }
}
