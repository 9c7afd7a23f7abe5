import MiraImage
import Testing

@Suite struct ForeignFormatTests {
    static func media(_ brand: String, _ compatible: String = "mif1") -> [UInt8] {
        [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) + [0, 0, 0, 0] + Array((compatible + "miaf").utf8)
    }

    static let known: [(String, [UInt8])] = [
        ("HEIC", media("heic")), ("HEIC", media("mif1", "heic")), ("AVIF", media("avif")),
        ("AVIF", media("mif1", "avif")), ("Canon CR3", media("crx ", "isom")), ("video", media("isom", "mp42")),
        ("TIFF", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]), ("TIFF", [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8]),
        ("Canon CR2", [0x49, 0x49, 0x2A, 0, 16, 0, 0, 0, 0x43, 0x52, 2, 0]), ("GIF", Array("GIF89a".utf8)),
        ("BMP", Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0]),
        ("SVG", Array("\u{FEFF}<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)),
        ("PDF", Array("%PDF-1.7\n".utf8)), ("PostScript", Array("%!PS-Adobe-3.0".utf8)), ("ICO", [0, 0, 1, 0, 1, 0]),
        ("JPEG XL", [0xFF, 0x0A, 0xFA]), ("JPEG XL", [0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]),
        ("JPEG 2000", [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A]), ("JPEG 2000", [0xFF, 0x4F, 0xFF, 0x51]),
        ("PSD", Array("8BPS".utf8) + [0, 1]), ("OpenEXR", [0x76, 0x2F, 0x31, 0x01]),
        ("HDR", Array("#?RADIANCE\n".utf8)),
        ("RAF", Array("FUJIFILMCCD-RAW 0201".utf8)), ("ORF", Array("IIRO".utf8)), ("RW2", [0x49, 0x49, 0x55, 0]),
        ("PNM", Array("P6\n4 4\n255\n".utf8)), ("QOI", Array("qoif".utf8)), ("DDS", Array("DDS |".utf8)),
        ("DICOM", [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)), ("XCF", Array("gimp xcf v011".utf8)),
        ("AVI", Array("RIFF".utf8) + [0, 0, 0, 0] + Array("AVI LIST".utf8)), ("ZIP", [0x50, 0x4B, 3, 4]),
    ]

    @Test(arguments: known)
    func isNamed(_ name: String, _ bytes: [UInt8]) {
        let error = #expect(throws: ImageError.self) { try ImageDecoder.info(of: bytes) }
        #expect(error?.cause == .unsupported)
        #expect(error?.message.contains("found \(name)") == true || error?.message.contains(name) == true)
        #expect(error?.message.contains("\n") == false)
    }

    @Test func conversionIsSaid() {
        let error = #expect(throws: ImageError.self) { try ImageDecoder.info(of: Self.media("heic")) }
        #expect(
            error?.message
                == "expected PNG, JPEG or WebP but found HEIC; convert it first, for example with: heif-convert IN OUT.png"
        )
    }

    @Test(
        arguments: [
            ([], "an empty file"), (Array("Dear sir,\n".utf8), "text"),
            (Array("<!DOCTYPE html><html>".utf8), "a web page"),
            ([0, 0, 0, 0, 0], "zeros"), ([7, 200, 3, 9, 250], "no known picture format"),
            ([0x89, 0x50], "first bytes"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A], "as if it were text"),
        ] as [([UInt8], String)])
    func otherBytesAreMalformed(_ bytes: [UInt8], _ words: String) {
        let error = #expect(throws: ImageError.self) { try ImageDecoder.info(of: bytes) }
        #expect(error?.cause == .malformed)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    /// Apple's variant has a chunk before the header.
    @Test func iPhonePNGIsNamed() {
        let bytes: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 4] + Array("CgBI".utf8) + [
                0x50, 0, 0x20, 2, 0, 0, 0, 0,
            ]
        let error = #expect(throws: ImageError.self) { try ImageDecoder.info(of: bytes) }
        #expect(error?.cause == .unsupported)
        #expect(error?.message.contains("CgBI") == true)
    }
}
