import CMiraKernels
import MiraImage

/// A scene with all its numbers: what `StageRenderer` draws.
struct Stage: Sendable {
    var camera: Camera
    var ground: GroundShape
    var surface: SurfaceLook
    /// The wall behind, where it is not the surface itself.
    var wall: SurfaceLook?
    var light: StageLight
    var backdrop: BackdropLook
    var lens: Lens
    var finish: Finish
    var seed: UInt32
}

/// A procedural material, and how it mirrors.
struct SurfaceLook: Sendable {
    var pattern: mira_surface
    /// What the Fresnel reflection is multiplied by: 1 for a polish, 0 for paper.
    var gloss: Float
    /// How much a reflection spreads, as a share of the height above the floor.
    var roughness: Float
    /// Reflectance straight on: 0.04 of stone and varnish, more of metal.
    var mirror: SIMD3<Float> = SIMD3(repeating: 0.04)
    /// How much its relief counts in the light.
    var relief: Float = 1

    /// The reflectance of the body.
    var base: SIMD3<Float> { SIMD3(pattern.base.0, pattern.base.1, pattern.base.2) }
}

/// A key light, what breaks it up, and the light from everywhere else.
struct StageLight: Sendable {
    var lamp: Lamp
    /// The light that falls on the product's place: together 1 for a well exposed white.
    var key: SIMD3<Float>
    var fill: SIMD3<Float>
    /// Where the key light is measured.
    var target: SIMD3<Float>
    var gobo: Gobo
    /// How dark shadows are: 1 by nature, 0 none.
    var shadow: Float
    /// The key light ends in a circle of this radius about the target.
    var spot: Float?

    /// The key light on a point with a normal (up, towards the camera), where 1 falls on the target.
    func irradiance(at point: SIMD3<Float>, up: Float, toward: Float) -> Float {
        let from = lamp.center - point
        let square = (from * from).sum()
        let reference = lamp.center - target
        let norm = (reference * reference).sum()
        let cosine = max(0, from.y * up - from.z * toward) / square.squareRoot()
        let base = reference.y / norm.squareRoot()
        // A lamp of this size is not a point: the light near it grows less than by the square.
        return cosine / max(base, 0.05) * Arithmetic.pow(norm / square, 0.8)
    }

    /// From the target to the light, length 1.
    var direction: SIMD3<Float> {
        let from = lamp.center - target
        return from / (from * from).sum().squareRoot()
    }
}

/// What lies out of focus, and how much.
struct Lens: Sendable, Hashable {
    /// Standard deviation of the blur at infinity, output pixels.
    var aperture: Float
    /// The depths that are sharp.
    var near: Float, far: Float

    /// Standard deviation of the blur at `depth`: in proportion to the difference of the inverse depths.
    func blur(at depth: Float) -> Float {
        if depth > far { return aperture * (1 - far / depth) }
        // Less in front than thin lenses would have it: a blurred foreground draws the eye.
        if depth < near { return aperture * 0.45 * (near / depth - 1) }
        return 0
    }
}

/// What happens to the light on its way to the file.
struct Finish: Sendable, Hashable {
    var exposure: Float = 1
    /// Share of the light that blooms.
    var bloom: Float = 0.06
    /// Darkening of the corners, 0…1.
    var vignette: Float = 0.14
    /// Standard deviation of the grain, of 1.
    var grain: Float = 0.004
    /// 1 leaves the contrast, 0 takes all colour.
    var contrast: Float = 1.05
    var saturation: Float = 1
    /// What shadows and lights are multiplied by.
    var shadowTint = SIMD3<Float>(1, 1, 1)
    var lightTint = SIMD3<Float>(1, 1, 1)
}
