extension ImageInfo {
    /// What a file of `format` made from the oriented `picture` carries of this file's metadata, and what it does not.
    ///
    /// Density is kept, and the profile where the colours are still in it.
    func metadata(
        for picture: Picture, format: ImageFormat, keeping kept: Set<MetadataKind>
    ) -> (encoding: EncodingOptions, removed: [MetadataKind], notes: [String]) {
        var encoding = EncodingOptions(format)
        var removed: [MetadataKind] = []
        var notes: [String] = []

        encoding.density = density.map { orientation.swapsSides ? PixelDensity(x: $0.y, y: $0.x) : $0 }
        if let exif {
            // The pixels are upright now.
            if kept.contains(.exif) { encoding.exif = exif.settingOrientation(.up) } else { removed.append(.exif) }
        }
        if iccProfile != nil {
            if case .profile(let profile) = picture.colorSpace, profile.describesRGB {
                encoding.iccProfile = profile
            } else {
                removed.append(.icc)
                if kept.contains(.icc) {
                    notes.append("a profile of \(colorModel.rawValue) colours has no place in an RGB file")
                }
            }
        }
        if let xmp {
            if kept.contains(.xmp) { encoding.xmp = xmp } else { removed.append(.xmp) }
        }
        return (encoding, removed, notes)
    }
}

extension ICCProfile {
    /// Whether the profile is one of RGB colours, by its header (ICC.1:2022, 7.2.6).
    fileprivate var describesRGB: Bool {
        bytes.count >= 20 && bytes[16..<20].elementsEqual("RGB ".utf8)
    }
}
