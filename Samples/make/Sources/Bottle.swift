import Glibc

/// A lotion bottle of satin plastic with a printed label and a turned wooden cap.
enum Bottle {
    static let height: Float = 17.6
    private static let radius: Float = 3.1

    static func meshes() -> [Mesh] {
        [body(), collar(), cap()]
    }

    private static func body() -> Mesh {
        let profile = rounded([
            (0, 0.12, 0), (2.5, 0.12, 0.2), (2.62, 0, 0.1), (3.1, 0, 0.55), (3.1, 5, 0), (3.1, 9, 0),
            (3.1, 12.6, 1.9), (1.35, 13.4, 0.7), (1.35, 14.1, 0),
        ])
        let print = label()
        let plastic = color(0x8FA596)
        var material = Material(roughness: 0.3) { hit in
            // Around by arc length, 0 in front; down from the shoulder.
            let x = (hit.uv.x - 0.5) * 2 * .pi * radius
            let point = SIMD2(x + labelSize.x / 2, 11.55 - hit.position.y)
            let ink = print.sample(point)
            let tint = 1 + 0.012 * noise(hit.position * 1.7)
            return mix(plastic * tint, Vector(ink.x, ink.y, ink.z), ink.w)
        }
        material.roughness = { hit in
            let x = (hit.uv.x - 0.5) * 2 * .pi * radius
            return mix(0.3, 0.46, print.sample(SIMD2(x + labelSize.x / 2, 11.55 - hit.position.y)).w)
        }
        return Mesh(material, revolving: profile)
    }

    private static let labelSize = SIMD2<Float>(10.4, 9.2)

    private static func label() -> Canvas {
        let canvas = Canvas(width: labelSize.x, height: labelSize.y, pixelsPerUnit: 110)
        let paper = color(0xF6F3EC)
        let ink = color(0x2E4038)
        let leaf = color(0x7E9C84)
        canvas.rectangle(paper, from: .zero, to: labelSize, radius: 0.25)
        let middle = labelSize.x / 2
        // A sprig: a stem with pairs of leaves.
        for step in 0..<5 {
            let y = 2.7 - Float(step) * 0.42
            let reach = 0.95 - Float(step) * 0.13
            for side in [Float(-1), 1] {
                let tip = SIMD2(middle + side * reach, y - 0.62 + Float(step) * 0.03)
                let root = SIMD2(middle, y)
                let along = tip - root
                canvas.fill(leaf, from: pointwiseMin(root, tip) - 0.3, to: pointwiseMax(root, tip) + 0.3) { p in
                    let t = clamp(((p - root) * along).sum() / (along * along).sum())
                    let d = p - root - along * t
                    return (d * d).sum().squareRoot() - 0.17 * sin(.pi * pow(t, 0.8))
                }
            }
        }
        canvas.line(ink, [SIMD2(middle, 3.15), SIMD2(middle, 0.75)], width: 0.035)
        func write(_ text: String, y: Float, height: Float, weight: Float, tracking: Float, _ paint: Vector? = nil) {
            StrokeFont.write(
                text, on: canvas, paint ?? ink, centre: SIMD2(middle, y), height: height, weight: weight,
                tracking: tracking)
        }
        write("ALBERO", y: 4.1, height: 0.78, weight: 0.085, tracking: 0.26)
        write("HAND LOTION", y: 5.1, height: 0.27, weight: 0.036, tracking: 0.13)
        canvas.line(leaf, [SIMD2(middle - 1, 5.66), SIMD2(middle + 1, 5.66)], width: 0.03)
        write("ALMOND & OAT", y: 6.2, height: 0.24, weight: 0.03, tracking: 0.09)
        write("FOR DRY SKIN", y: 6.68, height: 0.2, weight: 0.026, tracking: 0.08)
        write("250 ML", y: 8.2, height: 0.24, weight: 0.032, tracking: 0.08)
        canvas.rectangle(leaf, from: SIMD2(0, 8.78), to: SIMD2(labelSize.x, 9.2))
        return canvas
    }

    private static func collar() -> Mesh {
        Mesh(
            Material(color(0xD8D2C8), roughness: 0.3),
            revolving: rounded([(1.2, 13.9, 0), (1.62, 13.9, 0.06), (1.62, 14.25, 0.06), (1.2, 14.25, 0)]))
    }

    private static func cap() -> Mesh {
        let wood = Material(roughness: 0.5, reflectance: 0.035) { hit in
            let p = hit.position
            let rings = length(Vector(p.x + 2.2, 0, p.z + 5)) + 0.25 * noise(p * Vector(0.9, 0.18, 0.9))
            let grain = 0.5 + 0.5 * sin(rings * 13 + 1.4 * noise(p * Vector(2, 0.3, 2)))
            let pores = smoothstep(0.25, 0.7, noise(p * Vector(16, 1.1, 16)))
            let base = mix(color(0xC79A66), color(0x9A6A3C), 0.75 * grain * grain)
            return base * (1 - 0.28 * pores) * (1 + 0.08 * noise(p * 0.8))
        }
        return Mesh(
            wood,
            revolving: rounded([(1.3, 14.2, 0), (1.98, 14.2, 0.1), (1.92, 17.6, 0.28), (0, 17.6, 0)]))
    }
}
