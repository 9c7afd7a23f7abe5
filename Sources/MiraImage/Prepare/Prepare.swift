/// The way of a reference upload: bytes → decode → orient → colour → fit → encode.
///
/// - Throws: `.malformed`, `.unsupported`, `.limitExceeded` for the bytes, the last also where nothing fits `maxBytes`;
///   `.invalidArgument` for a size that the format can't hold.
public func prepare(_ bytes: [UInt8], options: PreparationOptions) throws(ImageError) -> PreparedPicture {
    let decoded = try ImageDecoder.decode(bytes, limits: options.limits)
    let source = options.keepsColors ? decoded.storedColors() : try decoded.picture(in: .sRGB)
    let format = options.format ?? decoded.info.format
    var (encoding, removed, notes) = decoded.info.metadata(for: source, format: format, keeping: options.keep)
    encoding.quality = options.quality

    // JPEG has no transparency: what is transparent becomes the colour of the bars.
    let paper = if case .color(let color) = options.fit.padding { color } else { SIMD4<UInt8>(repeating: 255) }
    let isFlattened = format == .jpeg && source.hasTransparency
    if isFlattened { notes.append("JPEG has no transparency: what was transparent is filled") }

    let box = options.size ?? source.size.nearestAspect(of: options.offered)
    let file = try smallEnough(options.maxBytes, encoding: encoding, box: options.fit.mode == .none ? nil : box) {
        box throws(ImageError) in
        let (picture, transform) = try source.fitted(to: box ?? source.size, options: options.fit)
        return (isFlattened ? picture.flattened(on: paper, light: options.fit.light) : picture, transform)
    }
    return PreparedPicture(
        bytes: file.bytes, format: format, quality: format == .png ? nil : file.quality, transform: file.transform,
        removed: removed, notes: decoded.info.notes + notes + file.notes)
}

extension PixelSize {
    /// The size of `sizes` whose aspect is nearest, by the ratio of the aspects; the first of equals.
    public func nearestAspect(of sizes: [PixelSize]) -> PixelSize {
        func distance(_ other: PixelSize) -> Double { max(aspect / other.aspect, other.aspect / aspect) }
        return sizes.min { distance($0) < distance($1) } ?? self
    }
}

extension DecodedImage {
    /// `storedPicture`, in the profile's space where that is one of RGB colours; gray and ink are RGB by now.
    fileprivate func storedColors() -> Picture {
        var picture = storedPicture()
        if case .profile(let profile) = picture.colorSpace, profile.space != "RGB " { picture.colorSpace = .sRGB }
        return picture
    }
}
