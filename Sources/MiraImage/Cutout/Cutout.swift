/// A product separated from its background.
public struct Cutout: Sendable {
    /// Where the rough mask came from.
    public enum Method: Sendable, Hashable {
        /// The picture's own alpha.
        case alpha
        /// The caller's matte or trimap.
        case matte, trimap
        /// A neural model, by name and SHA-256 of its file.
        case model(name: String, sha256: String)
        /// The plain-backdrop hypothesis.
        case studio
    }

    /// The product: straight RGBA, same size as the source; edge colours freed of the background, alpha = `matte`.
    public var picture: Picture
    /// 255 = product, 0 = not.
    public var matte: Mask
    /// 0…1: how likely the matte is right. Under 0.6 deserves a look, under 0.35 is not used.
    public var confidence: Double
    /// Where the rough mask came from.
    public var method: Method
    /// Why the confidence is not higher, in words for a person; empty when all is well.
    public var reasons: [String]

    /// A cut-out by its parts.
    public init(picture: Picture, matte: Mask, confidence: Double, method: Method, reasons: [String]) {
        self.picture = picture
        self.matte = matte
        self.confidence = confidence
        self.method = method
        self.reasons = reasons
    }
}

/// How `cutOut` works.
public struct CutoutOptions: Sendable {
    /// What may find the rough mask, where neither alpha nor matte nor trimap is there.
    public enum Finder: String, Sendable, Codable, CaseIterable {
        /// The model when there is one, else the studio hypothesis.
        case auto
        case model, studio
    }

    /// How carefully edges are worked out.
    public enum Edge: Sendable {
        /// Guided filter: quick.
        case quick
        /// Closed-form matting in the band.
        case fine
    }

    /// What finds the rough mask.
    public var finder = Finder.auto
    /// How carefully edges are worked out.
    public var edge = Edge.fine
    /// 255 = product, 0 = not; same size as the picture.
    public var matte: Mask?
    /// 255 = product, 0 = not, anything between = unknown; same size as the picture.
    public var trimap: Mask?

    /// The best that is there, with fine edges.
    public init() {}
}

/// Something that finds the main object of a picture: a neural model, behind this protocol.
public protocol SaliencyModel: Sendable {
    var name: String { get }
    /// Lower-case hex of the model's file.
    var sha256: String { get }
    /// How much each pixel belongs to the main object, 0…255; of the picture's aspect, as large as the model sees it.
    ///
    /// - Throws: `.cancelled`, `.fault` when the model fails.
    func saliency(of picture: Picture, monitor: Monitor) throws(ImageError) -> Mask
}
