import Glibc

/// Gradient noise at `p`, about −1 … 1, one feature per unit.
func noise(_ p: Vector) -> Float {
    let base = p.rounded(.down)
    let f = p - base
    let x = Int32(base.x)
    let y = Int32(base.y)
    let z = Int32(base.z)
    func corner(_ i: Int32, _ j: Int32, _ k: Int32) -> Float {
        let a = UInt32(bitPattern: x &+ i) &* 0x8DA6_B343
        let b = UInt32(bitPattern: y &+ j) &* 0xD816_3841
        let c = UInt32(bitPattern: z &+ k) &* 0xCB1A_B31F
        let h = hash(a ^ b ^ c)
        let d = f - Vector(Float(i), Float(j), Float(k))
        // One of the twelve edge directions of a cube.
        let u = h & 15 < 8 ? d.x : d.y
        let v = h & 15 < 4 ? d.y : (h & 15 == 12 || h & 15 == 14 ? d.x : d.z)
        return (h & 16 == 0 ? u : -u) + (h & 32 == 0 ? v : -v)
    }
    let s = f * f * f * (f * (f * 6 - 15) + 10)
    let near = mix(mix(corner(0, 0, 0), corner(1, 0, 0), s.x), mix(corner(0, 1, 0), corner(1, 1, 0), s.x), s.y)
    let far = mix(mix(corner(0, 0, 1), corner(1, 0, 1), s.x), mix(corner(0, 1, 1), corner(1, 1, 1), s.x), s.y)
    return mix(near, far, s.z)
}

/// `octaves` of gradient noise, each twice as fine and half as strong as the one before.
func fractalNoise(_ p: Vector, octaves: Int) -> Float {
    var sum: Float = 0
    var weight: Float = 0.5
    var q = p
    for _ in 0..<octaves {
        sum += weight * noise(q)
        q = q * 2.03 + Vector(17.3, 9.1, 4.7)
        weight *= 0.5
    }
    return sum
}
