import MiraGeneration
import MiraTestSupport
import Testing

@Suite struct JSONTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", true), ("\t[\r\n]", []), ("{}", [:]),
            ("-0", 0), ("9223372036854775807", .integer(.max)), ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("2.0", .number(2)),
            ("-1.5e-3", .number(-0.0015)),
            (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{C}\n\r\t")), (#""\u00e9\ud83d\ude00é😀""#, "é😀é😀"),
            (#"{"a":[1,{"b":null}],"":""}"#, ["a": [1, ["b": nil]], "": ""]),
            ("\u{FEFF}[1]", [1]),
        ] as [(String, JSON)])
    func parsesWhatIsAllowed(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "truee", "[1,]", "[1 2]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{\"a\":}", "[", "{\"a\":1",
        "01", "+1", "1.", ".5", "1e", "0x10", "NaN", "Infinity", "1e400", "'a'", "\"a", "\"\u{1}\"", "\"\\x\"",
        "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "[1]]", "// 1\n1", "\u{FEFF}\u{FEFF}1",
    ])
    func refusesEverythingElse(text: String) {
        let error = #expect(throws: GenerationError.self) { try JSON(parsing: text) }
        #expect(error?.cause == .malformed)
        #expect(error?.message.hasPrefix("expected ") == true)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0xFF, 0xFE, 0x31, 0x00],
        ] as [[UInt8]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        #expect(throws: GenerationError.self) { try JSON(parsing: bytes) }
    }

    @Test func refusesEveryPrefixOfADocument() throws {
        let whole = Array(#"{"a":[1.5e3,true,null,"x\n\u00e9"],"b":{"c":false}}"#.utf8)
        _ = try JSON(parsing: whole)
        for count in whole.indices {
            #expect(throws: GenerationError.self) { try JSON(parsing: Array(whole[..<count])) }
        }
    }

    @Test func nestingIsBounded() throws {
        _ = try JSON(parsing: String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
        for opening in ["[", "{\"a\":"] {
            let error = #expect(throws: GenerationError.self) {
                try JSON(parsing: String(repeating: opening, count: 1_000_000))
            }
            #expect(error?.message.contains("64 levels") == true)
        }
    }

    @Test func numberOfValuesIsBounded() throws {
        var limits = JSON.ParsingLimits()
        limits.maxValues = 4
        _ = try JSON(parsing: Array("[1,2,3]".utf8), limits: limits)
        #expect(throws: GenerationError.self) { try JSON(parsing: Array("[1,2,3,4]".utf8), limits: limits) }
    }

    @Test func lastOfEqualKeysCounts() throws {
        let value = try JSON(parsing: #"{"a":1,"b":2,"\u0061":3}"#)
        #expect(value.description == #"{"a":3,"b":2}"#)
    }

    @Test func keysThatLookEqualStayApart() throws {
        let value = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.object?.members.count == 2)
        #expect(value["\u{E9}"]?.integer == 1)
        #expect(value["e\u{301}"]?.integer == 2)
    }

    @Test func writesCompactlyAndInOrder() {
        let value: JSON = ["z": [nil, true, -7, 0.5], "a": "\"\\\n\u{1}\u{1F}é/", "n": .number(.nan)]
        #expect(value.description == #"{"z":[null,true,-7,0.5],"a":"\"\\\n\u0001\u001fé/","n":null}"#)
    }

    @Test(arguments: [0.1, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.30000000000000004, 640])
    func doublesComeBackExactly(value: Double) throws {
        #expect(try JSON(parsing: JSON.number(value).bytes).double == value)
    }

    @Test func membersAreSetAndTakenOut() {
        var object = JSON.Object()
        object["a"] = 1
        object["b"] = 2
        object["a"] = 3
        object["b"] = nil
        #expect(JSON.object(object) == ["a": 3])
    }

    @Test func integersInAnySpelling() {
        #expect(JSON.number(2).integer == 2)
        #expect(JSON.number(2.5).integer == nil)
        #expect(JSON.string("2").integer == nil)
    }

    /// Bytes thrown at the parser: it answers or refuses, and what it took it writes and reads again as the same.
    @Test func surviveNoise() {
        var random = SeededNumbers(seed: 42)
        let alphabet = Array("{}[]\",:\\u0123456789.eE+-truefalsn \u{E9}".utf8)
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            if let value = try? JSON(parsing: bytes) {
                #expect((try? JSON(parsing: value.bytes)) == value)
            }
        }
    }
}
