// Bodies: whatever a value holds comes back, SQLite itself can read it, and equal values are equal texts.

import Cancellation
import GRDB
import Ports
import SQLiteLedger
import Testing

struct BodyTests {
    let folder: ScratchFolder
    let ledger: SQLiteLedger

    init() throws {
        folder = try ScratchFolder()
        ledger = try SQLiteLedger(path: folder.ledger)
    }

    /// Stores the sample case as `change` leaves it, and expects it back.
    private func expectBack(_ change: (inout Case) -> Void) throws {
        var subject = Sample.case(1)
        change(&subject)
        var batch = LedgerBatch()
        batch.cases = [subject]
        try ledger.commit(batch)
        #expect(try ledger.cases([subject.id]) == [subject])
    }

    private func body(_ expression: String) throws -> String? {
        try DatabaseQueue(path: folder.ledger).read { database in
            try String.fetchOne(database, sql: "SELECT \(expression) FROM cases WHERE json_valid(body)")
        }
    }

    @Test func `every character of ASCII, and some beyond, come back`() throws {
        let ascii = String(String.UnicodeScalarView((0...127).compactMap(Unicode.Scalar.init)))
        let words = ascii + "취소 가나다 é e\u{301} 👩‍👩‍👧 \u{2028}\u{FFFD}\u{10FFFF}" + ascii
        try expectBack {
            $0.request.reason?.text = words
            $0.request.evidence.fields[words] = ByteRange(offset: 1, length: 2)
            $0.evidence[0].sources.fields = [:]
            $0.verdict?.because = []
        }
        #expect(try body("json_type(body, '$.request.reason.text')") == "text")
    }

    @Test(arguments: [0, -0.0, 1, 0.1 + 0.2, 1e300, .leastNonzeroMagnitude, -123_456_789.25, .greatestFiniteMagnitude])
    func `a confidence comes back to the last bit`(confidence: Double) throws {
        try expectBack { $0.request.confidence = confidence }
    }

    /// What a ledger of before says of a step: it knew of no persons.
    @Test func `a step that nobody took comes back without a name`() throws {
        try expectBack { $0.history = [HistoryEntry(at: Sample.noon, event: "fellDue", state: .expired)] }
        #expect(try body("body -> '$.history[0]'")?.contains("by") == false)
    }

    @Test(arguments: [Int.min, -1, 0, Int.max])
    func `a number comes back to the last digit`(number: Int) throws {
        try expectBack {
            $0.refund.amount = number
            $0.enteredAt = Instant(milliseconds: Int64(number))
        }
    }

    @Test func `members of a dictionary are sorted, so that equal values are equal texts in every run`() throws {
        let names = (0..<50).map { "field\($0)" }
        try expectBack {
            $0.request.evidence.fields = Dictionary(
                uniqueKeysWithValues: names.enumerated().map { ($1, ByteRange(offset: $0, length: 1)) })
        }
        let members = names.sorted().map { "\"\($0)\":[\($0.dropFirst(5)),1]" }.joined(separator: ",")
        #expect(try body("body -> '$.request.evidence.fields'") == "{\(members)}")
    }

    @Test(arguments: [
        Event.cancelAccepted, .cancelRefused(Failure(code: "E", message: "no")), .reread(.notAsked),
        .reread(.found([Sample.order(ProductOrderID(trusted: "1")), Sample.order(ProductOrderID(trusted: "2"))])),
        .reread(.missing), .reread(.unavailable(Failure(message: ""))), .feedbackReceived("좋아요"),
        .askedByPerson(OperatorWord(OperatorName("op")), [.product, .quantity]),
        .noted(OperatorWord(OperatorName("op"), note: "\u{0}")), .joined(CaseID(trusted: "C-2")), .overLimit("한도"),
    ])
    func `an event comes back`(event: Event) throws {
        let subject = Sample.case(1)
        var batch = LedgerBatch()
        batch.cases = [subject]
        batch.events = [Sample.event(of: subject, event)]
        try ledger.commit(batch)
        #expect(try Stored.events(in: folder.ledger) == [event])
    }

    @Test func `a body written before orders said how they were paid is read as before`() throws {
        var subject = Sample.case(1)
        subject.order?.paymentSplit = PaymentSplit(general: 24_900, points: 2_000)
        var batch = LedgerBatch()
        batch.cases = [subject]
        try ledger.commit(batch)
        #expect(try body("json_extract(body, '$.order.paymentSplit.points')") == "2000")
        try DatabaseQueue(path: folder.ledger).write { database in
            // A case changes with its revision only.
            let without = "json_set(json_remove(body, '$.order.paymentSplit'), '$.revision', revision + 1)"
            try database.execute(sql: "UPDATE cases SET revision = revision + 1, body = \(without)")
        }
        subject.order?.paymentSplit = nil
        subject.revision += 1
        #expect(try ledger.cases([subject.id]) == [subject])
    }
}
