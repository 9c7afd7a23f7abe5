import Foundation
import MiraImage

/// Renders samples as JPEG: make-samples FOLDER [NAME]... [--width N] [--samples N]
@main
struct MakeSamples {
    static func main() throws {
        var width = 1600
        var samples = 128
        var words: [String] = []
        var arguments = CommandLine.arguments.dropFirst().makeIterator()
        while let argument = arguments.next() {
            switch argument {
            case "--width": width = try number(arguments.next(), after: argument)
            case "--samples": samples = try number(arguments.next(), after: argument)
            default: words.append(argument)
            }
        }
        guard let folder = words.first else { throw Usage("expected a folder for the pictures but found none") }
        let chosen = try words.dropFirst().map { name in
            guard let sample = Sample(rawValue: name) else {
                let names = Sample.allCases.map(\.rawValue).joined(separator: ", ")
                throw Usage("expected one of \(names) but found \(name)")
            }
            return sample
        }
        var options = EncodingOptions(.jpeg)
        options.quality = 92
        for sample in chosen.isEmpty ? Sample.allCases : chosen {
            let bytes = try sample.render(width: width, samples: samples).encoded(options)
            let path = "\(folder)/\(sample.rawValue).jpg"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            print("\(path), \(bytes.count) bytes")
        }
    }

    private static func number(_ text: String?, after option: String) throws -> Int {
        guard let number = text.flatMap(Int.init), number > 0 else {
            throw Usage("expected a number after \(option) but found \(text ?? "nothing")")
        }
        return number
    }

    private struct Usage: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
