import Glibc
import MiraImage

/// A rectangle of linear light, filled by many threads, a row by one of them.
final class Film: @unchecked Sendable {
    let width: Int
    let height: Int
    private let pixels: UnsafeMutablePointer<Vector>

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = .allocate(capacity: width * height)
        pixels.initialize(repeating: .zero, count: width * height)
    }

    deinit {
        pixels.deallocate()
    }

    subscript(column: Int, row: Int) -> Vector {
        get { pixels[row * width + column] }
        set { pixels[row * width + column] = newValue }
    }
}

/// From linear light to the bytes a camera would save: falloff, noise, tone curve, sRGB.
struct Development {
    /// What a white surface in the key light is multiplied by.
    var exposure: Float
    /// The standard deviation of the noise of a well-lit gray, as a share of white.
    var noise: Float = 0.006
    /// How much darker the corners are than the middle.
    var vignette: Float = 0.1

    func picture(_ film: Film) -> Picture {
        var picture = Picture(size: PixelSize(width: film.width, height: film.height))
        var pixels = picture.grid.mutablePixels
        for row in 0..<film.height {
            for column in 0..<film.width {
                let x = (Float(column) + 0.5) / Float(film.width) * 2 - 1
                let y = (Float(row) + 0.5) / Float(film.height) * 2 - 1
                let falloff = 1 - vignette * (x * x + y * y) / 2
                var light = film[column, row] * (exposure * falloff)
                // Photon noise grows with the root of the light; what is read out adds a floor.
                let strength = (light * 0.5 + 0.004).squareRoot() * noise
                light += grain(column, row) * strength
                var pixel = SIMD4<UInt8>(repeating: 255)
                for channel in 0..<3 {
                    pixel[channel] = UInt8(clamp(Self.encoded(Self.toned(light[channel])) * 255 + 0.5, 0, 255))
                }
                pixels[row * film.width + column] = pixel
            }
        }
        return picture
    }

    /// Gaussian noise that is a little wider than a pixel, as a colour filter array leaves it.
    private func grain(_ column: Int, _ row: Int) -> Vector {
        func white(_ column: Int, _ row: Int, _ channel: Int) -> Float {
            let h = hash(UInt32(truncatingIfNeeded: (row &* 8191 &+ column) &* 3 &+ channel) &+ 77)
            let g = hash(h &+ 0x1234_567)
            let radius = (-2 * log(max(Float(h >> 8) * 0x1p-24, 1e-7))).squareRoot()
            return radius * cos(2 * .pi * Float(g >> 8) * 0x1p-24)
        }
        var sum = Vector.zero
        for channel in 0..<3 {
            let here = white(column, row, channel)
            let around = white(column - 1, row, channel) + white(column, row - 1, channel)
            sum[channel] = (here + 0.45 * around) / 1.18
        }
        let gray = (sum.x + sum.y + sum.z) / 3
        return mix(Vector(repeating: gray * 1.3), sum, 0.55)
    }

    /// A straight line with a soft shoulder and a slight toe.
    private static func toned(_ x: Float) -> Float {
        let knee: Float = 0.62
        let shouldered = x < knee ? x : knee + (1 - knee) * (1 - exp(-(x - knee) / (1 - knee)))
        return max(shouldered - 0.004 * exp(-shouldered * 30), 0)
    }

    private static func encoded(_ x: Float) -> Float {
        x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055
    }
}
