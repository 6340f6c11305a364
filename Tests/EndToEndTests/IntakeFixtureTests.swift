// Tests/Fixtures/intake/<case>/: an input and what `cancelbox read` must print of it. Adding a folder adds a test.

import Foundation
import StrictJSON
import Testing

struct IntakeFixtureTests {
    static let root = TestSpool.repository.appendingPathComponent("Tests/Fixtures/intake")

    static var cases: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.path)  // none: the count below fails
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// One run reads all inputs: a line each, in their order, with the folder's path taken out.
    private static func lines() throws -> [String: String] {
        let inputs = try cases.map { name in
            let files = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(name).path)
            let input = try #require(files.first { $0.hasPrefix("input.") }, "\(name) has no input")
            return root.appendingPathComponent("\(name)/\(input)").path
        }
        // What the protected workbooks among them were closed with.
        let passwords = ["CANCELBOX_WORKBOOK_PASSWORDS": "0000\n1111"]
        let program = try Program(["read"] + inputs, environment: passwords)
        let printed = program.printed().split(separator: "\n").map(String.init)
        try #require(printed.count == cases.count, "not one line a file")
        let pairs = zip(cases, printed).map { name, line in
            (name, line.replacing("\"\(root.path)/\(name)/", with: "\"") + "\n")
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func `every input is read as expected`() throws {
        #expect(Self.cases.count >= 231)
        let isUpdating = ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1"
        for (name, line) in try Self.lines() {
            let file = Self.root.appendingPathComponent("\(name)/expected.json")
            if isUpdating { try Data(line.utf8).write(to: file) }
            let expected = try? String(contentsOf: file, encoding: .utf8)  // missing: reported as a difference
            #expect(expected == line, "\(name) is read differently")
        }
        #expect(!isUpdating, "the expected lines were rewritten; look at the change and run again")
    }
}
