import CMiraKernels

/// Decodes, crops and resamples in one pass, a strip of rows at a time: the picture never stands in memory whole.
///
/// Owns its memory and is reused from picture to picture. One thread at a time: whoever shares it, hands it on.
final class FittingDecoder: @unchecked Sendable {
    private let resampler = RowResampler()
    private let strip = Scratch<UInt8>()
    private var lastFilters: (key: FilterKey, filters: Filters)?

    /// Rows that are decoded at a time: a JPEG's blocks are 8 or 16 high.
    private static let stripRows = 16

    /// The picture of `bytes` with the pixels that `plan` wants inside its padding: still as stored, so not oriented and
    /// its colours not converted. Nil where rows can't pass one by one; then the picture has to be decoded whole.
    ///
    /// 16 bits become 8 where nothing needs them any more: no profile, and not `keepsDepth`. Ink is mixed as it is stored.
    func decode(
        _ bytes: [UInt8], plan: FitPlan, light: ResamplingLight, keepsDepth: Bool, limits: Limits
    ) throws(ImageError) -> DecodedImage? {
        var steps: Steps?
        return try ImageDecoder.withRows(
            of: bytes, limits: limits,
            { info throws(ImageError) in
                let fit = StoredFit(plan, orientation: info.orientation)
                let found = try self.steps(for: fit, of: info, light: light)
                steps = found
                return found.request
            },
            { info, reader throws(ImageError) in
                guard let steps, !(reader.kind == .sixteen && keepsDepth && steps.filters != nil) else { return nil }
                var pixels: DecodedImage.Pixels
                if let filters = steps.filters {
                    guard filters.servesRows else { return nil }
                    pixels = try self.resampled(reader, info: info, filters: filters, linear: steps.isLinear)
                } else {
                    pixels = try Self.copied(reader, steps.fit)
                }
                if !keepsDepth, info.iccProfile == nil, case .sixteen(let deep) = pixels {
                    pixels = .eight(Picture(deep))
                }
                var info = info
                info.notes += reader.notes
                return DecodedImage(info: info, pixels: pixels).described()
            })
    }

    /// What is decoded and how it is filtered.
    private func steps(
        for fit: StoredFit, of info: ImageInfo, light: ResamplingLight
    ) throws(ImageError) -> Steps {
        let isLinear = light.isLinear(from: fit.region, to: (Double(fit.size.width), Double(fit.size.height)))
        if let part = fit.copied {
            return Steps(fit: fit, filters: nil, isLinear: isLinear, request: DecodingRequest(part: part))
        }
        let whole = PixelSize(width: Int(fit.region.width), height: Int(fit.region.height))
        let denominator = info.format == .jpeg ? DecodingRequest.denominator(for: whole, to: fit.size) : 1
        let filters = try filters(FilterKey(source: info.size, denominator: denominator, fit: fit))
        let part = PixelRect(columns: filters.horizontal.reach, rows: filters.vertical.reach)
        return Steps(
            fit: fit, filters: filters, isLinear: isLinear,
            request: DecodingRequest(denominator: denominator, part: part))
    }

    private func filters(_ key: FilterKey) throws(ImageError) -> Filters {
        if let lastFilters, lastFilters.key == key { return lastFilters.filters }
        let filters = try Filters(key)
        lastFilters = (key, filters)
        return filters
    }
}

extension FittingDecoder {
    /// Rows that need no filter: whole pixels of the picture.
    private static func copied(_ reader: RowReader, _ fit: StoredFit) throws(ImageError) -> DecodedImage.Pixels {
        guard let part = fit.copied else { throw ImageError(.fault, "a copy of parts of pixels") }
        let inner = PixelRect(
            x: part.columns.lowerBound - reader.part.columns.lowerBound,
            y: part.rows.lowerBound - reader.part.rows.lowerBound, size: part.size)
        return switch reader.kind {
        case .eight: .eight(Picture(try Grid(reading: reader).cropped(to: inner)))
        case .sixteen: .sixteen(DeepPicture(try Grid(reading: reader).cropped(to: inner)))
        case .cmyk: .cmyk(CMYKPicture(try Grid(reading: reader).cropped(to: inner)))
        }
    }

