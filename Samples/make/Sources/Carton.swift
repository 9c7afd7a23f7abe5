import Glibc

/// A tea carton in three-quarter view: printed board with a tuck flap, edges a little rounded and worn.
enum Carton {
    static let height: Float = 13.2
    private static let half = Vector(4.1, 6.6, 2.9)

    static func meshes(turn: Float = 0.62) -> [Mesh] {
        let board = Material(roughness: 0.42, reflectance: 0.04) { _ in .zero }
        let faces: [(right: Vector, up: Vector, print: Canvas)] = [
            (Vector(1, 0, 0), Vector(0, 1, 0), front()), (Vector(-1, 0, 0), Vector(0, 1, 0), front()),
            (Vector(0, 0, -1), Vector(0, 1, 0), side()), (Vector(0, 0, 1), Vector(0, 1, 0), side()),
            (Vector(1, 0, 0), Vector(0, 0, -1), top()), (Vector(1, 0, 0), Vector(0, 0, 1), top()),
        ]
        return faces.map { right, up, print in
            var material = board
            let size = SIMD2(abs(dot(right, half)), abs(dot(up, half))) * 2
            let ground = color(0x1F3B4D)
            material.albedo = { hit in
                let ink = print.sample(SIMD2(hit.uv.x, 1 - hit.uv.y) * size)
                let p = hit.uv * size
                // Ink rubs off along the folds, and shows the board.
                let edge = min(min(p.x, size.x - p.x), min(p.y, size.y - p.y))
                let worn = smoothstep(0.07, 0.01, edge + 0.03 * noise(hit.position * 3)) * 0.45
                let paper = 1 + 0.02 * noise(hit.position * 14)
                return mix(mix(ground, Vector(ink.x, ink.y, ink.z), ink.w) * paper, color(0xCFC6B6), worn)
            }
            return face(material, right, up).moved(turn: turn, by: Vector(0, half.y, 0))
        }
    }

    /// One face of the box with its share of the rounded edges; board bulges a little between its folds.
    private static func face(_ material: Material, _ right: Vector, _ up: Vector) -> Mesh {
        let out = cross(right, up)
        let steps = 64
        let radius: Float = 0.09
        var mesh = Mesh(material)
        func spread(_ t: Float) -> Float {
            // More rows near the edges, where the surface turns.
            let s = t * 2 - 1
            return s * (1 + 0.6 * (1 - s * s) * 0.5)
        }
        for row in 0...steps {
            for column in 0...steps {
                let a = spread(Float(column) / Float(steps))
                let b = spread(Float(row) / Float(steps))
                let flat =
                    right * (a * abs(dot(right, half))) + up * (b * abs(dot(up, half))) + out * abs(dot(out, half))
                let core = half - radius
                let inner = pointwiseMin(pointwiseMax(flat, -core), core)
                let normal = normalize(flat - inner)
                let bulge = 0.05 * (1 - a * a) * (1 - b * b)
                let slope = (right * (a * (1 - b * b)) + up * (b * (1 - a * a))) * 0.02
                mesh.add(inner + normal * radius + out * bulge, normal + slope, SIMD2(a + 1, b + 1) / 2)
            }
        }
        mesh.joinGrid(rows: steps + 1, columns: steps + 1)
        return mesh
    }

    private static let cream = color(0xF1E8D8)
    private static let gold = color(0xC99A4B)
    private static let navy = color(0x1F3B4D)
    private static let rust = color(0xB5563A)

