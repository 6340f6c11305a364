// Persons in the loop, with the real program: lists, explanations, decisions by command and by file.

import Foundation
import Glibc
import StrictJSON
import Testing

@Suite(.serialized)
struct PeopleTests {
    /// A mail of the example that nobody proves: a person has to decide.
    private let reviewed = "2026112212345688-1"

    private func run(_ arguments: [String]) throws -> (code: Int32, printed: String, log: String) {
        let program = try Program(arguments)
        let printed = program.printed()
        return (program.finish(), printed, program.log)
    }

    private func decision(_ number: String, _ action: String, _ more: String) -> String {
        #"{"cancelbox":"decision","case":"\#(number)","action":"\#(action)","note":"전화로 본인 확인"\#(more)}"#
    }

    private func receipt(_ spool: TestSpool, _ name: String) throws -> JSONNode? {
        guard let file = spool.names("outbox/receipts").first(where: { $0.hasPrefix(name + ".") }) else { return nil }
        return try JSONReader.read(Array(spool.text("outbox/receipts/\(file)").utf8))
    }

    private func schema(_ name: String) throws -> JSONSchema {
        let file = TestSpool.repository.appendingPathComponent("docs/schemas/\(name).schema.json")
        return try JSONSchema([UInt8](try Data(contentsOf: file)))
    }

