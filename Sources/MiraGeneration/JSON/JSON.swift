/// A JSON value (RFC 8259). Objects keep the order of their members, so the same value is always written as the same text.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits: exact.
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(Object)

    /// The members of an object in their order; keys are told apart by their scalars, not by how they look.
    public struct Object: Sendable, Hashable {
        /// A key and its value.
        public struct Member: Sendable, Hashable {
            /// Told apart by its scalars.
            public let key: String
            /// What the key stands for.
            public var value: JSON

            /// A key and its value.
            public init(_ key: String, _ value: JSON) {
                self.key = key
                self.value = value
            }
        }

        /// In their order, every key once.
        public private(set) var members: [Member] = []

        /// An object without members.
        public init() {}

        /// Takes members as they come; of equal keys the last one's value counts.
        public init(_ members: [Member]) {
            var places: [ExactKey: Int] = [:]
            for member in members {
                if let place = places[ExactKey(text: member.key)] {
                    self.members[place].value = member.value
                } else {
                    places[ExactKey(text: member.key)] = self.members.count
                    self.members.append(member)
                }
            }
        }

        /// The value of `key`; setting nil takes the member out.
        public subscript(key: String) -> JSON? {
            get { place(of: key).map { members[$0].value } }
            set {
                switch (place(of: key), newValue) {
                case (let place?, let value?): members[place].value = value
                case (let place?, nil): members.remove(at: place)
                case (nil, let value?): members.append(Member(key, value))
                case (nil, nil): break
                }
            }
        }

        private func place(of key: String) -> Int? {
            members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
        }
    }
}

/// `String` compares by canonical equivalence; JSON keys compare by their scalars.
private struct ExactKey: Hashable {
    let text: String

    static func == (a: ExactKey, b: ExactKey) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension JSON {
    /// The value of a member; nil where this is no object or has no such member, or the member is null.
    public subscript(key: String) -> JSON? {
        guard case .object(let object) = self, let value = object[key], value != .null else { return nil }
        return value
    }

    /// The text, where this is a string.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The value, where this is a boolean.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, where this is an array.
    public var array: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The members, where this is an object.
    public var object: Object? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The number as a `Double`, however it was written.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The number as an integer, where it is one: `2`, `2.0` and `2e0` are 2.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// `a string`, `an object`, …: for messages.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `nil`
    public init(nilLiteral: ()) { self = .null }
    /// `true`
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// `7`
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// `0.5`
    public init(floatLiteral value: Double) { self = .number(value) }
    /// `"text"`
    public init(stringLiteral value: String) { self = .string(value) }
    /// `[1, nil]`
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// `["key": 1]`; of equal keys the last counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Object(elements.map { Object.Member($0.0, $0.1) }))
    }

    /// A string, or null.
    public init(_ value: String?) { self = value.map(JSON.string) ?? .null }

    /// A whole number.
    public init(_ value: Int) { self = .integer(Int64(value)) }
}
