// config/policy.yaml and a seller's own: read back as written, wrong ones refused by their line, and used by a run.

import Foundation
import SmartStore
import StrictJSON
import Testing

struct PolicyFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cancelbox-policy-\(UUID().uuidString)")
    private static let shipped = TestSpool.repository.appending(path: "config/policy.yaml")

    private func policy(_ text: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "policy.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    @Test func `the shipped policy is the file, and is read back as it is written`() throws {
        let rendered = try Program(["check", "--print"]).printed()
        if ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1" {
            try rendered.write(to: Self.shipped, atomically: true, encoding: .utf8)
        }
        let file = try String(contentsOf: Self.shipped, encoding: .utf8)
        #expect(file == rendered, "config/policy.yaml is out of date; CANCELBOX_UPDATE_GOLDEN=1 make test renders it")
        let readBack = try Program(["check", "--policy", Self.shipped.path(), "--print"])
        #expect(readBack.printed() == rendered)
        #expect(readBack.finish() == 0)
    }

    @Test func `checking the shipped policy finds nothing wrong, and names what costs the seller`() throws {
        let check = try Program(["check", "--policy", Self.shipped.path()])
        let said = check.printed()
        #expect(check.finish() == 0)
        #expect(said.contains("rule `sold-out` may cancel with SOLD_OUT: 2 penalty points"))
        #expect(!said.contains("never reached") && !said.contains("rule `cancel-as-seller` may"))
    }

    private static let head = "version: mine/1\nrules:\n"

    @Test(arguments: [
        ("rules: []\n", ":", "`version` is missing"),
        (head + "  - because: x\n    then: review\n", ":3:", "`rules.0.rule` is missing"),
        (head + "  - rule: a\n    then: review\n", ":3:", "the seller is told why"),
        (head + "  - rule: a\n    then: pay\n    because: x\n", ":4:", "none of approve"),
        (head + "  - rule: a\n    then: ask\n    because: x\n", ":3:", "what the customer is asked for"),
        (
            head + "  - rule: a\n    then: review\n    because: x\n  - rule: a\n    then: review\n    because: x\n",
            ":6:", "two rules"
        ),
        (
            head + "  - rule: a\n    when:\n      weather: [rain]\n    then: review\n    because: x\n", ":5:",
            "unknown key"
        ),
        (
            head + "  - rule: a\n    when:\n      claim: [open]\n    then: review\n    because: x\n", ":5:",
            "none of none, requested"
        ),
        (
            head + "  - rule: a\n    when:\n      orderStatus: [paid]\n    then: review\n    because: x\n", ":5:",
            "no code of the store"
        ),
        (head + "  - rule: a\n    when:\n      hour: 9-25\n    then: review\n    because: x\n", ":5:", "0 to 23"),
        (
            head + "  - rule: a\n    when:\n      amountAtLeast: many\n    then: review\n    because: x\n", ":5:",
            "whole number"
        ),
        (
            head + "  - rule: a\n    when:\n      gift: maybe\n    then: review\n    because: x\n", ":5:",
            "true or false"
        ),
        (
            head + "  - rule: a\n    then: approve\n    because: x\n", ":4:",
            "may move money only where `orderStatus: PAYED`"
        ),
        ("version: x\naskReminderDays: 9\naskExpiryDays: 7\nrules: []\n", ":2:", "less than askExpiryDays"),
        ("version: x\nrereadAfterSeconds: [0]\nrules: []\n", ":2:", "1 to 86400"),
    ])
    func `a wrong policy is refused by its line`(text: String, line: String, words: String) throws {
        let path = try policy(text)
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let check = try Program(["check", "--policy", path])
        #expect(check.finish() == 78)
        #expect(check.log.contains("policy.yaml" + line) && check.log.contains(words), "\(check.log)")
    }

    @Test func `a rule that is never reached is a mistake, named with those before it`() throws {
        let path = try policy(
            Self.head + "  - rule: all\n    then: review\n    because: x\n"
                + "  - rule: late\n    when:\n      gift: true\n    then: review\n    because: x\n")
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let check = try Program(["check", "--policy", path])
        let said = check.printed()
        #expect(check.finish() == 78)
        #expect(said.contains("rule `late` is never reached: `all` leave nothing to it"), "\(said)")
    }

    @Test func `a run decides by the policy of its configuration`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings(with: "policy: mine.yaml")
        let shipped = try String(contentsOf: Self.shipped, encoding: .utf8)
        let mine = shipped.replacing("version: standard/2", with: "version: mine/7")
            .replacing(
                "rules:\n", with: "rules:\n  - rule: nothing-today\n    then: review\n    because: '오늘은 모두 확인합니다.'\n")
        try spool.write(mine, to: "mine.yaml")
        try spool.dropExample()
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        let results = spool.names("outbox/results")
        #expect(!results.isEmpty)
        for name in results {
            let verdict = try JSONReader.read(Array(spool.text("outbox/results/\(name)").utf8))["verdict"]
            #expect(verdict?["rule"]?.string != "claim-open", "\(name)")
        }
        #expect(try FileJournal(path: spool.path + "/orderbook.journal").load().cancellationsByProductOrder.isEmpty)
    }
}