    /// Passes the rows through the resampler.
    private func resampled(
        _ reader: RowReader, info: ImageInfo, filters: Filters, linear: Bool
    ) throws(ImageError) -> DecodedImage.Pixels {
        let kind = Self.samples(reader.kind, hasAlpha: info.hasAlpha, linear: linear)
        let across = FixedFilter(filters.horizontal, base: reader.part.columns.lowerBound, multiple: 4)
        resampler.begin(
            width: reader.part.columns.count, bytesPerPixel: reader.kind.bytesPerPixel, kind: kind,
            horizontal: across, vertical: filters.vertical)
        let width = across.count
        if reader.kind == .sixteen, info.iccProfile != nil {
            let grid: Grid<SIMD4<UInt16>> = try unsafe pass(reader) { row, samples, target in
                unsafe mira_finish_rgba16(
                    samples, width, linear ? FixedCurve.words : FixedCurve.plainWords, FixedCurve.plainWords,
                    UnsafeMutableRawPointer(target).assumingMemoryBound(to: UInt16.self))
            }
            return .sixteen(DeepPicture(grid))
        }
        let isLinear = linear && reader.kind != .cmyk
        let grid: Grid<SIMD4<UInt8>> = try unsafe pass(reader) { row, samples, target in
            unsafe FixedCurve.bytes.withUnsafeBufferPointer { curve in
                unsafe mira_finish_rgba8(
                    samples, width, info.hasAlpha ? 1 : 0, isLinear ? curve.baseAddress : nil,
                    UnsafeMutableRawPointer(target).assumingMemoryBound(to: UInt8.self))
            }
        }
        return reader.kind == .cmyk ? .cmyk(CMYKPicture(grid)) : .eight(Picture(grid))
    }

    private static func samples(_ kind: RowReader.Kind, hasAlpha: Bool, linear: Bool) -> mira_samples {
        switch kind {
        case .cmyk: MIRA_SAMPLES_RAW
        case .eight, .sixteen:
            if hasAlpha {
                linear ? MIRA_SAMPLES_LINEAR_ALPHA : MIRA_SAMPLES_ALPHA
            } else if linear {
                MIRA_SAMPLES_LINEAR
            } else {
                kind == .eight ? MIRA_SAMPLES_RAW : MIRA_SAMPLES_OPAQUE
            }
        }
    }

    /// Reads strips, pushes them, and lets `finish` write the rows that come out.
    private func pass<Pixel>(
        _ reader: RowReader, _ finish: (Int, UnsafePointer<Int16>, UnsafeMutablePointer<Pixel>) -> Void
    ) throws(ImageError) -> Grid<Pixel> {
        let rowBytes = reader.part.columns.count * reader.kind.bytesPerPixel
        strip.reserve(Self.stripRows * rowBytes)
        let result = resampler.result
        var failure: ImageError?
        let grid = unsafe Grid<Pixel>(size: result) { pixels in
            guard let base = pixels.baseAddress else { return }
            do throws(ImageError) {
                for top in stride(from: reader.part.rows.lowerBound, to: resampler.rows.upperBound, by: Self.stripRows)
                {
                    let count = min(Self.stripRows, resampler.rows.upperBound - top)
                    try unsafe reader.read(count, into: strip.base)
                    // Rows above the first that is needed are passed over.
                    let skipped = max(0, resampler.position - top)
                    if skipped >= count { continue }
                    unsafe resampler.push(
                        strip.base + skipped * rowBytes, stride: rowBytes, count: count - skipped
                    ) { row, samples in
                        unsafe finish(row, samples, base + row * result.width)
                    }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return grid
    }
}

/// What is decoded and how it is filtered.
private struct Steps {
    let fit: StoredFit
    /// Nil where pixels are copied.
    let filters: Filters?
    let isLinear: Bool
    let request: DecodingRequest
}

/// What filters depend on.
private struct FilterKey: Hashable {
    let source: PixelSize
    let denominator: Int
    let fit: StoredFit
}

/// The filters for a picture decoded at a fraction of its size.
private struct Filters {
    let horizontal: AxisFilter
    let vertical: AxisFilter

    init(_ key: FilterKey) throws(ImageError) {
        let scale = Double(key.denominator)
        func decoded(_ side: Int) -> Int { (side + key.denominator - 1) / key.denominator }
        let region = Region(
            x: key.fit.region.x / scale, y: key.fit.region.y / scale, width: key.fit.region.width / scale,
            height: key.fit.region.height / scale)
        let size = PixelSize(width: decoded(key.source.width), height: decoded(key.source.height))
        (horizontal, vertical) = try region.filters(of: size, to: key.fit.size)
    }

    var servesRows: Bool {
        Double(vertical.count) <= RowResampler.largestEnlargement * Double(vertical.reach.count)
    }
}
