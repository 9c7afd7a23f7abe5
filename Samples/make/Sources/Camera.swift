import Dispatch
import Glibc

/// A camera with a thin lens.
struct Camera {
    var eye: Vector
    var target: Vector
    /// The angle of view from the lower to the upper edge, degrees.
    var fieldOfView: Float
    /// The radius of the aperture, in the scene's unit.
    var aperture: Float = 0
    /// The distance in focus; the target's if absent.
    var focus: Float?

    /// Renders `width` × `height` pixels of linear light, `samples` paths each (a power of two is best).
    func render(_ tracer: PathTracer, width: Int, height: Int, samples: Int) -> Film {
        let forward = normalize(target - eye)
        let right = normalize(cross(forward, Vector(0, 1, 0)))
        let up = cross(right, forward)
        let scale = tan(fieldOfView * .pi / 360)
        let distance = focus ?? length(target - eye)
        let aspect = Float(width) / Float(height)
        let film = Film(width: width, height: height)
        DispatchQueue.concurrentPerform(iterations: height) { row in
            for column in 0..<width {
                var sum = Vector.zero
                for index in 0..<samples {
                    var sampler = Sampler(pixel: row * width + column, index: index)
                    // A Gaussian pixel filter by sampling: the lens and the sensor's own blur.
                    let r = sampler.next2()
                    let spread = 0.45 * (-2 * log(max(r.x, 1e-7))).squareRoot()
                    let x = (Float(column) + 0.5 + spread * cos(2 * .pi * r.y)) / Float(width) * 2 - 1
                    let y = 1 - (Float(row) + 0.5 + spread * sin(2 * .pi * r.y)) / Float(height) * 2
                    let point = eye + (forward + right * (x * scale * aspect) + up * (y * scale)) * distance
                    let l = sampler.next2()
                    let radius = aperture * l.x.squareRoot()
                    let lens = eye + right * (radius * cos(2 * .pi * l.y)) + up * (radius * sin(2 * .pi * l.y))
                    let light = tracer.radiance(lens, normalize(point - lens), &sampler)
                    // A sample so bright that the average would show it is cut like a sensor's well.
                    sum += light * min(1, 24 / max(light.max(), 1e-6))
                }
                film[column, row] = sum / Float(samples)
            }
        }
        return film
    }
}
