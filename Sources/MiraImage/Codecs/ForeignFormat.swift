/// A file format that is recognised, but not read.
struct ForeignFormat {
    let name: String
    /// A command that converts it, as the end of a sentence; empty where none is common.
    let advice: String

    private init(_ name: String, _ command: String? = nil) {
        self.name = name
        advice = command.map { ", for example with: \($0)" } ?? ""
    }

    private static let magick = "convert IN OUT.png"
    private static let raw = "dcraw -c -w IN | convert - OUT.png"
    private static let video = "ffmpeg -i IN -frames:v 1 OUT.png"

    /// Formats that start with fixed bytes. More special ones come first.
    private static let table: [(at: Int, bytes: [UInt8], format: ForeignFormat)] = [
        (0, Array("GIF87a".utf8), .init("GIF", "convert IN[0] OUT.png")),
        (0, Array("GIF89a".utf8), .init("GIF", "convert IN[0] OUT.png")),
        (8, [0x43, 0x52, 2, 0], .init("Canon CR2", raw)),
        (0, [0x49, 0x49, 0x55, 0], .init("Panasonic RW2", raw)),
        (0, Array("IIRO".utf8), .init("Olympus ORF", raw)),
        (0, Array("IIRS".utf8), .init("Olympus ORF", raw)),
        (0, Array("MMOR".utf8), .init("Olympus ORF", raw)),
        (0, Array("FUJIFILMCCD-RAW".utf8), .init("Fujifilm RAF", raw)),
        (0, Array("FOVb".utf8), .init("Sigma X3F", raw)),
        (0, [0, 0x4D, 0x52, 0x4D], .init("Minolta MRW", raw)),
        (0, [0x49, 0x49, 0xBC], .init("JPEG XR", "JxrDecApp -i IN -o OUT.bmp")),
        (0, [0x49, 0x49, 0x2A, 0], .init("TIFF (or a camera's raw file)", magick)),
        (0, [0x4D, 0x4D, 0, 0x2A], .init("TIFF (or a camera's raw file)", magick)),
        (0, [0x49, 0x49, 0x2B, 0], .init("BigTIFF", magick)),
        (0, [0x4D, 0x4D, 0, 0x2B], .init("BigTIFF", magick)),
        (0, [0xFF, 0x0A], .init("JPEG XL", "djxl IN OUT.png")),
        (0, [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20], .init("JPEG XL", "djxl IN OUT.png")),
        (0, [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20], .init("JPEG 2000", "opj_decompress -i IN -o OUT.png")),
        (0, [0xFF, 0x4F, 0xFF, 0x51], .init("JPEG 2000", "opj_decompress -i IN -o OUT.png")),
        (0, Array("8BPS".utf8), .init("Photoshop PSD", "convert IN[0] OUT.png")),
        (0, Array("gimp xcf".utf8), .init("GIMP XCF", "convert -flatten IN OUT.png")),
        (0, [0x76, 0x2F, 0x31, 0x01], .init("OpenEXR", magick)),
        (0, Array("#?RADIANCE".utf8), .init("Radiance HDR", magick)),
        (0, Array("#?RGBE".utf8), .init("Radiance HDR", magick)),
        (0, [0, 0, 1, 0], .init("ICO", "convert IN[0] OUT.png")),
        (0, [0, 0, 2, 0], .init("CUR", "convert IN[0] OUT.png")),
        (0, Array("icns".utf8), .init("ICNS", "icns2png -x IN")),
        (0, Array("%PDF-".utf8), .init("PDF", "pdftoppm -png -r 150 IN OUT")),
        (0, Array("%!PS".utf8), .init("PostScript", "gs -sDEVICE=png16m -r150 -o OUT.png IN")),
        (0, [0xC5, 0xD0, 0xD3, 0xC6], .init("PostScript (EPS)", "gs -sDEVICE=png16m -r150 -o OUT.png IN")),
        (0, [0x8A, 0x4D, 0x4E, 0x47], .init("MNG", "convert IN[0] OUT.png")),
        (0, [0x8B, 0x4A, 0x4E, 0x47], .init("JNG", magick)),
        (0, Array("DDS ".utf8), .init("DDS", magick)),
        (0, Array("qoif".utf8), .init("QOI", magick)),
        (0, [0x42, 0x50, 0x47, 0xFB], .init("BPG", "bpgdec -o OUT.png IN")),
        (0, Array("FLIF".utf8), .init("FLIF", "flif -d IN OUT.png")),
        (0, Array("AT&TFORM".utf8), .init("DjVu", "ddjvu -format=tiff IN OUT.tif")),
        (0, Array("SIMPLE  =".utf8), .init("FITS", magick)),
        (0, [0xD7, 0xCD, 0xC6, 0x9A], .init("WMF", magick)),
        (40, Array(" EMF".utf8), .init("EMF", magick)),
        (128, Array("DICM".utf8), .init("DICOM", "dcm2img IN OUT.png")),
        (0, [0x1A, 0x45, 0xDF, 0xA3], .init("Matroska or WebM video", video)),
        (0, [0x50, 0x4B, 3, 4], .init("a ZIP archive", "unzip IN")),
        (0, [0x1F, 0x8B], .init("a gzip file (an SVGZ picture, for instance)", "gunzip < IN > OUT")),
    ]

