/// What a surface does to light: a diffuse body under a smooth or rough coat of a dielectric.
struct Material: Sendable {
    /// The diffuse reflectance at a hit, linear RGB.
    var albedo: @Sendable (Hit) -> Vector
    /// The roughness of the coat, 0 … 1 (its GGX alpha is the square).
    var roughness: @Sendable (Hit) -> Float
    /// The reflectance of the coat at normal incidence; 0.04 for glaze, varnish and plastic; nothing for 0.
    var reflectance: Vector
    /// The shading normal at a hit, for surfaces with a fine structure.
    var normal: (@Sendable (Hit) -> Vector)?

    init(
        _ albedo: Vector, roughness: Float, reflectance: Float = 0.04
    ) {
        self.init(roughness: roughness, reflectance: reflectance) { _ in albedo }
    }

    init(roughness: Float, reflectance: Float = 0.04, albedo: @escaping @Sendable (Hit) -> Vector) {
        self.albedo = albedo
        self.roughness = { _ in roughness }
        self.reflectance = Vector(repeating: reflectance)
    }
}

/// Where a ray met a surface.
struct Hit {
    var position: Vector
    /// The interpolated normal, on the side that the ray came from.
    var normal: Vector
    /// The texture coordinate.
    var uv: SIMD2<Float>
}
