/// The few entries that matter here of an EXIF block, which is a small TIFF file.
///
/// - Source: Exif 2.32, TIFF 6.0.
struct TIFFBlock {
    var orientation: Orientation?
    var density: PixelDensity?
    /// The place of the directory entry that holds the orientation.
    private(set) var orientationEntry: Int?
    /// Whether the block could not be read.
    var isDamaged = false

    private let bytes: [UInt8]
    private let isLittleEndian: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isLittleEndian = bytes.has("II", at: 0)
        guard isLittleEndian || bytes.has("MM", at: 0), short(at: 2) == 42, let directory = long(at: 4),
            directory >= 8, let count = short(at: directory)
        else {
            isDamaged = true
            return
        }
        readDirectory(at: directory + 2, count: count)
    }

    private mutating func readDirectory(at start: Int, count: Int) {
        var resolution: (x: Double?, y: Double?) = (nil, nil)
        var unit = 2
        for index in 0..<count {
            let entry = start + index * 12
            guard let tag = short(at: entry), let type = short(at: entry + 2), let amount = long(at: entry + 4) else {
                isDamaged = true
                break
            }
            switch tag {
            case 0x0112 where orientation == nil:
                // A SHORT by the standard; some programs write a LONG or a BYTE.
                let value = type == 3 ? short(at: entry + 8) : type == 4 ? long(at: entry + 8) : nil
                orientationEntry = entry
                orientation = amount == 1 ? value.flatMap(Orientation.init(rawValue:)) : nil
                if orientation == nil { isDamaged = true }
            case 0x011A where type == 5: resolution.x = rational(at: entry + 8)
            case 0x011B where type == 5: resolution.y = rational(at: entry + 8)
            case 0x0128 where type == 3: unit = short(at: entry + 8) ?? 2
            default: break
            }
        }
        if let x = resolution.x, let y = resolution.y, unit == 2 || unit == 3 {
            let scale = unit == 3 ? 2.54 : 1
            density = PixelDensity(x: x * scale, y: y * scale)
        }
    }

    private func rational(at index: Int) -> Double? {
        guard let place = long(at: index), let over = long(at: place), let under = long(at: place + 4), over > 0,
            under > 0
        else { return nil }
        return Double(over) / Double(under)
    }

    private func short(at index: Int) -> Int? {
        isLittleEndian ? bytes.littleEndian16(at: index) : bytes.bigEndian16(at: index)
    }

    private func long(at index: Int) -> Int? {
        isLittleEndian ? bytes.littleEndian32(at: index) : bytes.bigEndian32(at: index)
    }
}

extension ImageInfo {
    /// Takes in an EXIF block: orientation, and density where the format's own header gave none.
    mutating func read(exif block: [UInt8]?) {
        guard var block else { return }
        // Some programs leave JPEG's prefix in place in other formats.
        if block.has("Exif\0\0", at: 0) { block.removeFirst(6) }
        exif = block
        let tiff = TIFFBlock(block)
        orientation = tiff.orientation ?? .up
        density = density ?? tiff.density
        if tiff.isDamaged { notes.append("the EXIF block is damaged; what could be read was used") }
    }

    /// Takes in a colour profile, if it describes such colours.
    mutating func read(icc bytes: [UInt8]?) {
        guard let profile = bytes.map(ICCProfile.init(bytes:)) else { return }
        let fits =
            switch profile.space {
            case "RGB ": [.gray, .rgb, .palette].contains(colorModel)
            case "GRAY": colorModel == .gray
            case "CMYK": [.cmyk, .ycck].contains(colorModel)
            default: false
            }
        if fits {
            iccProfile = profile
        } else {
            notes.append("the colour profile is damaged or of other colours, and was passed over")
        }
    }
}
