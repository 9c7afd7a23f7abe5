extension Mask {
    /// Every pixel within `radius` of the inside (values of 128 and more) becomes 255, all others 0.
    public func dilated(radius: Double) -> Mask {
        let radius = Float(radius)
        return distanceToInside().mask { $0 <= radius }
    }

    /// Every pixel of the inside (values of 128 and more) that is more than `radius` from the outside stays, as 255.
    public func eroded(radius: Double) -> Mask {
        let radius = Float(radius)
        return distanceToOutside().mask { $0 > radius }
    }

    /// Eroded, then dilated: what is thinner than twice the radius is gone.
    public func opened(radius: Double) -> Mask { eroded(radius: radius).dilated(radius: radius) }

    /// Dilated, then eroded: gaps narrower than twice the radius are filled.
    public func closed(radius: Double) -> Mask { dilated(radius: radius).eroded(radius: radius) }
}

extension Grid where Pixel == Float {
    /// 255 where `isInside` holds, else 0.
    func mask(_ isInside: @Sendable (Float) -> Bool) -> Mask {
        Mask(
            unsafe Grid<UInt8>(mapping: self) { from, to, count in
                for index in 0..<count { unsafe to[index] = isInside(from[index]) ? 255 : 0 }
            })
    }
}
