import CMiraKernels

/// Tables between the 256 stored values and floats of light, for the kernels.
///
/// The way back is rounded exactly: thresholds are the least floats whose stored value is over the next half.
@safe final class LightCurve: @unchecked Sendable {
    /// Light of each stored value, to the nearest float.
    let light: UnsafePointer<Float>
    /// The way back. It points into memory that this object owns and never changes.
    let encoding: mira_curve

    /// Linear light of sRGB.
    static let linear = LightCurve(SRGB.linear)
    /// The stored value itself, over 255.
    static let gamma = LightCurve { $0 }

    /// - Parameter curve: from stored to light, both 0…1, rising.
    private init(_ curve: (Double) -> Double) {
        let light = UnsafeMutablePointer<Float>.allocate(capacity: 256)
        let threshold = UnsafeMutablePointer<Float>.allocate(capacity: 256)
        for code in 0..<256 {
            // Both tables hold 256 values.
            unsafe light[code] = Float(curve(Double(code) / 255))
            let half = curve((Double(code) + 0.5) / 255)
            let nearest = Float(half)
            unsafe threshold[code] = code == 255 ? .infinity : Double(nearest) < half ? nearest.nextUp : nearest
        }
        let first = unsafe threshold[0].bitPattern >> 16
        let last = Float(1).bitPattern >> 16
        let bucket = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(last - first))
        var code = 0
        for index in first..<last {
            // The threshold of 255 is infinite, so `code` stays within the table.
            while unsafe threshold[code] <= Float(bitPattern: index << 16) { code += 1 }
            unsafe bucket[Int(index - first)] = UInt8(code)
        }
        unsafe self.light = UnsafePointer(light)
        unsafe encoding = mira_curve(bucket: UnsafePointer(bucket), threshold: UnsafePointer(threshold))
    }

    deinit {
        unsafe light.deallocate()
        unsafe encoding.bucket.deallocate()
        unsafe encoding.threshold.deallocate()
    }
}