    init?(_ bytes: [UInt8]) {
        if let row = Self.table.first(where: { $0.at <= bytes.count && bytes[$0.at...].starts(with: $0.bytes) }) {
            self = row.format
        } else if let media = Self.isoMedia(bytes) ?? Self.bitmap(bytes) ?? Self.anymap(bytes) ?? Self.vector(bytes) {
            self = media
        } else if bytes.has("RIFF", at: 0), bytes.count >= 12 {
            self.init(bytes.has("AVI ", at: 8) ? "AVI video" : "a RIFF file without a picture")
        } else {
            return nil
        }
    }

    /// Formats in ISO base media files, told apart by their brands (ISO/IEC 14496-12, 23008-12).
    private static func isoMedia(_ bytes: [UInt8]) -> ForeignFormat? {
        guard bytes.has("ftyp", at: 4), let length = bytes.bigEndian32(at: 0), length >= 16 else { return nil }
        // Major brand, minor version, compatible brands.
        let brands = stride(from: 8, to: min(length, bytes.count, 256), by: 4).filter { $0 != 12 }.compactMap(
            bytes.name)
        if brands.contains(where: ["avif", "avis"].contains) { return .init("AVIF", "avifdec IN OUT.png") }
        if brands.contains("crx ") { return .init("Canon CR3", "exiftool -b -JpgFromRaw IN > OUT.jpg") }
        if brands.contains(where: ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"].contains) {
            return .init("HEIC", "heif-convert IN OUT.png")
        }
        return .init("MP4 or QuickTime video", video)
    }

    private static func bitmap(_ bytes: [UInt8]) -> ForeignFormat? {
        guard bytes.has("BM", at: 0), let header = bytes.littleEndian32(at: 14),
            [12, 16, 40, 52, 56, 64, 108, 124].contains(header)
        else { return nil }
        return .init("BMP", magick)
    }

    /// `P1` to `P7` and white space.
    private static func anymap(_ bytes: [UInt8]) -> ForeignFormat? {
        guard bytes.count >= 3, bytes[0] == UInt8(ascii: "P"), (0x31...0x37).contains(bytes[1]),
            [9, 10, 13, 32].contains(bytes[2])
        else { return nil }
        return .init("PNM", magick)
    }

    /// SVG: text with an `<svg` element near its beginning.
    private static func vector(_ bytes: [UInt8]) -> ForeignFormat? {
        let start = bytes.prefix(4096)
        guard let first = start.first(where: { ![0xEF, 0xBB, 0xBF, 9, 10, 13, 32].contains($0) }),
            first == UInt8(ascii: "<"), !start.contains(0), String(decoding: start, as: UTF8.self).contains("<svg")
        else { return nil }
        return .init("SVG", "rsvg-convert IN -o OUT.png")
    }
}
