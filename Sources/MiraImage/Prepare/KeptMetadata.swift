extension ImageInfo {
    /// What a file of `format` with upright pixels in `colorSpace` carries of this file's metadata, and what it does not.
    ///
    /// Density is kept. The profile goes with the colours: it is written where they are still in it.
    func metadata(
        in colorSpace: ColorSpace, format: ImageFormat, keeping kept: Set<MetadataKind>
    ) -> (encoding: EncodingOptions, removed: [MetadataKind], notes: [String]) {
        var encoding = EncodingOptions(format)
        var removed: [MetadataKind] = []
        var notes: [String] = []

        encoding.density = density.map { orientation.swapsSides ? PixelDensity(x: $0.y, y: $0.x) : $0 }
        if let exif {
            if kept.contains(.exif) { encoding.exif = exif } else { removed.append(.exif) }
        }
        if iccProfile != nil, colorSpace == .sRGB {
            removed.append(.icc)
            if kept.contains(.icc) {
                notes.append("a profile of \(colorModel.rawValue) colours has no place in an RGB file")
            }
        }
        if let xmp {
            if kept.contains(.xmp) { encoding.xmp = xmp } else { removed.append(.xmp) }
        }
        return (encoding, removed, notes)
    }
}
