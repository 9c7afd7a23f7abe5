/// What a JPEG's marker segments say, read by a walk of our own: libjpeg sees the pixels only.
///
/// - Source: ITU-T T.81; JFIF 1.02; Adobe Technical Note 5116; Exif 2.32; ICC.1:2022 annex B.4.
struct JPEGHeader {
    var size = PixelSize(width: 0, height: 0)
    var components = 0
    /// The transform of Adobe's APP14 segment: 0 none, 1 YCbCr, 2 YCCK; nil without one.
    var adobeTransform: Int?
    var icc: [UInt8]?
    var exif: [UInt8]?
    var xmp: [UInt8]?
    var density: PixelDensity?
    var notes: [String] = []

    init(_ bytes: [UInt8]) throws(ImageError) {
        var profile: [Int: [UInt8]] = [:]
        var profileParts = 0
        var at = 2
        var hasFrame = false
        walk: while let marker = Self.nextMarker(in: bytes, from: &at) {
            switch marker {
            case 0x01, 0xD0...0xD8: continue
            case 0xD9: break walk
            default: break
            }
            guard let length = bytes.bigEndian16(at: at), length >= 2, length <= bytes.count - at else { break }
            let data = at + 2..<at + length
            at = data.upperBound
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xF7:
                try readFrame(marker, Array(bytes[data]))
                hasFrame = true
            case 0xCC: throw Self.arithmetic
            case 0xDA: break walk
            case 0xE0:
                readJFIF(Array(bytes[data]))
            case 0xE1:
                if exif == nil, bytes.has("Exif\0\0", at: data.lowerBound), data.count > 6 {
                    exif = Array(bytes[data.dropFirst(6)])
                } else if xmp == nil, bytes.has("http://ns.adobe.com/xap/1.0/\0", at: data.lowerBound), data.count > 29
                {
                    xmp = Array(bytes[data.dropFirst(29)])
                }
            case 0xE2:
                if bytes.has("ICC_PROFILE\0", at: data.lowerBound), data.count > 14 {
                    profile[Int(bytes[data.lowerBound + 12])] = Array(bytes[data.dropFirst(14)])
                    profileParts = Int(bytes[data.lowerBound + 13])
                }
            case 0xEE:
                if bytes.has("Adobe", at: data.lowerBound), data.count >= 12 {
                    adobeTransform = Int(bytes[data.lowerBound + 11])
                }
            default: break
            }
        }
        guard hasFrame else {
            throw ImageError(.malformed, "expected a JPEG with a picture but found none; save or send it again")
        }
        join(profile, parts: profileParts)
    }

    /// The code of the next marker; `at` moves behind it. Stray bytes before it are skipped, as libjpeg does.
    private static func nextMarker(in bytes: [UInt8], from at: inout Int) -> UInt8? {
        while at < bytes.count - 1 {
            if bytes[at] == 0xFF, bytes[at + 1] != 0, bytes[at + 1] != 0xFF {
                at += 2
                return bytes[at - 1]
            }
            at += 1
        }
        return nil
    }

    private static func unsupported(_ what: String, _ advice: String = "") -> ImageError {
        ImageError(
            .unsupported,
            "expected a baseline or progressive JPEG of 8 bits but found \(what); save it as one of these\(advice)")
    }

    private static func malformed(_ what: String) -> ImageError {
        ImageError(.malformed, "expected a sound JPEG but found \(what); save or send it again")
    }

    private static let arithmetic = unsupported("arithmetic coding", ", for example with: jpegtran IN > OUT.jpg")

    private mutating func readFrame(_ marker: UInt8, _ data: [UInt8]) throws(ImageError) {
        switch marker {
        case 0xC0, 0xC1, 0xC2: break
        case 0xC3: throw Self.unsupported("lossless coding")
        case 0xC9, 0xCA: throw Self.arithmetic
        case 0xCB: throw Self.unsupported("lossless arithmetic coding")
        case 0xF7: throw Self.unsupported("JPEG-LS")
        default: throw Self.unsupported("hierarchical coding")
        }
        guard data.count >= 6, let height = data.bigEndian16(at: 1), let width = data.bigEndian16(at: 3) else {
            throw Self.malformed("a frame header of \(data.count) bytes")
        }
        size = PixelSize(width: width, height: height)
        components = Int(data[5])
        guard [8, 12].contains(data[0]) else { throw Self.malformed("\(data[0]) bits a sample") }
        guard data[0] == 8 else { throw Self.unsupported("12 bits a sample") }
        guard (1...4).contains(components) else { throw Self.malformed("\(components) components") }
        guard components != 2 else { throw Self.unsupported("2 components") }
    }

    private mutating func readJFIF(_ data: [UInt8]) {
        guard density == nil, data.has("JFIF\0", at: 0), data.count >= 12, let x = data.bigEndian16(at: 8),
            let y = data.bigEndian16(at: 10), x > 0, y > 0
        else { return }
        switch data[7] {
        case 1: density = PixelDensity(x: Double(x), y: Double(y))
        case 2: density = PixelDensity(x: Double(x) * 2.54, y: Double(y) * 2.54)
        default: break
        }
    }

    private mutating func join(_ parts: [Int: [UInt8]], parts count: Int) {
        guard count > 0 || !parts.isEmpty else { return }
        let whole = (1...max(1, count)).compactMap { parts[$0] }
        if whole.count == count, parts.count == count {
            icc = whole.flatMap(\.self)
        } else {
            notes.append("the colour profile is incomplete and was passed over")
        }
    }
}
