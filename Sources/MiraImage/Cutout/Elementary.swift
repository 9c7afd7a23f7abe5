/// Exponential and logarithm made of sums, products and quotients alone: the same bits on every machine.
enum Elementary {
    private static let ln2 = 0.693_147_180_559_945_3

    /// eˣ, to 1e-15 of its value; 0 under −700, and at most e⁷⁰⁰.
    static func exp(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        let x = min(x, 700)
        let power = (x / ln2).rounded()
        let rest = x - power * ln2
        // |rest| ≤ 0.35: the term of the 14th power is under 1e-17.
        var term = 1.0
        var sum = 1.0
        for n in 1..<14 {
            term *= rest / Double(n)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    /// The natural logarithm of a positive number, to 1e-15.
    static func log(_ x: Double) -> Double {
        // x = m · 2ᵉ with m in 0.7…1.42; log m = 2 artanh((m − 1) / (m + 1)).
        var exponent = Int(x.exponent)
        var m = x.significand
        if m > 1.42 {
            m /= 2
            exponent += 1
        }
        let t = (m - 1) / (m + 1)
        let t2 = t * t
        var term = t
        var sum = 0.0
        var n = 1.0
        while n < 24 {
            sum += term / n
            term *= t2
            n += 2
        }
        return 2 * sum + Double(exponent) * ln2
    }
}