    private static func front() -> Canvas {
        let w: Float = 8.2
        let h: Float = 13.2
        let canvas = Canvas(width: w, height: h, pixelsPerUnit: 110, background: navy)
        // The lower third: rows of hills like a tea garden.
        let hills: [(Int, Float, Float)] = [(0x47706A, 8.4, 0.2), (0x5E8A6E, 9.5, 1.9), (0x86A974, 10.7, 3.4)]
        canvas.circle(gold, SIMD2(w * 0.68, 8.1), radius: 1.15)
        for (hex, level, phase) in hills {
            func ridge(_ x: Float, _ level: Float) -> Float {
                level - 0.55 * sin(x * 0.75 + phase) - 0.12 * sin(x * 2.1 + phase * 2)
            }
            canvas.fill(color(hex), from: .zero, to: SIMD2(w, h)) { p in (ridge(p.x, level) - p.y) * 0.85 }
            for step in 1..<4 {
                let line = (0...60).map { x in
                    SIMD2(Float(x) / 60 * w, ridge(Float(x) / 60 * w, level) + Float(step) * 0.26)
                }
                canvas.line(mix(color(hex), navy, 0.25), line, width: 0.045)
            }
        }
        canvas.rectangle(cream, from: SIMD2(1.0, 1.15), to: SIMD2(w - 1.0, 6.1), radius: 0.12)
        frame(canvas, gold, SIMD2(1.16, 1.31), SIMD2(w - 1.16, 5.94))
        StrokeFont.write(
            "MORNING", on: canvas, navy, centre: SIMD2(w / 2, 2.55), height: 0.78, weight: 0.115, tracking: 0.17)
        StrokeFont.write(
            "HILL TEA", on: canvas, navy, centre: SIMD2(w / 2, 3.65), height: 0.66, weight: 0.095, tracking: 0.16)
        canvas.line(gold, [SIMD2(w / 2 - 1.1, 4.3), SIMD2(w / 2 + 1.1, 4.3)], width: 0.05)
        StrokeFont.write(
            "BLACK TEA", on: canvas, rust, centre: SIMD2(w / 2, 4.78), height: 0.3, weight: 0.045, tracking: 0.12)
        StrokeFont.write(
            "20 BAGS - 50 G", on: canvas, navy, centre: SIMD2(w / 2, 5.36), height: 0.23, weight: 0.033, tracking: 0.08)
        return canvas
    }

    private static func side() -> Canvas {
        let w: Float = 5.8
        let h: Float = 13.2
        let canvas = Canvas(width: w, height: h, pixelsPerUnit: 110, background: mix(navy, .zero, 0.12))
        canvas.rectangle(gold, from: SIMD2(0, 1.15), to: SIMD2(w, 1.24))
        canvas.rectangle(gold, from: SIMD2(0, 11.9), to: SIMD2(w, 11.99))
        StrokeFont.write(
            "HOW TO BREW", on: canvas, cream, centre: SIMD2(w / 2, 2.3), height: 0.34, weight: 0.05, tracking: 0.1)
        // Three cups with their times.
        for (index, text) in ["1 BAG", "200 ML", "5 MIN"].enumerated() {
            let y = 3.9 + Float(index) * 1.75
            canvas.circle(gold, SIMD2(1.55, y), radius: 0.52)
            canvas.circle(mix(navy, .zero, 0.12), SIMD2(1.55, y), radius: 0.45)
            StrokeFont.write(
                "\(index + 1)", on: canvas, gold, centre: SIMD2(1.55, y), height: 0.44, weight: 0.06, tracking: 0)
            StrokeFont.write(text, on: canvas, cream, centre: SIMD2(3.75, y), height: 0.3, weight: 0.042, tracking: 0.1)
        }
        // Small print: lines as long as words.
        for row in 0..<7 {
            var x: Float = 0.75
            var word: UInt32 = UInt32(row + 1)
            while x < w - 1 {
                word = hash(word)
                let length = 0.15 + Float(word & 7) * 0.06
                canvas.line(
                    mix(cream, navy, 0.3),
                    [SIMD2(x, 9.15 + Float(row) * 0.3), SIMD2(min(x + length, w - 0.75), 9.15 + Float(row) * 0.3)],
                    width: 0.075)
                x += length + 0.16
            }
        }
        return canvas
    }

    private static func top() -> Canvas {
        let w: Float = 8.2
        let h: Float = 5.8
        let canvas = Canvas(width: w, height: h, pixelsPerUnit: 110, background: navy)
        frame(canvas, gold, SIMD2(0.4, 0.4), SIMD2(w - 0.4, h - 0.4))
        StrokeFont.write(
            "MORNING HILL", on: canvas, cream, centre: SIMD2(w / 2, h / 2), height: 0.5, weight: 0.075, tracking: 0.14)
        // The slit of the tuck flap.
        canvas.line(mix(navy, .zero, 0.75), [SIMD2(0.1, h - 0.09), SIMD2(w - 0.1, h - 0.09)], width: 0.05)
        for x in [Float(0.1), w - 0.1] {
            canvas.line(mix(navy, .zero, 0.6), [SIMD2(x, h - 0.09), SIMD2(x, h - 1.4)], width: 0.035)
        }
        return canvas
    }

    private static func frame(_ canvas: Canvas, _ paint: Vector, _ low: SIMD2<Float>, _ high: SIMD2<Float>) {
        canvas.line(paint, [low, SIMD2(high.x, low.y), high, SIMD2(low.x, high.y), low], width: 0.04)
    }
}
