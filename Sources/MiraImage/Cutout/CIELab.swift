/// Colours whose distances are about those that people see: L* 0…100, a*, b* of CIE 1976, white D65.
enum CIELab {
    /// L*, a*, b*, 0 of an sRGB colour; alpha is not looked at.
    static func color(_ color: SIMD4<UInt8>) -> SIMD4<Float> {
        let light = SRGB.linear(color)
        let x = 0.433_953 * light.x + 0.376_219 * light.y + 0.189_828 * light.z
        let y = 0.212_671 * light.x + 0.715_160 * light.y + 0.072_169 * light.z
        let z = 0.017_758 * light.x + 0.109_477 * light.y + 0.872_765 * light.z
        let (fx, fy, fz) = (response(x), response(y), response(z))
        return SIMD4(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz), 0)
    }

    /// A picture's colours.
    static func colors(_ picture: Picture) -> Grid<SIMD4<Float>> {
        let pixels = picture.grid.pixels
        let width = picture.width
        return Grid(size: picture.size) { y, row in
            for x in 0..<width { row[x] = color(pixels[y * width + x]) }
        }
    }

    private static func response(_ light: Float) -> Float {
        guard light > 0.008_856 else { return 7.787_037 * light + Float(16.0 / 116) }
        // A guess by the exponent, and Newton's steps: sums, products and quotients alone.
        var root = Float(bitPattern: light.bitPattern / 3 + 0x2A51_37A0)
        for _ in 0..<3 { root = (2 * root + light / (root * root)) * Float(1.0 / 3) }
        return root
    }
}
