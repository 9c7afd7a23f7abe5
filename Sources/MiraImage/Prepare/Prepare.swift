import Synchronization

/// The way of a reference upload: bytes → decode → fit → orient → colour → pad → encode.
///
/// Rows pass through decoder and resampler as they come; orientation and colours are the small result's.
///
/// - Throws: `.malformed`, `.unsupported`, `.limitExceeded` for the bytes, the last also where nothing fits `maxBytes`;
///   `.invalidArgument` for a size that the format can't hold.
public func prepare(_ bytes: [UInt8], options: PreparationOptions) throws(ImageError) -> PreparedPicture {
    let worker = idleWorkers.withLock { $0.popLast() } ?? FittingDecoder()
    defer { idleWorkers.withLock { $0.append(worker) } }
    let info = try ImageDecoder.info(of: bytes, limits: options.limits)
    let format = options.format ?? info.format
    let box = options.size ?? info.displaySize.nearestAspect(of: options.offered)

    let first = try FittedSource(bytes, info: info, box: box, format: format, options: options, worker: worker)
    var (encoding, removed, notes) = first.info.metadata(
        in: first.pixels.colorSpace, format: format, keeping: options.keep)
    encoding.quality = options.quality
    if format == .jpeg, info.hasAlpha, first.pixels.hasTransparency {
        notes.append("JPEG has no transparency: what was transparent is filled")
    }
    let file = try smallEnough(options.maxBytes, encoding: encoding, box: options.fit.mode == .none ? nil : box) {
        smaller throws(ImageError) in
        let source =
            smaller == nil || smaller == box
            ? first
            : try FittedSource(
                bytes, info: info, box: smaller ?? box, format: format, options: options, worker: worker)
        return try source.padded(options.fit, isFlat: format == .jpeg)
    }
    return PreparedPicture(
        bytes: file.bytes, format: format, quality: format == .png ? nil : file.quality, transform: file.transform,
        removed: removed, notes: first.info.notes + notes + file.notes)
}

/// Workers that wait for the next picture, with their memory.
private let idleWorkers = Mutex<[FittingDecoder]>([])

/// A picture brought to its place in a box, upright and in its colours, without the padding.
private struct FittedSource {
    let info: ImageInfo
    let plan: FitPlan
    let pixels: Upright

    init(
        _ bytes: [UInt8], info: ImageInfo, box: PixelSize, format: ImageFormat, options: PreparationOptions,
        worker: FittingDecoder
    ) throws(ImageError) {
        plan = try FitPlan(info.displaySize, into: box, mode: options.fit.mode, gravity: options.fit.gravity)
        let keepsDepth = options.keepsDepth && format == .png
        let light = options.fit.light
        let streamed = try worker.decode(
            bytes, plan: plan, light: light, keepsDepth: keepsDepth, limits: options.limits)
        if let streamed {
            self.info = streamed.info
            pixels = try Upright(streamed, keepsColors: options.keepsColors, keepsDepth: keepsDepth)
        } else {
            let decoded = try ImageDecoder.decode(bytes, limits: options.limits)
            self.info = decoded.info
            pixels = try Upright(decoded, keepsColors: options.keepsColors, keepsDepth: keepsDepth)
                .resampled(plan, light: light)
        }
    }

    /// The whole box. `isFlat`: transparent parts get the colour of the bars.
    func padded(_ options: FitOptions, isFlat: Bool) throws(ImageError) -> FittedForEncoding {
        switch pixels {
        case .eight(let picture):
            var fitted = try picture.padded(plan, with: options.padding)
            if isFlat, info.hasAlpha || options.padding == .transparent {
                let paper = if case .color(let color) = options.padding { color } else { SIMD4<UInt8>(repeating: 255) }
                fitted = fitted.flattened(on: paper, light: options.light)
            }
            return FittedForEncoding(transform: plan.transform) { [fitted] encoding throws(ImageError) in
                try fitted.encoded(encoding)
            }
        case .sixteen(let deep):
            let fitted = try deep.padded(plan, with: options.padding)
            return FittedForEncoding(transform: plan.transform) { encoding throws(ImageError) in
                try fitted.encoded(encoding)
            }
        }
    }
}

/// A picture as it is to be shown, with the depth and the colours that are wanted.
private enum Upright {
    case eight(Picture)
    case sixteen(DeepPicture)

    init(_ decoded: DecodedImage, keepsColors: Bool, keepsDepth: Bool) throws(ImageError) {
        let orientation = decoded.info.orientation
        if keepsDepth, case .sixteen(let deep) = decoded.pixels {
            var deep = keepsColors ? deep : try deep.converted(to: .sRGB)
            deep.colorSpace.dropUnlessRGB()
            self = .sixteen(deep.oriented(orientation))
        } else {
            var picture = keepsColors ? decoded.storedPicture() : try decoded.picture(in: .sRGB)
            picture.colorSpace.dropUnlessRGB()
            self = .eight(picture)
        }
    }

    var colorSpace: ColorSpace {
        switch self {
        case .eight(let picture): picture.colorSpace
        case .sixteen(let deep): deep.colorSpace
        }
    }

    var hasTransparency: Bool {
        switch self {
        case .eight(let picture): picture.hasTransparency
        case .sixteen(let deep): Picture(deep).hasTransparency
        }
    }

    /// The part that `plan` wants, at its size.
    func resampled(_ plan: FitPlan, light: ResamplingLight) throws(ImageError) -> Upright {
        switch self {
        case .eight(let picture):
            .eight(try picture.resampled(to: plan.inner.size, from: plan.region, light: light))
        case .sixteen(let deep):
            .sixteen(try deep.resampled(to: plan.inner.size, from: plan.region, light: light))
        }
    }
}

extension ColorSpace {
    /// Gray and ink are RGB once they are decoded; their profiles don't describe them any more.
    fileprivate mutating func dropUnlessRGB() {
        if case .profile(let profile) = self, profile.space != "RGB " { self = .sRGB }
    }
}

extension PixelSize {
    /// The size of `sizes` whose aspect is nearest, by the ratio of the aspects; the first of equals.
    public func nearestAspect(of sizes: [PixelSize]) -> PixelSize {
        func distance(_ other: PixelSize) -> Double { max(aspect / other.aspect, other.aspect / aspect) }
        return sizes.min { distance($0) < distance($1) } ?? self
    }
}
