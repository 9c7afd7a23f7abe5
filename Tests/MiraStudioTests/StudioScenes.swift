import MiraGeneration
import MiraImage

@testable import MiraStudio

/// Plans with products made by code, small enough for debug builds.
enum StudioScenes {
    /// An opaque upright block with a bevelled lower edge, brighter on the side `lit` (−1 left, 1 right), in a clear frame.
    static func block(width: Int = 24, height: Int = 40, lit: Int = 0) -> Picture {
        var picture = Picture(size: PixelSize(width: width + 8, height: height + 8))
        for y in 0..<height {
            for x in 0..<width {
                let share = lit == 0 ? 0.5 : lit < 0 ? 1 - Double(x) / Double(width) : Double(x) / Double(width)
                let level = UInt8(60 + 160 * share)
                picture[x + 4, y + 4] = SIMD4(level, level / 2, level / 3, 255)
            }
        }
        return picture
    }

    static func plan(
        _ prompt: String, product: Picture? = block(), size: PixelSize = PixelSize(width: 128, height: 128),
        quality: Quality = .medium, base: Double = 0.8
    ) -> Plan {
        var plan = Plan(prompt: prompt, size: size, quality: quality, preserve: .exact)
        guard let product else { return plan }
        let matte = Mask(size: product.size, filledWith: 255)
        plan.references = [
            PreparedReference(
                index: 0, role: .product, roleReason: nil, weight: 1, name: "block", picture: product,
                cutout: Cutout(picture: product, matte: matte, confidence: 1, method: .alpha, reasons: []), sha256: "")
        ]
        let (width, height) = (Double(product.width), Double(product.height))
        let x = ((Double(size.width) - width) / 2).rounded(), y = (base * Double(size.height) - height + 4).rounded()
        plan.products = [
            PlacedProduct(
                reference: 0, placement: Placement(x: x, y: y, width: width, height: height),
                bounds: Placement(x: x + 4, y: y + 4, width: width - 8, height: height - 8))
        ]
        return plan
    }

    static func render(_ plan: Plan, seed: UInt64 = 1) async throws -> Picture {
        try await StudioEngine().render(plan, seed: seed, monitor: .silent).scene
    }
}

extension Picture {
    /// The mean of linear luminance over a part of the picture, clipped to it.
    func luminance(x: Range<Int>, y: Range<Int>) -> Double {
        var sum = 0.0, count = 0.0
        for row in y.clamped(to: 0..<height) {
            for column in x.clamped(to: 0..<width) {
                let p = self[column, row]
                sum +=
                    0.2126 * Double(Transfer.linear(p.x)) + 0.7152 * Double(Transfer.linear(p.y)) + 0.0722
                    * Double(Transfer.linear(p.z))
                count += 1
            }
        }
        return count > 0 ? sum / count : 0
    }
}
