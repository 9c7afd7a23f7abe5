import MiraGeneration
import MiraImage
import MiraTestSupport
import Testing

@Suite struct ReceiptTests {
    @Test func hasTheContractsMembersInOrder() async throws {
        let json = try await image().receipt.json
        #expect(
            json.keys == [
                "engine", "version", "seed", "size", "quality", "preserve", "prompt_sha256", "models", "references",
                "unknown", "undrawn", "output", "preservation",
            ])
        #expect(
            json["references"]?.array?.first?.keys
                == ["index", "role", "weight", "use", "sha256", "width", "height", "placement"])
        #expect(json["references"]?.array?.first?["placement"]?.keys == ["x", "y", "width", "height", "matrix"])
        #expect(json["output"]?.keys == ["sha256", "bytes", "width", "height", "format"])
        #expect(
            json["preservation"]?.keys == [
                "kept_pixels", "max_difference", "mean_difference", "delta_e2000_median", "delta_e2000_p95", "fringe",
                "kept_mask",
            ])
    }

    @Test func saysWhatWasDone() async throws {
        let reference = try Reference(productPicture(), .product)
        let image = try await image()
        let json = image.receipt.json
        #expect(json["engine"] == "fake" && json["version"] == "1" && json["seed"] == 7)
        #expect(json["size"] == "48x64" && json["quality"] == "medium" && json["preserve"] == "exact")
        #expect(json["prompt_sha256"]?.string == sha256Hex(Array("on a wall".utf8)))
        #expect(json["unknown"] == ["frobnicated"])
        #expect(json["undrawn"] == [["concept": "cat", "reason": "animals"]])
        #expect(json["output"]?["sha256"]?.string == sha256Hex(image.bytes))
        #expect(json["output"]?["bytes"]?.integer == Int64(image.bytes.count))
        #expect(json["references"]?.array?.first?["sha256"]?.string == sha256Hex(reference.bytes))
        let runs = json["preservation"]?["kept_mask"]?.array?.first?["runs"]?.array?.compactMap(\.integer)
        #expect(runs?.reduce(0, +) == Int64(48 * 64))
    }

    @Test func nullWhereThereIsNothing() async throws {
        let request = GenerationRequest(small: "a wall", [try Reference(scenePicture(), .style)])
        let json = try #require(try await Generator(engine: FakeEngine()).generate(request).images.first).receipt.json
        #expect(json.description.contains(#""placement":null"#))
        #expect(json.description.hasSuffix(#""preservation":null}"#))
        #expect(try Receipt(json).json == json)
    }

    @Test func comesBackFromItsJSON() async throws {
        let receipt = try await image().receipt
        let again = try Receipt(JSON(parsing: receipt.json.bytes))
        #expect(again == receipt)
        #expect(again.json.bytes == receipt.json.bytes)
    }

    @Test func isFoundInAnArrayAndInAnAnswer() async throws {
        let receipt = try await image().receipt
        #expect(try Receipt.receipts(in: JSON.array([receipt.json, receipt.json]).bytes) == [receipt, receipt])
        let answer: JSON = ["created": 1, "mira": ["receipts": [receipt.json]]]
        #expect(try Receipt.receipts(in: answer.bytes) == [receipt])
    }

    @Test func namesTheModelOfTheEngine() async throws {
        let receipt = try await image(FakeEngine(isTrained: true)).receipt
        #expect(receipt.models.map(\.name) == ["painter"])
    }

    /// Every member in turn taken out, or made something else: read or refused, never a trap.
    @Test func damagedReceiptsAreRefusedWithTheMember() async throws {
        let json = try await image().receipt.json
        for path in json.paths where path.last != "preservation" && path.last != "placement" {
            for replacement in [nil, .null, "x", -1, 1e30, [], [:], true] as [JSON?] {
                let damaged = json.replacing(path[...], with: replacement)
                do {
                    _ = try Receipt(damaged)
                } catch {
                    #expect(error.cause == .malformed)
                    #expect(error.message.contains(path.last ?? ""))
                }
            }
        }
        for path in [["engine"], ["seed"], ["output", "sha256"], ["preservation", "kept_mask"]] {
            #expect(throws: GenerationError.self) { try Receipt(json.replacing(path[...], with: nil)) }
        }
    }

    private func image(_ engine: FakeEngine = FakeEngine()) async throws -> GeneratedImage {
        let request = GenerationRequest(small: " on a wall ", [try Reference(productPicture(), .product)])
        return try #require(try await Generator(engine: engine).generate(request).images.first)
    }
}

extension JSON {
    fileprivate var keys: [String] { object?.members.map(\.key) ?? [] }

    /// The paths of all members of objects within objects.
    fileprivate var paths: [[String]] {
        object?.members.flatMap { member in [[member.key]] + member.value.paths.map { [member.key] + $0 } } ?? []
    }

    fileprivate func replacing(_ path: ArraySlice<String>, with value: JSON?) -> JSON {
        guard let key = path.first, var object else { return self }
        object[key] = path.count == 1 ? value : object[key]?.replacing(path.dropFirst(), with: value)
        return .object(object)
    }
}
