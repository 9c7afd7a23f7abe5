/// sin(πx), by its Taylor series around the nearest whole number: exactly 0 at whole numbers, and made of sums and
/// products alone, so that every machine gets the same bits.
///
/// - Parameter x: a number whose size is under 2⁵².
func sinPi(_ x: Double) -> Double {
    let whole = x.rounded()
    let a = Double.pi * (x - whole)
    let a2 = a * a
    var term = a
    var sum = 0.0
    // |a| ≤ π/2: the term of a²³ is under 1e-18.
    var n = 2.0
    for _ in 0..<12 {
        sum += term
        term *= -a2 / (n * (n + 1))
        n += 2
    }
    return Int(whole) & 1 == 0 ? sum : -sum
}
