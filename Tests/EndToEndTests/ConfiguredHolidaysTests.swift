// Days off from the configuration: right ones are taken, a wrong one is refused by its line.

import Foundation
import Testing

struct ConfiguredHolidaysTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cancelbox-days-\(UUID().uuidString)")

    /// `cancelbox read` of a configuration with these days off; it reads nothing else.
    private func run(_ holidays: String) throws -> Program {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "cancelbox.yaml")
        let text = "inboxes:\n  - name: inbox\n    folder: inbox\nholidays:\n" + holidays
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try Program(["read", "--config", file.path(), file.path()])
    }

    @Test(arguments: [
        "  add: [2026-12-31, 2027-05-04]\n  remove: [2028-04-12]\n", "  add:\n    - '2026-12-31'\n", "  remove: []\n",
    ])
    func `days off are taken`(holidays: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let run = try run(holidays)
        #expect(run.finish() != 78, "\(run.log)")
    }

    @Test(arguments: [
        ("  add: [2026-02-29]\n", ":5:", "`holidays.add` has `2026-02-29`, which is no date"),
        ("  add: []\n  remove:\n    - 12월 25일\n", ":7:", "which is no date"),
        ("  add: 2026-12-31\n", ":5:", "must be a list"),
        ("  remove: [2026-12-24]\n", ":5:", "no public holiday"), ("  days: [2026-12-31]\n", ":5:", "unknown key"),
        ("  add: [2026-12-25]\n  remove: [2026-12-25]\n", ":6:", "which `add` adds"),
    ])
    func `a wrong day is refused by its line`(holidays: String, line: String, words: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let run = try run(holidays)
        #expect(run.finish() == 78)
        #expect(run.log.contains("cancelbox.yaml" + line) && run.log.contains(words), "\(run.log)")
    }
}
