import MiraImage

/// How far kept pixels of a picture differ from those of the references that they come from.
public struct Preservation: Sendable, Hashable {
    /// Number of kept pixels.
    public var keptPixels: Int
    /// Largest difference of one value (R, G, B or alpha), 0–255.
    public var maxDifference: Int
    /// Mean difference of R, G and B, 0–255.
    public var meanDifference: Double
    /// CIEDE2000 at half of the pixels, by rank.
    public var deltaE2000Median: Double
    /// CIEDE2000 that 95 % of the pixels do not exceed, by rank.
    public var deltaE2000P95: Double
    /// The halo index: how much of something that belongs neither to the products nor to the scene lies along the kept areas' edges,
    /// in CIEDE2000. Up to 2 is not seen. `FringeSums` defines it.
    public var fringe: Double
    /// The kept pixels, one area a reference.
    public var keptAreas: [KeptArea]
}

/// The kept pixels of one reference: where they are, and what they should be.
struct KeptPart {
    var area: KeptArea
    /// One value a pixel, `area` spelt out.
    var flags: [Bool]
    /// The reference resampled once to its place, output size.
    var original: Picture
}

extension Preservation {
    /// Measures `output` against `parts`, all of one size; nil where nothing is kept.
    ///
    /// It knows nothing of how the output was made: the finisher states these figures, and the verifier checks them.
    static func measured(of output: Picture, against parts: [KeptPart]) -> Preservation? {
        let kept = parts.reduce(0) { $0 + $1.area.count }
        guard kept > 0 else { return nil }
        var largest = 0
        var sum = 0
        // Most pixels do not differ at all, so only differences are collected.
        var differences: [Double] = []
        var fringe = FringeSums()
        for part in parts {
            let (found, wanted) = (output.grid.pixels, part.original.grid.pixels)
            for index in part.flags.indices where part.flags[index] && found[index] != wanted[index] {
                let difference = absoluteDifference(found[index], wanted[index])
                largest = max(largest, Int(difference.max()))
                sum += Int(difference.x) + Int(difference.y) + Int(difference.z)
                differences.append(LabColor(found[index]).deltaE2000(LabColor(wanted[index])))
            }
            fringe.add(output: output, original: part.original, kept: part.flags)
        }
        differences.sort()
        func percentile(_ share: Double) -> Double {
            let rank = Int((share * Double(kept)).rounded(.up)) - 1
            let place = rank - (kept - differences.count)
            return place < 0 ? 0 : differences[min(place, differences.count - 1)]
        }
        return Preservation(
            keptPixels: kept, maxDifference: largest, meanDifference: (Double(sum) / Double(3 * kept)).rounded(to: 4),
            deltaE2000Median: percentile(0.5).rounded(to: 4), deltaE2000P95: percentile(0.95).rounded(to: 4),
            fringe: fringe.index.rounded(to: 3), keptAreas: parts.map(\.area).filter { $0.count > 0 })
    }
}

private func absoluteDifference(_ a: SIMD4<UInt8>, _ b: SIMD4<UInt8>) -> SIMD4<UInt8> {
    pointwiseMax(a, b) &- pointwiseMin(a, b)
}
