import MiraGeneration
import MiraImage
import MiraTestSupport

/// A transparent picture with an opaque textured box in it, one soft pixel around.
func productPicture(
    _ size: PixelSize = PixelSize(width: 48, height: 64), left: Int = 12, top: Int = 16, right: Int = 36,
    bottom: Int = 56
) -> Picture {
    var picture = gradientPicture(width: size.width, height: size.height)
    for y in 0..<size.height {
        for x in 0..<size.width {
            let isInside = (left..<right).contains(x) && (top..<bottom).contains(y)
            let isNear = (left - 1...right).contains(x) && (top - 1...bottom).contains(y)
            picture[x, y].w = isInside ? 255 : isNear ? 120 : 0
        }
    }
    return picture
}

/// An opaque picture of a scene.
func scenePicture(_ size: PixelSize = PixelSize(width: 80, height: 60)) -> Picture {
    gradientPicture(width: size.width, height: size.height)
}

/// A mask whose upper part, down to `row`, is kept; the row itself is half kept.
func upperMask(_ size: PixelSize, row: Int) -> Picture {
    var mask = Picture(size: size, filledWith: SIMD4(9, 9, 9, 255))
    for y in row..<size.height {
        for x in 0..<size.width { mask[x, y].w = y == row ? 128 : 0 }
    }
    return mask
}

extension Picture {
    /// The picture as PNG.
    var png: [UInt8] {
        get throws { try encoded(EncodingOptions(.png)) }
    }
}

extension Reference {
    /// A reference of a picture.
    init(_ picture: Picture, _ role: ReferenceRole? = nil, weight: Double = 1, name: String = "picture.png") throws {
        self.init(bytes: try picture.png, role: role, weight: weight, name: name)
    }
}

extension GenerationRequest {
    /// A request for a small picture: of the first reference's size.
    init(small prompt: String = "on a wall", _ references: [Reference], seed: UInt64 = 7) {
        self.init(prompt: prompt)
        self.references = references
        self.seed = seed
        size = .source
    }
}

extension GeneratedImage {
    /// The picture decoded again.
    var picture: Picture {
        get throws { try Picture(decoding: bytes) }
    }
}
