/// The way of a reference upload: bytes → decode → orient → colour → fit → encode.
///
/// - Throws: `.malformed`, `.unsupported`, `.limitExceeded` for the bytes, the last also where nothing fits `maxBytes`;
///   `.invalidArgument` for a size that the format can't hold.
public func prepare(_ bytes: [UInt8], options: PreparationOptions) throws(ImageError) -> PreparedPicture {
    let decoded = try ImageDecoder.decode(bytes, limits: options.limits)
    let source = options.keepsColors ? decoded.storedPicture() : try decoded.picture(in: .sRGB)
    let format = options.format ?? decoded.info.format
    var (encoding, removed, notes) = decoded.info.metadata(for: source, format: format, keeping: options.keep)
    encoding.quality = options.quality

    let box = options.size ?? source.size.nearestAspect(of: options.offered)
    let file = try smallEnough(options.maxBytes, encoding: encoding, box: options.fit.mode == .none ? nil : box) {
        box throws(ImageError) in
        guard let box else { return (source, FitTransform(identity: source.size)) }
        return try source.fitted(to: box, options: options.fit)
    }
    notes += file.notes
    if format == .jpeg, source.hasTransparency {
        notes.append("JPEG has no transparency: what was transparent is white")
    }
    return PreparedPicture(
        bytes: file.bytes, format: format, quality: format == .png ? nil : file.quality, transform: file.transform,
        removed: removed, notes: decoded.info.notes + notes)
}

extension PixelSize {
    /// The size of `sizes` whose aspect is nearest, by the ratio of the aspects; the first of equals.
    public func nearestAspect(of sizes: [PixelSize]) -> PixelSize {
        func distance(_ other: PixelSize) -> Double { max(aspect / other.aspect, other.aspect / aspect) }
        return sizes.min { distance($0) < distance($1) } ?? self
    }
}

extension FitTransform {
    /// A picture that stays as it is.
    init(identity size: PixelSize) {
        self.init(source: size, result: size, scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0)
    }
}
