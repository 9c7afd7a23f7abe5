import CMiraCodecs

/// A way from one profile to another: relative colorimetric, without black point compensation. Threads may share it.
@safe final class ColorTransform: @unchecked Sendable {
    private let handle: OpaquePointer

    /// - Parameter target: of RGB; nil for sRGB.
    /// - Throws: `.malformed` where a profile can't be used.
    init(from profile: ICCProfile?, to target: ICCProfile?, bits: Int32) throws(ImageError) {
        var opened: OpaquePointer?
        unsafe try callCodec("colour profile") { message in
            unsafe Self.withBytes(profile) { source, sourceCount in
                unsafe Self.withBytes(target) { target, targetCount in
                    unsafe mira_color_open(source, sourceCount, target, targetCount, bits, &opened, message)
                }
            }
        }
        guard let opened = unsafe opened else { throw ImageError(.fault, "colour profile: not opened") }
        unsafe handle = opened
    }

    deinit { unsafe mira_color_close(handle) }

    private static func withBytes<R>(_ profile: ICCProfile?, _ body: (UnsafePointer<UInt8>?, Int) -> R) -> R {
        guard let profile else { return body(nil, 0) }
        return unsafe profile.bytes.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }

    /// Converts every pixel in place.
    func apply<Pixel>(to grid: inout Grid<Pixel>) {
        let width = grid.width
        unsafe grid.withUnsafeMutablePixels { pixels in
            // Stripes are whole rows inside the grid, each of them handled by one thread.
            nonisolated(unsafe) let all = unsafe pixels
            guard width > 0 else { return }
            unsafe Parallel.stripes(of: all.count / width, rowsPerStripe: 64) { rows in
                let stripe = unsafe UnsafeMutableBufferPointer(
                    rebasing: all[rows.lowerBound * width..<rows.upperBound * width])
                unsafe mira_color_convert(handle, stripe.baseAddress, stripe.count)
            }
        }
    }
}
