import MiraImage

/// The program as it names itself in pictures.
public enum Software {
    /// `Mira Image`
    public static let name = "Mira Image"
    /// Of this release.
    public static let version = "0.1.0"
}

/// What a picture says of its own making: the kind of its source, the software, the system that drew it, the seed. Never a
/// prompt, a key, or anything of a reference's own metadata.
struct Provenance {
    /// The kinds of IPTC's Digital Source Type that are made here.
    ///
    /// - Source: http://cv.iptc.org/newscodes/digitalsourcetype/, release of 2024-10. `compositeSynthetic` is, by its definition
    ///   there, for composites with elements of generative AI; one of a photograph and a computed scene is `composite`.
    enum SourceType: String {
        /// Computed without anything sampled.
        case algorithmicMedia
        /// Drawn by a trained model.
        case trainedAlgorithmicMedia
        /// Somebody's picture, altered by an algorithm.
        case algorithmicallyEnhanced
        /// Several elements.
        case composite
        /// Several elements, at least one of them by a trained model.
        case compositeSynthetic
        /// Somebody's picture, parts of which a trained model painted.
        case compositeWithTrainedAlgorithmicMedia
    }

    var sourceType: SourceType
    var engine: String
    var engineVersion: String
    var seed: UInt64

    /// Writes all of it into `options`: XMP, and text entries where the format has them.
    func write(to options: inout EncodingOptions) {
        options.xmp = Array(xmp.utf8)
        options.text = [
            (keyword: "Software", text: software), (keyword: "DigitalSourceType", text: sourceType.uri),
            (keyword: "AISystemUsed", text: system), (keyword: "Seed", text: "\(seed)"),
        ]
    }

    private var software: String { "\(Software.name) \(Software.version)" }
    private var system: String { "\(Software.name) \(engine)" }

    private var xmp: String {
        """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about=""
            xmlns:xmp="http://ns.adobe.com/xap/1.0/"
            xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
            xmlns:mira="https://api.vmira.ai/ns/image/1/">
           <xmp:CreatorTool>\(software.xmlEscaped)</xmp:CreatorTool>
           <Iptc4xmpExt:DigitalSourceType>\(sourceType.uri)</Iptc4xmpExt:DigitalSourceType>
           <Iptc4xmpExt:AISystemUsed>\(system.xmlEscaped)</Iptc4xmpExt:AISystemUsed>
           <Iptc4xmpExt:AISystemVersionUsed>\(engineVersion.xmlEscaped)</Iptc4xmpExt:AISystemVersionUsed>
           <mira:Seed>\(seed)</mira:Seed>
          </rdf:Description>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="w"?>
        """
    }
}

extension Provenance.SourceType {
    /// What a picture made by `plan` is; `isTrained` says whether a trained model drew the scene.
    init(_ plan: Plan, isTrained: Bool) {
        let placed = plan.products.count { $0.reference != plan.keep?.reference }
        switch (plan.keep != nil, placed, plan.background != nil) {
        case (true, _, _): self = isTrained ? .compositeWithTrainedAlgorithmicMedia : .composite
        case (false, 1, _) where plan.transparentBackground: self = .algorithmicallyEnhanced
        case (false, 1..., _): self = isTrained ? .compositeSynthetic : .composite
        case (false, _, true): self = isTrained ? .compositeWithTrainedAlgorithmicMedia : .algorithmicallyEnhanced
        case (false, _, false): self = isTrained ? .trainedAlgorithmicMedia : .algorithmicMedia
        }
    }

    var uri: String { "http://cv.iptc.org/newscodes/digitalsourcetype/\(rawValue)" }
}

extension String {
    fileprivate var xmlEscaped: String {
        reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.append(character)
            }
        }
    }
}
