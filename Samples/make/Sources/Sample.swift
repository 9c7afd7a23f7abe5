import MiraImage

/// The pictures that Samples/ holds.
enum Sample: String, CaseIterable {
    case bottle, mug, carton
    case toyCar = "toy-car"
    case table, painting

    /// Renders the picture, `width` pixels wide, with `samples` paths for each pixel.
    func render(width: Int, samples: Int) -> Picture {
        switch self {
        case .bottle: Self.shoot(Bottle.meshes(), height: 17.6, pitch: 10, fill: 0.66, paper: 0xD9D7D3, width, samples)
        case .mug: Self.shoot(Mug.meshes(), height: 9.4, pitch: 14, fill: 0.5, paper: 0xAEB4B6, width, samples)
        case .carton: Self.shoot(Carton.meshes(), height: 13.2, pitch: 14, fill: 0.56, paper: 0xE4DFD6, width, samples)
        case .toyCar: Self.shoot(ToyCar.meshes(), height: 6.6, pitch: 12, fill: 0.36, paper: 0xD5DADB, width, samples)
        case .table:
            Development(exposure: 0.78).picture(
                Windowsill.camera.render(
                    PathTracer(scene: Windowsill.scene()), width: width, height: width * 2 / 3, samples: samples))
        case .painting:
            Development(exposure: 1, noise: 0.002, vignette: 0).picture(Painting.film(size: width))
        }
    }

    /// A product in the studio: `height` in centimetres, seen from `pitch` degrees above, taking the share `fill` of the picture.
    private static func shoot(
        _ product: [Mesh], height: Float, pitch: Float, fill: Float, paper: Int, _ width: Int, _ samples: Int
    ) -> Picture {
        let scene = Scene(
            meshes: product + [Studio.sweep(color(paper))], lamps: Studio.lamps(height: height),
            surroundings: Studio.room)
        let camera = Studio.camera(height: height, pitch: pitch, fill: fill)
        let film = camera.render(PathTracer(scene: scene), width: width, height: width, samples: samples)
        return Development(exposure: 0.82).picture(film)
    }
}
