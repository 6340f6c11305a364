// What the program writes, held against the schemas it publishes.

import Foundation
import StrictJSON
import Testing

@Suite(.serialized)
struct SchemaTests {
    private func schema(_ name: String) throws -> JSONSchema {
        let file = TestSpool.repository.appendingPathComponent("docs/schemas/\(name).schema.json")
        return try JSONSchema([UInt8](try Data(contentsOf: file)))
    }

    @Test func `everything in the outbox keeps to its schema`() throws {
        let spool = try TestSpool.processedExample()
        let kinds = [
            ("result", "outbox/results", ".json"), ("receipt", "outbox/receipts", ".json"),
            ("task", "outbox/tasks", ".json"), ("sms", "outbox/notices/sms", ".json"),
            ("reason", "quarantine", ".reason.json"),
        ]
        for (name, folder, suffix) in kinds {
            let schema = try schema(name)
            let files = spool.names(folder).filter { $0.hasSuffix(suffix) }
            #expect(!files.isEmpty, "the example leaves nothing in \(folder)")
            for file in files {
                let value = try JSONReader.read(Array(spool.text("\(folder)/\(file)").utf8))
                #expect(schema.errors(in: value) == [], "\(folder)/\(file)")
            }
        }
    }

    @Test func `every line of cancelbox read keeps to its schema`() throws {
        let inbox = TestSpool.example.appendingPathComponent("inbox")
        var files: [String] = []
        for folder in [inbox, IntakeFixtureTests.root] {
            let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
            while let name = walk.nextObject() as? String {
                if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular, !name.hasSuffix("expected.json") {
                    files.append(folder.appendingPathComponent(name).path)
                }
            }
        }
        // Nothing to read at all is a line too.
        files += [inbox.path, "is-not-there"]
        let schema = try schema("read")
        let lines = try Program(["read"] + files).printed().split(separator: "\n")
        #expect(lines.count == files.count)
        for (line, file) in zip(lines, files) {
            let value = try JSONReader.read(Array(line.utf8))
            #expect(value["file"]?.string == file)
            #expect(schema.errors(in: value) == [], "\(file)")
        }
    }

    @Test func `the requests of the example, and those the schema shows, keep to it and are read whole`() throws {
        let schema = try schema("request")
        let spool = try TestSpool()
        var files: [String] = []
        for (index, example) in schema.examples.enumerated() {
            #expect(schema.errors(in: example) == [], "example \(index)")
            let data = try Data(
                contentsOf: TestSpool.repository.appendingPathComponent("docs/schemas/request.schema.json"))
            try spool.write(String(decoding: [UInt8](data)[example.range], as: UTF8.self), to: "\(index).json")
            files.append("\(spool.path)/\(index).json")
        }
        #expect(!files.isEmpty)
        let run = try Program(["read"] + files)
        for (line, example) in zip(run.printed().split(separator: "\n"), schema.examples) {
            let request = try #require(try JSONReader.read(Array(line.utf8))["requests"]?.array?.first)
            #expect(lost(of: example, in: request) == [])
        }
        #expect(run.finish() == 0)
        for name in ["01-plain-request.json", "11-soldout-by-seller.json", "12-partial-quantity.json"] {
            let file = TestSpool.example.appendingPathComponent("inbox/\(name)")
            let value = try JSONReader.read([UInt8](try Data(contentsOf: file)))
            #expect(schema.errors(in: value) == [], "\(name)")
        }
    }

    /// The keys of `said` that the request read from it says otherwise, or not at all.
    private func lost(of said: JSONNode, in read: JSONNode) -> [String] {
        (said.members.map(Array.init) ?? []).filter { $0.key != "schema" }.flatMap { member -> [String] in
            let (key, wanted) = (member.key, member.node)
            guard let found = read[key] else { return [key] }
            if wanted.members != nil { return lost(of: wanted, in: found).map { "\(key).\($0)" } }
            // Times are read into one form.
            let isSame =
                key == "requestedAt"
                ? found.string != nil : found.string == wanted.string && found.number == wanted.number
            return isSame ? [] : [key]
        }
    }

    @Test(arguments: [
        (#"{"type":"object","required":["a"]}"#, #"{}"#), (#"{"type":["string","null"]}"#, "1"),
        (#"{"enum":["a",null]}"#, #""b""#), (#"{"const":1}"#, "2"), (#"{"pattern":"^\\d$"}"#, #""a""#),
        (#"{"minimum":0}"#, "-1"), (#"{"maximum":1}"#, "1.5"), (#"{"items":{"type":"integer"}}"#, "[1,0.5]"),
        (#"{"prefixItems":[{"type":"string"}],"items":false}"#, #"["a",1]"#),
        (#"{"properties":{"a":{"type":"null"}},"additionalProperties":false}"#, #"{"b":1}"#),
        (##"{"anyOf":[{"type":"null"},{"$ref":"#/$defs/n"}],"$defs":{"n":{"const":3}}}"##, "4"),
        (#"{"oneOf":[]}"#, "1"), (#"{"minItems":2}"#, "[1]"), (#"{"maxItems":1}"#, "[1,2]"),
    ])
    func `the checker finds what does not fit`(_ schema: String, _ value: String) throws {
        let checker = try JSONSchema(Array(schema.utf8))
        #expect(checker.errors(in: try JSONReader.read(Array(value.utf8))).count == 1)
    }
}
