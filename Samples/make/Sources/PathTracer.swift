import Glibc

/// Follows light backwards from the camera: lamps are sampled at every diffuse bounce and met by chance at every gloss.
struct PathTracer {
    let scene: Scene
    /// The longest path.
    var bounces = 6
    /// The brightest that light over several bounces may be: cuts fireflies.
    var indirectLimit: Float = 6

    /// The radiance that arrives along a ray.
    func radiance(_ origin: Vector, _ direction: Vector, _ sampler: inout Sampler) -> Vector {
        var origin = origin
        var direction = direction
        var throughput = Vector(repeating: 1)
        var total = Vector.zero
        // Lamps are added where they are met only if the last bounce did not sample them.
        var meetsLamps = false
        for bounce in 0..<bounces {
            let found = scene.hit(origin, direction)
            if meetsLamps, let lamp = nearestLamp(origin, direction, found?.distance ?? .infinity) {
                return total + limited(throughput * lamp, bounce)
            }
            guard let (hit, index, _) = found else {
                return total + limited(throughput * scene.surroundings(direction), bounce)
            }
            let material = scene.materials[index]
            let view = -direction
            let cosine = max(dot(hit.normal, view), 1e-3)
            let alpha = max(pow(material.roughness(hit), 2), 1e-3)
            let fresnel = material.reflectance + (1 - material.reflectance) * pow(1 - cosine, 5)
            let present = material.reflectance.max() > 0
            let glossy: Float = present ? clamp(fresnel.max() * 1.5, 0.15, 0.85) : 0
            if present, sampler.next() < glossy {
                let micro = microfacet(hit.normal, view, alpha, sampler.next2())
                let next = micro * (2 * dot(view, micro)) - view
                let outgoing = dot(next, hit.normal)
                guard outgoing > 0 else { return total }
                let f = material.reflectance + (1 - material.reflectance) * pow(1 - max(dot(view, micro), 0), 5)
                throughput *= f * (shadowing(outgoing, alpha) / glossy)
                direction = next
                meetsLamps = true
            } else {
                throughput *= material.albedo(hit) * (1 - fresnel) / (1 - glossy)
                total += limited(throughput * direct(hit, &sampler), bounce)
                direction = cosineDirection(hit.normal, sampler.next2())
                meetsLamps = false
            }
            origin = hit.position
            if bounce > 1 {
                let survival = clamp(throughput.max(), 0.1, 1)
                guard sampler.next() < survival else { return total }
                throughput /= survival
            }
        }
        return total
    }

    private func limited(_ light: Vector, _ bounce: Int) -> Vector {
        bounce == 0 ? light : light * min(1, indirectLimit / max(light.max(), 1e-6))
    }

    private func nearestLamp(_ origin: Vector, _ direction: Vector, _ limit: Float) -> Vector? {
        var nearest = limit
        var light: Vector?
        for lamp in scene.lamps {
            if let met = lamp.intersect(origin, direction), met.distance < nearest {
                nearest = met.distance
                light = met.radiance
            }
        }
        return light
    }

    /// The light of all lamps that a white diffuse surface sends back.
    private func direct(_ hit: Hit, _ sampler: inout Sampler) -> Vector {
        var sum = Vector.zero
        for lamp in scene.lamps {
            let p = sampler.next2() * 2 - 1
            let d = lamp.centre + lamp.halfWidth * p.x + lamp.halfHeight * p.y - hit.position
            let distance = length(d)
            let direction = d / distance
            let cosine = dot(hit.normal, direction)
            let lampCosine = -dot(lamp.normal, direction)
            guard cosine > 0, lampCosine > 0 else { continue }
            guard !scene.isBlocked(hit.position, direction, distance * 0.9999) else { continue }
            sum += lamp.radiance(p) * (cosine * lampCosine * lamp.area / (distance * distance * .pi))
        }
        return sum
    }

    private func cosineDirection(_ normal: Vector, _ random: SIMD2<Float>) -> Vector {
        let radius = random.x.squareRoot()
        let angle = random.y * 2 * .pi
        let (t, b) = tangents(normal)
        return normalize(t * (radius * cos(angle)) + b * (radius * sin(angle)) + normal * (1 - random.x).squareRoot())
    }

    /// A visible GGX microfacet.
    ///
    /// - Source: Heitz, "Sampling the GGX distribution of visible normals", 2018.
    private func microfacet(_ normal: Vector, _ view: Vector, _ alpha: Float, _ random: SIMD2<Float>) -> Vector {
        let (t, b) = tangents(normal)
        let stretched = normalize(Vector(alpha * dot(view, t), alpha * dot(view, b), max(dot(view, normal), 1e-3)))
        let radius = random.x.squareRoot()
        let angle = random.y * 2 * .pi
        let x = radius * cos(angle)
        let s = 0.5 * (1 + stretched.z)
        let axis = stretched.z > 0.9999 ? Vector(1, 0, 0) : normalize(Vector(0, 0, 1) - stretched * stretched.z)
        let other = cross(stretched, axis)
        let y = (1 - s) * max(0, 1 - x * x).squareRoot() + s * radius * sin(angle)
        let m = other * x + axis * y + stretched * max(0, 1 - x * x - y * y).squareRoot()
        let local = normalize(Vector(alpha * m.x, alpha * m.y, max(m.z, 0)))
        return t * local.x + b * local.y + normal * local.z
    }

    /// Smith's masking of the outgoing direction, after a visible microfacet was sampled.
    private func shadowing(_ cosine: Float, _ alpha: Float) -> Float {
        let tangent2 = (1 - cosine * cosine) / (cosine * cosine)
        return 2 / (1 + (1 + alpha * alpha * tangent2).squareRoot())
    }
}
