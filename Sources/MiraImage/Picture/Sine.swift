/// sin(πx), exactly 0 at whole numbers, and made of sums and products alone, so that every machine gets the same bits.
///
/// - Parameter x: a number whose size is under 2⁵².
func sinPi(_ x: Double) -> Double {
    let whole = x.rounded()
    let a = Double.pi * (x - whole)
    let z = a * a
    // The Taylor series: |a| ≤ π/2, so the first term left out is under 1e-17.
    var sum = 1.0 / 51_090_942_171_709_440_000
    sum = sum * -z + 1.0 / 121_645_100_408_832_000
    sum = sum * -z + 1.0 / 355_687_428_096_000
    sum = sum * -z + 1.0 / 1_307_674_368_000
    sum = sum * -z + 1.0 / 6_227_020_800
    sum = sum * -z + 1.0 / 39_916_800
    sum = sum * -z + 1.0 / 362_880
    sum = sum * -z + 1.0 / 5040
    sum = sum * -z + 1.0 / 120
    sum = sum * -z + 1.0 / 6
    sum = 1 - sum * z
    return Int(whole) & 1 == 0 ? a * sum : -a * sum
}
