/// An ONNX model of one Identity node, written by hand: for what a session checks before it runs.
enum TinyModel {
    enum Element: UInt8 {
        case float = 1
        case int64 = 7
    }

    static func identity(_ element: Element, sides: [Int]) -> [UInt8] {
        let node = string(1, "in") + string(2, "out") + string(4, "Identity")
        let graph =
            bytes(1, node) + string(2, "tiny") + bytes(11, value("in", element, sides))
            + bytes(12, value("out", element, sides))
        return number(1, 7) + bytes(8, number(2, 13)) + bytes(7, graph)
    }

    private static func value(_ name: String, _ element: Element, _ sides: [Int]) -> [UInt8] {
        let shape = sides.flatMap { bytes(1, number(1, $0)) }
        return string(1, name) + bytes(2, bytes(1, number(1, Int(element.rawValue)) + bytes(2, shape)))
    }

    // The four lines of protocol buffers that it takes.
    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }
    private static func number(_ field: Int, _ value: Int) -> [UInt8] { varint(field << 3) + varint(value) }
    private static func bytes(_ field: Int, _ value: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(value.count) + value
    }
    private static func string(_ field: Int, _ value: String) -> [UInt8] { bytes(field, Array(value.utf8)) }
}
