extension Picture {
    /// The picture's colours brought to another space: relative colorimetric, without black point compensation.
    ///
    /// - Throws: `.malformed` where a profile can't be used.
    public func converted(to space: ColorSpace) throws(ImageError) -> Picture {
        guard space != colorSpace else { return self }
        let transform = try ColorTransform.between(colorSpace.profile, space.profile, bits: 8)
        var result = Picture(grid, colorSpace: space)
        transform.apply(to: &result.grid)
        return result
    }
}

extension DeepPicture {
    /// The picture's colours brought to another space in 16 bits: relative colorimetric, without black point compensation.
    ///
    /// - Throws: `.malformed` where a profile can't be used.
    public func converted(to space: ColorSpace) throws(ImageError) -> DeepPicture {
        guard space != colorSpace else { return self }
        let transform = try ColorTransform.between(colorSpace.profile, space.profile, bits: 16)
        var result = DeepPicture(grid, colorSpace: space)
        transform.apply(to: &result.grid)
        return result
    }
}

extension CMYKPicture {
    /// The picture's colours by its profile, or by the plain formula without one.
    ///
    /// - Throws: `.malformed` where a profile can't be used.
    public func converted(to space: ColorSpace) throws(ImageError) -> Picture {
        guard let profile else { return try Picture(self).converted(to: space) }
        let transform = try ColorTransform.between(profile, space.profile, bits: 8)
        var result = Picture(grid, colorSpace: space)
        transform.apply(to: &result.grid)
        result.grid.map { SIMD4($0.x, $0.y, $0.z, 255) }
        return result
    }
}

extension DecodedImage {
    /// The picture as it is to be shown: oriented, in 8 bits, its colours in `space`.
    ///
    /// - Throws: `.malformed` where a profile can't be used.
    public func picture(in space: ColorSpace) throws(ImageError) -> Picture {
        let picture =
            switch pixels {
            case .eight(let picture): try picture.converted(to: space)
            case .sixteen(let deep): Picture(try deep.converted(to: space))
            case .cmyk(let ink): try ink.converted(to: space)
            }
        return picture.oriented(info.orientation)
    }

    /// The picture oriented, in 8 bits, with its colours as they are stored; CMYK by the plain formula.
    public func storedPicture() -> Picture {
        let picture =
            switch pixels {
            case .eight(let picture): picture
            case .sixteen(let deep): Picture(deep)
            case .cmyk(let ink): Picture(ink)
            }
        return picture.oriented(info.orientation)
    }
}

extension Picture {
    /// The picture in 8 bits, rounded to the nearest.
    public init(_ deep: DeepPicture) {
        let source = deep.grid.pixels
        let grid = unsafe Grid<SIMD4<UInt8>>(
            size: deep.size,
            unsafeFill: { out in
                for index in source.indices {
                    let wide = SIMD4<UInt32>(truncatingIfNeeded: source[index])
                    unsafe out[index] = SIMD4<UInt8>(truncatingIfNeeded: (wide &* 255 &+ 32895) &>> 16)
                }
            })
        self.init(grid, colorSpace: deep.colorSpace)
    }
}
