/// How small a picture is decoded, and which part of it is needed.
struct DecodingRequest {
    /// 1, 2, 4 or 8: JPEG is decoded at that fraction of its size; other formats take no notice.
    var denominator = 1
    /// The pixels that are needed, at that size; nil = all. What comes, `RowReader.part` says.
    var part: PixelRect?

    /// The largest denominator that leaves a region of a JPEG at least twice as large as `target` both ways.
    ///
    /// So what is lost in shrinking by whole blocks stays small beside what the filter afterwards loses.
    static func denominator(for region: PixelSize, to target: PixelSize) -> Int {
        [8, 4, 2].first { region.width >= 2 * $0 * target.width && region.height >= 2 * $0 * target.height } ?? 1
    }
}

/// A picture being decoded, rows from top to bottom, as it is stored: not oriented, colours not converted.
///
/// It borrows the file's bytes, so it lives inside `ImageDecoder.withRows` only.
final class RowReader {
    /// What the pixels are, four samples each.
    enum Kind {
        /// `SIMD4<UInt8>`: R, G, B, A, straight.
        case eight
        /// `SIMD4<UInt16>`: R, G, B, A, straight.
        case sixteen
        /// `SIMD4<UInt8>`: C, M, Y, K, 255 = full ink.
        case cmyk

        var bytesPerPixel: Int { self == .sixteen ? 8 : 4 }
    }

    let kind: Kind
    /// Size of the whole picture at the scale it is decoded at: its sides divided by the denominator, rounded up.
    ///
    /// A point at x of the file's picture is at x / denominator, exactly.
    let size: PixelSize
    /// The part that the rows hold, at least what was asked for; the first row read is its first.
    let part: PixelRect
    private let decoder: any RowDecoder
    private var unread: Int

    init(_ decoder: any RowDecoder, kind: Kind, size: PixelSize, part: PixelRect) {
        self.decoder = decoder
        self.kind = kind
        self.size = size
        self.part = part
        unread = part.rows.count
    }

    /// Reads the next `count` rows of `part.columns.count` pixels each into `pixels`, which has room for them.
    ///
    /// - Throws: `.malformed` where the data are damaged or end early.
    func read(_ count: Int, into pixels: UnsafeMutableRawPointer) throws(ImageError) {
        precondition((0...unread).contains(count), "more rows than there are")
        unread -= count
        try unsafe decoder.read(count, into: pixels)
    }

    /// What was found wrong in the pixels read so far, but could be passed over.
    var notes: [String] { decoder.notes }
}

/// What gives a `RowReader` its rows.
protocol RowDecoder: AnyObject {
    /// Writes the next `count` rows, one after the other without gaps.
    func read(_ count: Int, into pixels: UnsafeMutableRawPointer) throws(ImageError)
    /// What was found wrong so far.
    var notes: [String] { get }
}

extension Grid {
    /// A grid of all rows of a reader whose pixels are of this type; an error throws what was read away.
    init(reading reader: RowReader) throws(ImageError) {
        precondition(MemoryLayout<Pixel>.stride == reader.kind.bytesPerPixel, "pixels of another kind")
        var failure: ImageError?
        unsafe self.init(size: reader.part.size) { pixels in
            guard let base = pixels.baseAddress else { return }
            do throws(ImageError) {
                try unsafe reader.read(reader.part.rows.count, into: base)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
