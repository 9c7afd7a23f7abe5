import CMiraCodecs
import Synchronization

/// A way from one profile to another: relative colorimetric, without black point compensation. Threads may share it.
@safe final class ColorTransform: @unchecked Sendable {
    private let handle: OpaquePointer
    /// Whether it changes no colour by more than one part in 255, so that pixels can stay as they are.
    let isIdentity: Bool

    /// - Parameter target: of RGB; nil for sRGB.
    /// - Throws: `.malformed` where a profile can't be used.
    private init(from profile: ICCProfile?, to target: ICCProfile?, bits: Int32) throws(ImageError) {
        var opened: OpaquePointer?
        try unsafe callCodec("colour profile") { message in
            unsafe Self.withBytes(profile) { source, sourceCount in
                unsafe Self.withBytes(target) { target, targetCount in
                    unsafe mira_color_open(source, sourceCount, target, targetCount, bits, &opened, message)
                }
            }
        }
        guard let opened = unsafe opened else { throw ImageError(.fault, "colour profile: not opened") }
        unsafe handle = opened
        isIdentity = unsafe Self.changesNothing(opened, space: profile?.space ?? "RGB ", bits: bits)
    }

    deinit { unsafe mira_color_close(handle) }

    private static func withBytes<R>(_ profile: ICCProfile?, _ body: (UnsafePointer<UInt8>?, Int) -> R) -> R {
        guard let profile else { return body(nil, 0) }
        return unsafe profile.bytes.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
    }

    /// Converts every pixel in place, unless that changes nothing.
    func apply<Pixel>(to grid: inout Grid<Pixel>) {
        guard !isIdentity, grid.size.area > 0 else { return }
        let width = grid.width
        unsafe grid.withUnsafeMutablePixels { pixels in
            // Stripes are whole rows inside the grid, each of them handled by one thread.
            nonisolated(unsafe) let all = unsafe pixels
            unsafe Parallel.stripes(of: all.count / width, rowsPerStripe: 64) { rows in
                let stripe = unsafe UnsafeMutableBufferPointer(
                    rebasing: all[rows.lowerBound * width..<rows.upperBound * width])
                unsafe mira_color_convert(handle, stripe.baseAddress, stripe.count)
            }
        }
    }

    /// Tries the transform on the ramp of grays and a lattice of colours.
    private static func changesNothing(_ handle: OpaquePointer, space: String, bits: Int32) -> Bool {
        guard space == "RGB " || space == "GRAY" else { return false }
        var probe = (0...255).map { SIMD4<UInt8>(repeating: UInt8($0)) }
        let steps = space == "GRAY" ? [] : (0..<9).map { UInt8($0 * 255 / 8) }
        for r in steps { for g in steps { for b in steps { probe.append(SIMD4(r, g, b, 255)) } } }
        if bits == 16 {
            let wide = probe.map { SIMD4<UInt16>(truncatingIfNeeded: $0) &* 257 }
            var result = wide
            unsafe mira_color_convert(handle, &result, result.count)
            return zip(wide, result).allSatisfy { before, after in
                let difference = SIMD4<Int32>(truncatingIfNeeded: before) &- SIMD4<Int32>(truncatingIfNeeded: after)
                return all(difference .>= -257 .& difference .<= 257)
            }
        }
        var result = probe
        unsafe mira_color_convert(handle, &result, result.count)
        return zip(probe, result).allSatisfy { before, after in
            let difference = SIMD4<Int16>(truncatingIfNeeded: before) &- SIMD4<Int16>(truncatingIfNeeded: after)
            return all(difference .>= -1 .& difference .<= 1)
        }
    }
}

extension ColorTransform {
    private struct Key: Hashable {
        var source: ICCProfile?
        var target: ICCProfile?
        var bits: Int32
    }

    /// The transforms used last, newest at the end: building one takes up to 30 ms.
    private static let cache = Mutex<[(key: Key, transform: ColorTransform)]>([])

    /// The transform from one profile to another, nil meaning sRGB; kept for the next picture.
    ///
    /// - Throws: `.malformed` where a profile can't be used.
    static func between(
        _ source: ICCProfile?, _ target: ICCProfile?, bits: Int32
    ) throws(ImageError) -> ColorTransform {
        let key = Key(source: source, target: target, bits: bits)
        let known = cache.withLock { entries -> ColorTransform? in
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: index)
            entries.append(entry)
            return entry.transform
        }
        if let known { return known }
        let transform = try ColorTransform(from: source, to: target, bits: bits)
        cache.withLock { entries in
            entries.append((key, transform))
            if entries.count > 8 { entries.removeFirst() }
        }
        return transform
    }
}
