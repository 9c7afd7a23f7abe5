import MiraGeneration
import MiraImage

extension ImageFormat: OptionValue {
    static var expectation: String { words.listed }
    /// `jpg` will do, too.
    init?(option text: String) { self.init(fileExtension: text) }
}

extension FitMode: OptionValue {}
extension Gravity: OptionValue {}
extension Preserve: OptionValue {}
extension CutoutOptions.Finder: OptionValue {}

/// `--quality` of `generate`.
enum QualityChoice: String, CaseIterable, OptionValue {
    case low, medium, high, auto

    var quality: Quality {
        switch self {
        case .low: .low
        case .medium, .auto: .medium
        case .high: .high
        }
    }
}

/// `--engine`.
enum EngineChoice: String, CaseIterable, OptionValue {
    case studio, remote, diffusion
}

/// `--color`.
enum ColorChoice: String, CaseIterable, OptionValue {
    case srgb, keep
}

/// `--depth`.
enum DepthChoice: String, CaseIterable, OptionValue {
    case eight = "8"
    case source
}

extension OutputSize: OptionValue {
    static var words: [String] { offered.map(\.description) + ["auto", "source"] }
    static var expectation: String { words.listed }

    init?(option text: String) {
        switch text {
        case "auto": self = .auto
        case "source": self = .source
        default:
            guard let size = PixelSize(text), OutputSize.offered.contains(size) else { return nil }
            self = .fixed(size)
        }
    }
}

/// `--size` of `prepare`: a box, or the size of the API whose aspect is nearest.
enum BoxChoice: OptionValue {
    case box(PixelSize)
    case auto

    static var words: [String] { ["auto"] + OutputSize.offered.map(\.description) }
    static var expectation: String {
        let limits = Limits()
        return
            "WIDTHxHEIGHT of at most \(limits.maxSide) a side and \(limits.maxPixels / 1_000_000) megapixels, or auto,"
    }

    init?(option text: String) {
        if text == "auto" {
            self = .auto
        } else if let size = PixelSize(text), (try? Limits().check(size)) != nil {
            self = .box(size)
        } else {
            return nil
        }
    }
}

/// A whole number within bounds.
protocol BoundedInteger: OptionValue {
    static var bounds: ClosedRange<Int> { get }
    init(_ value: Int)
}

extension BoundedInteger {
    static var expectation: String { "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)" }
    init?(option text: String) {
        guard let value = Int(text), Self.bounds.contains(value) else { return nil }
        self.init(value)
    }
}

/// `-n`.
struct ImageCount: BoundedInteger {
    static let bounds = 1...4
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// `--seed`: what a JSON number holds without loss.
struct Seed: BoundedInteger {
    static let bounds = 0...(1 << 53 - 1)
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// `--quality` of `prepare`.
struct EncodingQuality: BoundedInteger {
    static let bounds = 0...100
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// `--max-bytes`.
struct ByteBudget: BoundedInteger {
    static let bounds = 1...Int(Int32.max)
    let value: Int
    init(_ value: Int) { self.value = value }
}

/// `--scale` and `--horizon`: a part of the output's height.
struct Fraction: OptionValue {
    static let expectation = "a number from 0 to 1 (a part of the output's height)"
    let value: Double

    init?(option text: String) {
        guard let value = Double(text), (0...1).contains(value) else { return nil }
        self.value = value
    }
}

/// `--at`: a point, as parts of the output's width and height.
struct BasePoint: OptionValue {
    static let expectation = "X,Y from 0 to 1 each (parts of the output's width and height)"
    let point: (x: Double, y: Double)

    init?(option text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Fraction(option: String($0))?.value
        }
        guard parts.count == 2, let x = parts[0], let y = parts[1] else { return nil }
        point = (x, y)
    }
}

/// `--keep`: kinds of metadata, separated by commas.
struct KeptMetadata: OptionValue {
    static var words: [String] { MetadataKind.allCases.map(\.rawValue) }
    static let expectation = "exif, icc and xmp, separated by commas,"
    let kinds: Set<MetadataKind>

    init?(option text: String) {
        let kinds = text.split(separator: ",", omittingEmptySubsequences: false).map {
            MetadataKind(rawValue: String($0))
        }
        guard !kinds.contains(nil) else { return nil }
        self.kinds = Set(kinds.compactMap(\.self))
    }
}

extension Padding: OptionValue {
    static var words: [String] { ["white", "black", "blur", "edge", "transparent"] }
    static let expectation = "a CSS colour name, #rgb, #rrggbb, #rrggbbaa, blur, edge or transparent"

    init?(option text: String) {
        switch text.lowercased() {
        case "blur": self = .blur
        case "edge": self = .edge
        case "transparent": self = .transparent
        default:
            guard let color = cssColor(text) else { return nil }
            self = color.w == 0 ? .transparent : .color(color)
        }
    }
}
