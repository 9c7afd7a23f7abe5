import CMiraKernels

/// How a source and a backdrop share a pixel: the operators of Porter and Duff, and `plus`.
///
/// - Source: Porter and Duff, "Compositing digital images", 1984; W3C "Compositing and Blending Level 1".
public enum CompositeOperator: String, Sendable, Codable, CaseIterable {
    /// Nothing.
    case clear
    /// The source alone.
    case copy
    /// The backdrop alone.
    case destination
    /// The source over the backdrop: the usual one.
    case sourceOver = "source-over"
    /// The source under the backdrop.
    case destinationOver = "destination-over"
    /// The source where the backdrop is.
    case sourceIn = "source-in"
    /// The backdrop where the source is.
    case destinationIn = "destination-in"
    /// The source where the backdrop is not.
    case sourceOut = "source-out"
    /// The backdrop where the source is not.
    case destinationOut = "destination-out"
    /// The source where the backdrop is, over it.
    case sourceAtop = "source-atop"
    /// The backdrop where the source is, over it.
    case destinationAtop = "destination-atop"
    /// Each where the other is not.
    case xor
    /// The sum of both lights.
    case plus

    /// Whether the backdrop changes where the source is transparent.
    var reachesBeyondSource: Bool {
        switch self {
        case .clear, .copy, .sourceIn, .destinationIn, .sourceOut, .destinationAtop: true
        default: false
        }
    }

    /// The operator's factors, for the kernel.
    var factors: mira_operator {
        func factors(_ source: Float, _ byBackdrop: Float, _ backdrop: Float, _ bySource: Float) -> mira_operator {
            mira_operator(
                source: source, source_by_backdrop: byBackdrop, backdrop: backdrop, backdrop_by_source: bySource)
        }
        return switch self {
        case .clear: factors(0, 0, 0, 0)
        case .copy: factors(1, 0, 0, 0)
        case .destination: factors(0, 0, 1, 0)
        case .sourceOver: factors(1, 0, 1, -1)
        case .destinationOver: factors(1, -1, 1, 0)
        case .sourceIn: factors(0, 1, 0, 0)
        case .destinationIn: factors(0, 0, 0, 1)
        case .sourceOut: factors(1, -1, 0, 0)
        case .destinationOut: factors(0, 0, 1, -1)
        case .sourceAtop: factors(0, 1, 1, -1)
        case .destinationAtop: factors(1, -1, 0, 1)
        case .xor: factors(1, -1, 1, -1)
        case .plus: factors(1, 0, 1, 0)
        }
    }
}
