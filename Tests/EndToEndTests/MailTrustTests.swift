// What mails may not do by themselves: machines open no case, and an mbox is no export however it is dropped.

import Foundation
import StrictJSON
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct MailTrustTests {
    /// The real program, once over these drops.
    private func spool(after drops: [String: String]) throws -> TestSpool {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.write(orders, to: "orders.json")
        for (name, text) in drops { try spool.write(text, to: "inbox/\(name)") }
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        return spool
    }

    /// The statuses of a drop's requests, as its receipt says.
    private func statuses(_ name: String, in spool: TestSpool) throws -> [String?] {
        let receipts = spool.names("outbox/receipts").filter { $0.hasPrefix(name + ".") }
        let receipt = try #require(receipts.first, "\(name) has no receipt")
        let value = try JSONReader.read(Array(spool.text("outbox/receipts/\(receipt)").utf8))
        return value["requests"]?.array?.map { $0["status"]?.string } ?? []
    }

    private func fixture(_ name: String) throws -> String {
        try String(contentsOf: IntakeFixtureTests.root.appendingPathComponent("\(name)/input.eml"), encoding: .utf8)
    }

    /// A paid order without a claim: who asks decides.
    private let orders =
        #"{"data":[{"order":{"orderId":"2026112012345671","paymentMeans":"신용카드","ordererName":"김민준","ordererTel":"010-1234-5678"},"#
        + #""productOrder":{"productOrderId":"2026112010000001","productOrderStatus":"PAYED","placeOrderStatus":"OK","#
        + #""productName":"장갑","quantity":1,"initialQuantity":1,"remainQuantity":1,"unitPrice":100,"#
        + #""totalPaymentAmount":100,"remainPaymentAmount":100}}]}"#

    private func message(_ text: String, fields: String = "") -> String {
        """
        From customer@example.kr Sun Nov 22 10:14:00 2026
        \(fields)From: customer@example.kr
        Subject: order
        Content-Type: text/plain; charset=utf-8

        \(text)


        """
    }

    @Test func `one mail asks for a handful of cancellations, and the rest of it is a person's`() throws {
        let rows = (10_000_001...10_000_008).map { #"{"action":"cancel","orderId":"20261101\#($0)"}"# }
            .joined(separator: ",")
        let mail = """
            From: victim@third.example
            To: cancel@shop.example
            Subject: 취소
            Message-ID: <bomb@third.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=BB

            --BB
            Content-Type: application/json; name="a.json"

            [\(rows)]
            --BB--

            """
        let spool = try spool(after: ["bomb.eml": mail])
        let found = try statuses("bomb.eml", in: spool)
        #expect(found.count == 8 && found.count { $0 == "rejected" } == 3, "\(found)")
        let tasks = spool.names("outbox/tasks").map { spool.text("outbox/tasks/\($0)") }
        #expect(tasks.count { $0.contains("crowdedMail") } == 1, "\(tasks)")
        #expect(spool.names("outbox/notices/email").count <= 5)
    }

    @Test func `a bounce and an answering machine open no case and are never answered, though they name an order`()
        throws
    {
        let machines = ["mail-auto-bounce-report", "mail-auto-bounce-plain", "mail-auto-out-of-office"]
        let drops = try machines.map { ($0 + ".eml", try fixture($0)) }
        let spool = try spool(after: Dictionary(uniqueKeysWithValues: drops))
        for (name, _) in drops {
            let found = try statuses(name, in: spool)
            #expect(!found.isEmpty && found.allSatisfy { $0 == "ignored" }, "\(name): \(found)")
        }
        for folder in ["results", "notices", "tasks"] { #expect(spool.names("outbox/\(folder)") == []) }
        #expect(spool.text("orderbook.journal") == "")
    }

    @Test func `a customer whose mail only looks like a machine's has a case`() throws {
        let spool = try spool(after: ["a.eml": fixture("mail-auto-near-exchange")])
        #expect(try statuses("a.eml", in: spool) == ["waiting"])
        #expect(spool.names("outbox/tasks").count == 1)
    }

    @Test func `an mbox is no export: its mails cancel nothing by themselves, and a machine among them is ignored`()
        throws
    {
        let request = "주문번호 2026112012345671 취소해 주세요. 단순 변심입니다."
        let mbox = message(request, fields: "Auto-Submitted: auto-replied\n") + message(request) + message("안녕하세요")
        let spool = try spool(after: ["mails.mbox": mbox])
        #expect(try statuses("mails.mbox", in: spool).prefix(2) == ["ignored", "waiting"])
        #expect(!spool.text("orderbook.journal").contains("2026112010000001"))
    }
}
