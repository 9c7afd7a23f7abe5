import MiraGeneration
import MiraImage
import MiraTestSupport

/// Files that tests need, made in memory.
enum Samples {
    /// A smooth opaque picture as a file.
    static func gradient(
        _ width: Int = 48, _ height: Int = 32, as format: ImageFormat = .png, alpha: UInt8 = 255
    ) throws -> [UInt8] {
        try gradientPicture(width: width, height: height, alpha: alpha).encoded(EncodingOptions(format))
    }

    /// A red ball on nothing, soft at its edge.
    static func ball(side: Int = 96) throws -> [UInt8] {
        try ballPicture(side: side, backdrop: .zero).encoded(EncodingOptions(.png))
    }

    /// A red ball before a plain gray backdrop with a little noise.
    static func ballOnGray(side: Int = 96) throws -> [UInt8] {
        try ballPicture(side: side, backdrop: SIMD4(200, 200, 200, 255)).encoded(EncodingOptions(.png))
    }

    private static func ballPicture(side: Int, backdrop: SIMD4<UInt8>) -> Picture {
        var picture = Picture(size: PixelSize(width: side, height: side))
        var noise = SmallNoise(state: 1)
        let (center, radius) = (Double(side) / 2, Double(side) * 0.36)
        for y in 0..<side {
            for x in 0..<side {
                let (dx, dy) = (Double(x) + 0.5 - center, Double(y) + 0.5 - center)
                let distance = (dx * dx + dy * dy).squareRoot()
                let cover = min(1, max(0, radius - distance + 0.5))
                let light = 0.55 + 0.45 * (1 - (dx + dy) / (2 * radius)) / 2
                let ball = SIMD4(210 * light, 40 * light, 30 * light, 255)
                if backdrop.w == 0 {
                    var pixel = SIMD4<UInt8>(ball, rounding: .down)
                    pixel.w = UInt8(255 * cover)
                    picture[x, y] = cover == 0 ? .zero : pixel
                } else {
                    let grain = Double(noise.next() % 5) - 2
                    let back = SIMD4<Double>(backdrop) + SIMD4(grain, grain, grain, 0)
                    picture[x, y] = SIMD4<UInt8>(back + (ball - back) * cover, rounding: .toNearestOrEven)
                }
            }
        }
        return picture
    }

    /// Where the ball is for certain, where it is not, and what is to be found out.
    static func ballTrimap(side: Int) throws -> [UInt8] {
        var picture = Picture(size: PixelSize(width: side, height: side))
        for y in 0..<side {
            for x in 0..<side {
                let (dx, dy) = (Double(x) + 0.5 - Double(side) / 2, Double(y) + 0.5 - Double(side) / 2)
                let distance = (dx * dx + dy * dy).squareRoot() / Double(side)
                let value: UInt8 = distance < 0.25 ? 255 : distance < 0.45 ? 128 : 0
                picture[x, y] = SIMD4(value, value, value, 255)
            }
        }
        return try picture.encoded(EncodingOptions(.png))
    }

    /// A JPEG of 48 × 32 that says it lies on its side (EXIF orientation 6), with 300 dots an inch.
    static func turned() throws -> [UInt8] {
        var options = EncodingOptions(.jpeg)
        options.density = PixelDensity(x: 300, y: 300)
        let bytes = try gradientPicture(width: 48, height: 32).encoded(options)
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
        let segment = Array("Exif\0\0".utf8) + tiff
        // After SOI, before everything else.
        return Array(bytes[..<2]) + [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment + Array(bytes[2...])
    }

    /// Nothing that stands out: noise all over.
    static func noise(side: Int = 96) throws -> [UInt8] {
        var picture = Picture(size: PixelSize(width: side, height: side))
        var noise = SmallNoise(state: 9)
        for y in 0..<side {
            for x in 0..<side {
                picture[x, y] = SIMD4(noise.byte, noise.byte, noise.byte, 255)
            }
        }
        return try picture.encoded(EncodingOptions(.png))
    }

    /// A PNG of 60 000 × 60 000 in 100 bytes: a header, an empty IDAT, padding.
    static let bomb: [UInt8] = {
        let header: [UInt8] = [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 6, 0, 0, 0]
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += chunk("IHDR", header) + chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1])
        return bytes + [UInt8](repeating: 0, count: 100 - bytes.count)
    }()

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        var crc: UInt32 = .max
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        crc = ~crc
        func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        return four(UInt32(data.count)) + body + four(crc)
    }

    /// The first bytes of formats that are recognised and not read, by name.
    static let foreign: [(name: String, bytes: [UInt8])] = [
        ("HEIC", box("ftyp", "heic\0\0\0\0mif1heic")), ("AVIF", box("ftyp", "avif\0\0\0\0avifmif1")),
        ("TIFF", Array("II*\0".utf8) + [8, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("GIF", Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x3B]),
    ]

    private static func box(_ name: String, _ text: String) -> [UInt8] {
        [0, 0, 0, UInt8(8 + text.utf8.count)] + Array(name.utf8) + Array(text.utf8)
    }
}

/// A linear congruential generator: test pictures need grain, not randomness.
struct SmallNoise {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    var byte: UInt8 { mutating get { UInt8(truncatingIfNeeded: next()) } }
}

/// The JSON objects that a run printed, one a line.
func objects(_ run: ProgramRun) throws -> [JSON] {
    try run.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
}
