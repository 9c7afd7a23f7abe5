extension [UInt8] {
    /// The EXIF block with another orientation; as it is where it says none, or can't be read.
    ///
    /// - Source: TIFF 6.0, section 2: a directory is a count and entries of 12 bytes (tag, type, count, value).
    func settingOrientation(_ orientation: Orientation) -> [UInt8] {
        let isLittleEndian = starts(with: Array("II".utf8))
        func short(_ index: Int) -> Int? {
            guard index >= 0, index + 2 <= count else { return nil }
            let (a, b) = (Int(self[index]), Int(self[index + 1]))
            return isLittleEndian ? a | b << 8 : a << 8 | b
        }
        func long(_ index: Int) -> Int? {
            guard let a = short(index), let b = short(index + 2) else { return nil }
            return isLittleEndian ? a | b << 16 : a << 16 | b
        }
        guard short(2) == 42, let directory = long(4), let entries = short(directory) else { return self }
        var block = self
        for entry in (0..<entries).map({ directory + 2 + $0 * 12 }) where short(entry) == 0x0112 {
            // A SHORT by the standard; some programs write a LONG.
            let size =
                switch short(entry + 2) {
                case 3: 2;
                case 4: 4;
                default: 0
                }
            guard size > 0, entry + 12 <= count else { continue }
            for byte in 0..<size { block[entry + 8 + byte] = 0 }
            block[entry + 8 + (isLittleEndian ? 0 : size - 1)] = UInt8(orientation.rawValue)
        }
        return block
    }
}