    @Test func `the list masks customers, show and explain say all`() throws {
        let spool = try TestSpool.processedExample()
        let list = try run(["cases", "--spool", spool.path, "--state", "reviewing"])
        #expect(list.code == 0 && list.printed.contains(reviewed) && list.printed.contains("*"))
        let names = try #require(
            try JSONReader.read(Array(run(["cases", "--spool", spool.path, "--json"]).printed.utf8))["cases"]?.array)
        let shown = try run(["show", reviewed, "--spool", spool.path, "--json"])
        let buyer = try #require(try JSONReader.read(Array(shown.printed.utf8))["buyer"]?["name"]?.string)
        #expect(!list.printed.contains(buyer) && names.allSatisfy { $0["buyer"]?.string != buyer })
        #expect(try run(["show", reviewed, "--spool", spool.path]).printed.contains(buyer))
        let explained = try run(["explain", reviewed, "--spool", spool.path]).printed
        #expect(explained.contains("match     unproven-sender → review"))
        #expect(explained.contains("tried     dispatched: not orderStatus: DELIVERED or DELIVERING"))
        #expect(explained.contains("if        claim were requested: claim-open → approve"))
        #expect(explained.contains("if        requester were inbox: cancel-as-seller → sellerCancel"))
        #expect(explained.contains("archive/") && explained.contains("취소"))
        #expect(try run(["show", "2026000000000000-1", "--spool", spool.path]).code == 66)
    }

    @Test func `a command is carried out by the daemon at once, and says what became of it`() throws {
        let daemon = try RunningDaemon { spool in try spool.dropExample() }
        let spool = daemon.spool
        #expect(eventually { spool.names("outbox/results").contains("\(reviewed).json") }, "\(daemon.program.log)")
        #expect(eventually { spool.names("outbox/tasks").contains { $0.hasPrefix(reviewed) } })
        let name = try #require(spool.names("outbox/tasks").first { $0.hasPrefix(reviewed) })
        let task = try JSONReader.read(Array(spool.text("outbox/tasks/\(name)").utf8))
        #expect(try schema("task").errors(in: task) == [])
        #expect(task["words"]?.string?.contains("취소") == true && task["file"]?.string?.hasSuffix(".eml") == true)
        let held = try run(
            ["hold", reviewed, "--note", "재고 확인", "--operator", "김운영", "--spool", spool.path])
        #expect(held.code == 0 && held.printed.contains("is now held"), "\(held)")
        #expect(try run(["hold", reviewed, "--note", "또", "--spool", spool.path]).code == 65)
        let approved = try run(
            ["approve", reviewed, "--note", "전화로 본인 확인", "--operator", "김운영", "--spool", spool.path])
        #expect(approved.code == 0 && approved.printed.contains("is now cancelled"), "\(approved)")
        #expect(spool.names("outbox/tasks").allSatisfy { !$0.hasPrefix(reviewed) }, "what is done is no task any more")
        let result = try JSONReader.read(Array(spool.text("outbox/results/\(reviewed).json").utf8))
        #expect(try schema("result").errors(in: result) == [])
        #expect(result["decision"]?["rule"]?.string == "person")
        let acts = try #require(result["history"]?.array).filter { $0["by"]?.string == "김운영" }
        #expect(acts.map { $0["event"]?.string } == ["heldByPerson", "approvedByPerson"])
        #expect(acts.last?["note"]?.string == "전화로 본인 확인")
        let late = try run(["refuse", reviewed, "--note", "늦음", "--spool", spool.path])
        #expect(late.code == 65 && late.log.contains("이미 끝난 건"), "\(late)")
        #expect(try run(["approve", reviewed, "--note", " ", "--spool", spool.path]).code == 64)
        daemon.stop()
    }

    @Test func `without a daemon the decision waits for one`() throws {
        let spool = try TestSpool.processedExample()
        let handed = try run(["refuse", reviewed, "--note", "이미 포장했습니다.", "--spool", spool.path])
        #expect(handed.code == 75 && handed.log.contains("No daemon runs"), "\(handed)")
        #expect(spool.names("decisions").count == 1)
        #expect(try run(["run", "--once", "--spool", spool.path]).code == 0)
        #expect(spool.names("decisions").isEmpty)
        let result = try JSONReader.read(Array(spool.text("outbox/results/\(reviewed).json").utf8))
        #expect(result["state"]?.string == "refused")
    }

    @Test func `in an ordinary inbox a decision needs the token of its operator`() throws {
        let spool = try TestSpool.processedExample()
        // printf %s 'correct horse battery' | sha256sum
        let digest = "9028ea0d15decaa35b2da21c0290af3b1a5ba0a30a591906f89b5074e209ea72"
        try spool.useExampleSettings(with: "operators:\n  - name: 김운영\n    tokenSHA256: \(digest)")
        for (name, more) in [
            ("none", ""), ("wrong", #","token":"guessed""#),
            ("other", #","operator":"남의 이름","token":"correct horse battery""#),
        ] { try spool.write(decision(reviewed, "approve", more), to: "inbox/\(name).json") }
        let before = spool.text("outbox/results/\(reviewed).json")
        #expect(try run(["run", "--once", "--spool", spool.path]).code == 0)
        for name in ["none", "wrong", "other"] {
            let answer = try #require(try receipt(spool, "\(name).json"))
            #expect(try schema("receipt").errors(in: answer) == [])
            let row = answer["requests"]?.array?.first
            #expect(row?["status"]?.string == "rejected" && row?["problem"]?.string?.contains("토큰") == true)
        }
        #expect(spool.text("outbox/results/\(reviewed).json") == before)
        try spool.write(decision(reviewed, "approve", #","token":"correct horse battery""#), to: "inbox/right.json")
        let last = try Program(["run", "--once", "--spool", spool.path, "--log-level", "trace"])
        #expect(last.finish() == 0 && !last.log.contains("correct horse"))
        let result = spool.text("outbox/results/\(reviewed).json")
        #expect(result.contains("cancelled") && result.contains("김운영") && !result.contains("correct horse"))
        #expect(!spool.text("outbox/receipts/right.json.accepted.json").contains("correct horse"))
        let ledger = FileManager.default.contents(atPath: spool.path + "/ledger.sqlite") ?? Data()
        #expect(ledger.range(of: Data("correct horse".utf8)) == nil)
    }

    @Test func `the folder for decisions is private, takes nothing else, and is nobody's inbox`() throws {
        let spool = try TestSpool.processedExample()
        var facts = stat()
        try #require(stat("\(spool.path)/decisions", &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o700)
        try spool.write(try RunningDaemon.request(), to: "decisions/request.json")
        #expect(try run(["run", "--once", "--spool", spool.path]).code == 0)
        #expect(try receipt(spool, "request.json")?["problem"]?.string?.contains("결정 파일만") == true)
        try #require(chmod("\(spool.path)/decisions", 0o770) == 0)
        let open = try run(["run", "--once", "--spool", spool.path])
        #expect(open.code == 78 && open.log.contains("decisions"), "\(open.log)")
        try #require(chmod("\(spool.path)/decisions", 0o700) == 0)
        for inbox in ["  - name: a\n    folder: decisions", "  - name: decisions\n    folder: b"] {
            try spool.configure(settings(inboxes: inbox))
            #expect(try run(["run", "--once", "--spool", spool.path]).code == 78)
        }
    }

    @Test func `the decisions that the schema shows keep to it and are read`() throws {
        let schema = try schema("decision")
        #expect(!schema.examples.isEmpty)
        let spool = try TestSpool()
        let file = TestSpool.repository.appendingPathComponent("docs/schemas/decision.schema.json")
        let text = [UInt8](try Data(contentsOf: file))
        for example in schema.examples {
            #expect(schema.errors(in: example) == [])
            try spool.write(String(decoding: text[example.range], as: UTF8.self), to: "example.json")
            let line = try JSONReader.read(Array(run(["read", "\(spool.path)/example.json"]).printed.utf8))
            #expect(line["decisions"]?.array?.first?["action"]?.string == example["action"]?.string)
        }
    }
}
