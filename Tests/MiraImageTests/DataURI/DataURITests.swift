import Foundation
import MiraImage
import MiraTestSupport
import Testing

@Suite struct DataURITests {
    @Test(arguments: [
        ("data:,hello", "hello"),
        ("data:text/plain,a%20b%2C%c3%A4", "a b,ä"),
        ("data:image/png;base64,aGVsbG8=", "hello"),
        ("DATA:IMAGE/PNG;BASE64,aGVsbG8=", "hello"),
        ("data:;base64,aGVsbG8", "hello"),
        ("data:image/png;charset=utf-8;name=x.png;base64,aGVsbG8=", "hello"),
        ("data:image/jpeg; base64 ,aGVsbG8=", "hello"),
        ("  data:image/png;base64,aGVs\r\n bG8=\n", "hello"),
        ("data:image/png;base64,aGVsbG8%3D", "hello"),
        ("data:image/png;base64,aGVs%0AbG8%3d", "hello"),
        ("data:image/png;base64,%61GVsbG8", "hello"),
        ("data:image/png;base64,aGVsbG8=#part", "hello"),
        ("data:image/png;base64,", ""),
        ("data:,", ""),
        // The last character has bits too many: ignored.
        ("data:;base64,aGVsbG9=", "hello"),
        ("data:image/base64,abcd", "abcd"),
        ("data:text/plain;charset=\"a\",x=y", "x=y"),
    ])
    func reads(uri: String, text: String) throws {
        #expect(try DataURI(parsing: uri).bytes == Array(text.utf8))
    }

    @Test(arguments: [
        ("http://example.com/a.png", "data:"), ("", "data:"), ("data", "data:"), ("dat\u{1a}", "data:"),
        ("data:image/png;base64", "comma"),
        ("data:image/png;base64;charset=x,aGVsbG8=", "last parameter"),
        ("data:;base64,a", "cut off"), ("data:;base64,aGVsbG8h5", "cut off"),
        ("data:;base64,aGVs-G8=", "URL-safe"), ("data:;base64,aGVs_G8=", "URL-safe"),
        ("data:;base64,aGVs%2DG8=", "URL-safe"),
        ("data:;base64,aGVs!G8=", "found !"), ("data:;base64,aGVsä", "byte 195"),
        ("data:;base64,aGVsbG8==", "1 ="), ("data:;base64,aGVs=", "0 ="), ("data:;base64,=", "0 ="),
        ("data:;base64,aGVsbA=", "2 ="),
        ("data:;base64,aGVsbG8=aGVs", "more"), ("data:;base64,aGV%", "hexadecimal"),
        ("data:;base64,aGV%4", "hexadecimal"), ("data:,%zz", "hexadecimal"), ("data:,%1", "hexadecimal"),
    ])
    func refuses(uri: String, word: String) {
        let error = #expect(throws: ImageError.self) { try DataURI(parsing: uri) }
        #expect(error?.cause == .malformed && error?.message.contains(word) == true, "\(error?.message ?? "none")")
        #expect(error?.message.contains("\n") == false)
    }

    @Test func limitsHold() throws {
        var limits = Limits()
        limits.maxInputBytes = 100
        let fits = DataURI.encode([UInt8](repeating: 7, count: 100), mediaType: "image/png")
        #expect(try DataURI(parsing: fits, limits: limits).bytes.count == 100)
        for count in [101, 102, 103, 1000] {
            let large = DataURI.encode([UInt8](repeating: 7, count: count), mediaType: "image/png")
            let error = #expect(throws: ImageError.self) { try DataURI(parsing: large, limits: limits) }
            #expect(error?.cause == .limitExceeded)
        }
        let escaped = "data:," + String(repeating: "%20", count: 101)
        let error = #expect(throws: ImageError.self) { try DataURI(parsing: escaped, limits: limits) }
        #expect(error?.cause == .limitExceeded)
        // Escapes and white space don't count.
        let wrapped = "data:;base64," + String(repeating: "%41A\nAA", count: 33) + "AA"
        #expect(try DataURI(parsing: wrapped, limits: limits).bytes.count == 100)
    }

    @Test func writes() {
        #expect(DataURI.encode(Array("hello".utf8), mediaType: "image/webp") == "data:image/webp;base64,aGVsbG8=")
        #expect(DataURI.encode([], mediaType: "image/png") == "data:image/png;base64,")
        #expect(DataURI.isDataURI("Data:,") && !DataURI.isDataURI("data"))
    }
}

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func standardVectors(plain: String, encoded: String) throws {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(try Base64.decode(encoded) == Array(plain.utf8))
    }

    /// Every length, against another implementation, at both levels.
    @Test func everyLengthAtEveryLevel() throws {
        var numbers = SeededNumbers(seed: 64)
        let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        try atEveryLevel {
            for count in 0...300 {
                let part = Array(bytes[..<count])
                let text = Base64.encode(part)
                #expect(text == Data(part).base64EncodedString())
                try #expect(Base64.decode(text) == part)
                try #expect(Base64.decode(text.replacing("=", with: "")) == part)
            }
        }
    }

    /// One wrong character is found wherever it stands.
    @Test func everyOtherCharacterIsFound() {
        let good = Array(Base64.encode([UInt8](repeating: 0xA5, count: 96)).utf8)
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\n\r\u{b}\u{c}".utf8)
        atEveryLevel {
            for character in UInt8(0)..<128 where !alphabet.contains(character) {
                for place in [0, 5, 31, 32, 77, 127] {
                    var text = good
                    text[place] = character
                    #expect(throws: ImageError.self) { try Base64.decode(String(decoding: text, as: UTF8.self)) }
                }
            }
        }
    }

    @Test func wrappedLines() throws {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 77) }
        var wrapped = ""
        for (index, character) in Base64.encode(bytes).enumerated() {
            if index % 76 == 75 { wrapped += "\r\n" }
            wrapped.append(character)
        }
        #expect(try Base64.decode(wrapped) == bytes)
    }

    @Test func intoABuffer() {
        var buffer = [UInt8](repeating: 0, count: 10)
        var span = buffer.mutableSpan
        let bytes = Array("fooba".utf8)
        let count = Base64.encode(bytes.span, into: &span)
        #expect(count == 8 && String(decoding: buffer[..<8], as: UTF8.self) == "Zm9vYmE=")
    }
}
