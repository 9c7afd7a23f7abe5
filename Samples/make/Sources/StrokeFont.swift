import Glibc

/// Capital letters, digits and a few signs as strokes of a round pen.
///
/// A letter stands on y = 0 and is 6 high. Its strokes are separated by `/`: a row of points `x,y`, or an arc
/// `@ x,y rx,ry from,to` in degrees.
enum StrokeFont {
    private static let letters: [Character: String] = [
        "A": "0,0 2,6 4,0 / 0.7,2 3.3,2",
        "B": "0,0 0,6 2.2,6 / 0,3.2 2.4,3.2 / 0,0 2.4,0 / @ 2.2,4.6 1.4,1.4 -90,90 / @ 2.4,1.6 1.6,1.6 -90,90",
        "C": "@ 2.3,3 2.3,3 45,315",
        "D": "0,0 0,6 1.6,6 / 0,0 1.6,0 / @ 1.6,3 2.6,3 -90,90",
        "E": "3.4,6 0,6 0,0 3.4,0 / 0,3.1 2.8,3.1",
        "F": "3.4,6 0,6 0,0 / 0,3 2.7,3",
        "G": "@ 2.3,3 2.3,3 45,360 / 2.6,3 4.6,3",
        "H": "0,0 0,6 / 4,0 4,6 / 0,3.1 4,3.1",
        "I": "0,0 0,6",
        "J": "2.6,6 2.6,1.5 / @ 1.3,1.5 1.3,1.5 180,360",
        "K": "0,0 0,6 / 3.6,6 0,2.4 / 1.3,3.7 3.9,0",
        "L": "0,6 0,0 3.2,0",
        "M": "0,0 0,6 2.5,1.6 5,6 5,0",
        "N": "0,0 0,6 4,0 4,6",
        "O": "@ 2.5,3 2.5,3 0,360",
        "P": "0,0 0,6 2.2,6 / 0,2.9 2.2,2.9 / @ 2.2,4.45 1.6,1.55 -90,90",
        "R": "0,0 0,6 2.2,6 / 0,2.9 2.2,2.9 / @ 2.2,4.45 1.6,1.55 -90,90 / 2,2.9 3.9,0",
        "S": "@ 1.9,4.5 1.7,1.5 40,270 / @ 1.9,1.5 1.9,1.5 -145,90",
        "T": "0,6 4.2,6 / 2.1,6 2.1,0",
        "U": "0,6 0,2 / 4,6 4,2 / @ 2,2 2,2 180,360",
        "V": "0,6 2.1,0 4.2,6",
        "W": "0,6 1.5,0 3,5 4.5,0 6,6",
        "X": "0,6 4,0 / 0,0 4,6",
        "Y": "0,6 2.1,3 4.2,6 / 2.1,3 2.1,0",
        "Z": "0,6 4,6 0,0 4,0",
        "0": "@ 2,3 2,3 0,360",
        "1": "0,4.8 1.4,6 1.4,0",
        "2": "@ 1.9,4.2 1.8,1.8 -40,170 / 3.25,3 0,0 3.8,0",
        "3": "@ 1.8,4.55 1.5,1.45 -80,150 / @ 1.8,1.55 1.8,1.55 -150,90",
        "5": "3.4,6 0.5,6 0.2,3.2 / @ 1.8,1.9 1.9,1.9 -150,145",
        "8": "@ 2,4.5 1.6,1.5 0,360 / @ 2,1.55 1.9,1.55 0,360",
        "&": "4.4,0 0.9,4.2 / @ 1.8,4.8 1.1,1.2 -30,215 / 2.8,4.2 1,3 / @ 1.7,1.6 1.7,1.6 115,360",
        "-": "0,2.8 2,2.8",
        ".": "0,0 0.02,0",
    ]

    private static let strokes: [Character: [[SIMD2<Float>]]] = letters.mapValues { text in
        text.split(separator: "/").map { stroke in
            let isArc = stroke.contains("@")
            let points = stroke.split(whereSeparator: { $0 == " " || $0 == "@" }).map { pair in
                let numbers = pair.split(separator: ",").compactMap { Float($0) }
                return SIMD2(numbers[0], numbers[1])
            }
            guard isArc else { return points }
            return (0...40).map { step in
                let angle = mix(points[2].x, points[2].y, Float(step) / 40) * .pi / 180
                return points[0] + points[1] * SIMD2(cos(angle), sin(angle))
            }
        }
    }

    /// Writes `text` around `centre` on the canvas, letters `height` tall, with a pen of `weight` and `tracking` between letters.
    static func write(
        _ text: String, on canvas: Canvas, _ paint: Vector, centre: SIMD2<Float>, height: Float, weight: Float,
        tracking: Float
    ) {
        let unit = height / 6
        var x: Float = 0
        var lines: [[SIMD2<Float>]] = []
        for character in text {
            guard let glyph = strokes[character] else {
                x += height * 0.45 + tracking
                continue
            }
            let width = glyph.joined().reduce(0) { max($0, $1.x) } * unit
            lines += glyph.map { $0.map { SIMD2(x + $0.x * unit, -$0.y * unit) } }
            x += width + tracking
        }
        let origin = centre - SIMD2((x - tracking) / 2, -height / 2)
        for line in lines {
            canvas.line(paint, line.map { $0 + origin }, width: weight)
        }
    }
}
