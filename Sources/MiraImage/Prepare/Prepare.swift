/// The way of a reference upload: bytes → decode → orient → colour → fit → encode.
///
/// - Throws: `.malformed`, `.unsupported`, `.limitExceeded` for the bytes, the last also where nothing fits `maxBytes`;
///   `.invalidArgument` for a size that the format can't hold.
public func prepare(_ bytes: [UInt8], options: PreparationOptions) throws(ImageError) -> PreparedPicture {
    let decoded = try ImageDecoder.decode(bytes, limits: options.limits)
    let format = options.format ?? decoded.info.format
    let source = try Upright(
        decoded, keepsColors: options.keepsColors, keepsDepth: options.keepsDepth && format == .png)
    var (encoding, removed, notes) = decoded.info.metadata(
        in: source.colorSpace, format: format, keeping: options.keep)
    encoding.quality = options.quality
    // JPEG has no transparency: what is transparent becomes the colour of the bars.
    let paper = if case .color(let color) = options.fit.padding { color } else { SIMD4<UInt8>(repeating: 255) }
    if format == .jpeg, source.hasTransparency {
        notes.append("JPEG has no transparency: what was transparent is filled")
    }

    let box = options.size ?? source.size.nearestAspect(of: options.offered)
    let file = try smallEnough(options.maxBytes, encoding: encoding, box: options.fit.mode == .none ? nil : box) {
        box throws(ImageError) in
        try source.fitted(to: box ?? source.size, options: options.fit, paper: format == .jpeg ? paper : nil)
    }
    return PreparedPicture(
        bytes: file.bytes, format: format, quality: format == .png ? nil : file.quality, transform: file.transform,
        removed: removed, notes: decoded.info.notes + notes + file.notes)
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

    var size: PixelSize {
        switch self {
        case .eight(let picture): picture.size
        case .sixteen(let deep): deep.size
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

    /// Brings the picture to `size`; `paper` is what shows through it.
    func fitted(
        to size: PixelSize, options: FitOptions, paper: SIMD4<UInt8>?
    ) throws(ImageError) -> FittedForEncoding {
        switch self {
        case .eight(let picture):
            var (fitted, transform) = try picture.fitted(to: size, options: options)
            if let paper { fitted = fitted.flattened(on: paper, light: options.light) }
            return FittedForEncoding(transform: transform) { [fitted] encoding throws(ImageError) in
                try fitted.encoded(encoding)
            }
        case .sixteen(let deep):
            let (fitted, transform) = try deep.fitted(to: size, options: options)
            return FittedForEncoding(transform: transform) { encoding throws(ImageError) in
                try fitted.encoded(encoding)
            }
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
