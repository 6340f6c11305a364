// Tables through the real program: bad rows come back, corrected ones are decided, and a locked workbook waits for its password.

import Foundation
import StrictJSON
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct TableTests {
    private static let head = "상품주문번호,주문번호,취소 처리상태,취소사유,구매자명"

    private func run(_ spool: TestSpool, environment: [String: String] = [:]) throws {
        let run = try Program(["run", "--once", "--spool", spool.path], environment: environment)
        #expect(run.finish() == 0, "\(run.log)")
    }

    private func spool() throws -> TestSpool {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        return spool
    }

    @Test func `bad rows come back with their reasons, and a corrected file decides only those`() throws {
        let spool = try spool()
        let rows = [
            Self.head, "2026112012345671,2026112098765431,취소요청,단순변심,홍길동", "2.02611E+15,,취소요청,단순변심,김민준",
            ",,취소요청,배송지연,이서준",
        ]
        try spool.write(rows.joined(separator: "\n") + "\n", to: "inbox/취소관리.csv")
        try run(spool)
        #expect(spool.names("outbox/receipts") == ["취소관리.csv.partial.json"])
        let receipt = try JSONReader.read(Array(spool.text("outbox/receipts/취소관리.csv.partial.json").utf8))
        #expect(receipt["rejected"]?["rows"]?.integer == 2)
        let file = "outbox/tasks/취소관리.csv.rejected.csv"
        #expect(receipt["rejected"]?["file"]?.string == file)
        #expect(receipt["requests"]?.array?.map { $0["status"]?.string } == ["cancelled", "rejected", "rejected"])
        let rejected = spool.text(file)
        #expect(rejected.hasPrefix("\u{FEFF}\(Self.head),오류 사유\r\n"))
        let results = spool.names("outbox/results")
        #expect(results.count == 1)

        // What a person does: puts the numbers right and drops the file back, reasons and all.
        let corrected = rejected.replacing("2.02611E+15,", with: "2026112012345672,2026112098765432")
            .replacing("\r\n,,", with: "\r\n2026112012345674,2026112098765434,")
        try spool.write(corrected, to: "inbox/취소관리.csv.rejected.csv")
        try run(spool)
        let now = Set(spool.names("outbox/results")).subtracting(results)
        #expect(now == ["2026112012345672-1.json", "2026112012345674-1.json"])
        #expect(spool.names("outbox/receipts").contains("취소관리.csv.rejected.csv.accepted.json"))
    }

    @Test func `rows of another file of the same name are not written over`() throws {
        let spool = try spool()
        for reason in ["단순변심", "배송지연"] {
            try spool.write("\(Self.head)\n,,취소요청,\(reason),홍길동\n", to: "inbox/a.csv")
            try run(spool)
        }
        let files = spool.names("outbox/tasks")
        #expect(files == ["a.csv.0000000002.rejected.csv", "a.csv.rejected.csv"])
        #expect(spool.text("outbox/tasks/a.csv.rejected.csv").contains("단순변심"))
        #expect(spool.text("outbox/tasks/a.csv.0000000002.rejected.csv").contains("배송지연"))
    }

    @Test func `a locked workbook within a mail is handed back, and the mail's own words are heard`() throws {
        let fixture = TestSpool.repository.appendingPathComponent(
            "Tests/Fixtures/intake/mail-attached-locked-workbook/input.eml")
        let spool = try spool()
        try FileManager.default.copyItem(atPath: fixture.path, toPath: "\(spool.path)/inbox/a.eml")
        try run(spool)
        #expect(spool.names("outbox/receipts") == ["a.eml.partial.json"])
        let receipt = try JSONReader.read(Array(spool.text("outbox/receipts/a.eml.partial.json").utf8))
        #expect(receipt["requests"]?.array?.map { $0["status"]?.string } == ["waitingForStore", "rejected"])
        let rejected = spool.text("outbox/tasks/a.eml.rejected.csv")
        #expect(rejected.hasPrefix("\u{FEFF}첨부 파일,오류 사유\r\n취소.xlsx,"))
        #expect(rejected.contains("workbookPasswords"))
    }

    @Test func `a workbook without its password waits for a person, and is read once there is one`() throws {
        let fixture = TestSpool.repository.appendingPathComponent(
            "Tests/Fixtures/intake/table-xlsx-agile-password-0000/input.xlsx")
        let spool = try spool()
        func drop() throws {
            try FileManager.default.copyItem(atPath: fixture.path, toPath: "\(spool.path)/inbox/취소관리.xlsx")
        }
        for (passwords, word) in [
            ("", "no password is configured"), ("1234\n12345", "none of the configured passwords"),
        ] {
            try drop()
            try run(spool, environment: ["CANCELBOX_WORKBOOK_PASSWORDS": passwords])
            let held = spool.names("outbox/receipts").filter { $0.hasSuffix(".held.json") }
            let receipts = try held.map { try JSONReader.read(Array(spool.text("outbox/receipts/\($0)").utf8)) }
            let receipt = try #require(receipts.first { $0["problem"]?.string?.contains(word) == true }, "\(held)")
            #expect(receipt["place"]?.string?.hasPrefix("quarantine/") == true)
        }
        let tasks = spool.names("outbox/tasks")
        #expect(tasks == ["drop-0000000001.json", "drop-0000000002.json"])
        let task = try JSONReader.read(Array(spool.text("outbox/tasks/\(tasks[0])").utf8))
        #expect(task["kind"]?.string == "lockedWorkbook")

        try spool.useExampleSettings(with: "workbookPasswords: [\"9999\", \"0000\"]")
        try drop()
        try run(spool)
        let receipts = spool.names("outbox/receipts")
        let word = receipts.first {
            !$0.hasSuffix(".held.json") || spool.text("outbox/receipts/\($0)").contains("\"case\"")
        }
        let answer = try JSONReader.read(Array(spool.text("outbox/receipts/\(word ?? "")").utf8))
        #expect(answer["problem"]?.isNull == true)
        #expect(answer["requests"]?.array?.count == 2)
    }
}
