// House rules that a machine can check.

import Foundation
import Testing

struct HouseRuleTests {
    private func allSwift() throws -> [(path: String, lines: [String])] {
        try Repository.swiftFiles("Sources") + Repository.swiftFiles("Tests")
    }

    @Test func `no file is longer than 400 lines`() throws {
        for (path, lines) in try allSwift() { #expect(lines.count <= 400, "\(path): \(lines.count) lines") }
    }

    @Test func `every file says in its first line what it owns`() throws {
        for (path, lines) in try Repository.swiftFiles("Sources") where !path.hasSuffix("/main.swift") {
            let first = lines.first { !$0.hasPrefix("// SPDX") } ?? ""
            #expect(first.hasPrefix("//"), "\(path) begins with no word on what it is for")
        }
    }

    @Test func `nothing is named manager, helper, util or common`() throws {
        let banned = ["Manager", "Helper", "Util", "Common"]
        for (path, lines) in try Repository.swiftFiles("Sources") {
            for word in banned {
                #expect(!path.contains(word), "\(path)")
                for line in lines where line.contains(word) {
                    let isForeign = line.contains("FileManager")
                    #expect(isForeign || !declares(line), "\(path): \(line)")
                }
            }
        }
    }

    @Test func `what can crash or hide an error gives its reason`() throws {
        let risky = ["try?", "@unchecked", "nonisolated(unsafe)", "fatalError("]
        for (path, lines) in try Repository.swiftFiles("Sources") {
            for (index, line) in lines.enumerated() where risky.contains(where: line.contains) {
                let isComment = line.trimmingCharacters(in: .whitespaces).hasPrefix("//")
                let hasReason = line.contains("//") || (index > 0 && lines[index - 1].contains("//"))
                #expect(isComment || hasReason, "\(path):\(index + 1) gives no reason")
            }
        }
    }

    @Test func `nothing is crashed on purpose or left for later`() throws {
        let banned = ["try" + "!", "as" + "!", "TO" + "DO", "FIX" + "ME", "print(\"debug"]
        for (path, lines) in try allSwift() {
            for word in banned { #expect(!lines.contains { $0.contains(word) }, "\(path) holds \(word)") }
        }
    }

    @Test func `no file names a machine`() throws {
        let paths = ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/"]
        var names = try Repository.folders("docs").map { "docs/\($0)" }
        names += ["README.md", "CHANGELOG.md", "Makefile", ".ci/run", "Package.swift"]
        for name in names {
            let file = Repository.root.appendingPathComponent(name)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }  // a folder
            for path in paths { #expect(!text.contains(path), "\(name) names \(path)") }
        }
        for (path, lines) in try allSwift() {
            for word in paths { #expect(!lines.contains { $0.contains(word) }, "\(path) names \(word)") }
        }
    }

    private func declares(_ line: String) -> Bool {
        ["class ", "struct ", "enum ", "protocol ", "func ", "actor "].contains { line.contains($0) }
    }
}
