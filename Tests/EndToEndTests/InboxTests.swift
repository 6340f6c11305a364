// Many inboxes, done files, names in progress, folders within an inbox: what the settings of an inbox do.

import Foundation
import Glibc
import StrictJSON
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct InboxTests {
    /// A request for a paid order without a claim: trust alone decides.
    private func request(_ productOrder: String) -> String {
        let order = "2026112099999999"
        return """
            {"schema":"cancelbox.request/1","orderId":"\(order)","productOrderId":"\(productOrder)",
             "reason":{"code":"INTENT_CHANGED","text":"단순 변심"},"requestedAt":"2026-11-22T10:00:00+09:00",
             "requester":{"name":"김민준"}}
            """
    }

    private func orders(_ productOrders: [String]) -> String {
        let orders = productOrders.map { productOrder in
            #"{"order":{"orderId":"2026112099999999","paymentMeans":"신용카드","ordererName":"김민준","ordererTel":"010-1234-5678"},"#
                + #""productOrder":{"productOrderId":"\#(productOrder)","productOrderStatus":"PAYED","placeOrderStatus":"OK","#
                + #""productName":"장갑","quantity":1,"initialQuantity":1,"remainQuantity":1,"unitPrice":100,"#
                + #""totalPaymentAmount":100,"remainPaymentAmount":100}}"#
        }
        return #"{"data":[\#(orders.joined(separator: ","))]}"#
    }

    @Test func `each inbox lends its own trust and channel, and one may lie outside of the spool`() throws {
        let outside = FileManager.default.temporaryDirectory.appendingPathComponent("outside-\(UUID().uuidString)").path
        try #require(mkdir(outside, 0o700) == 0)
        defer { try? FileManager.default.removeItem(atPath: outside) }  // a temporary folder
        let products = ["2026112010000001", "2026112010000002", "2026112010000003"]
        let daemon = try RunningDaemon(
            settings(
                inboxes: """
                      - name: customers
                        folder: inbox
                        trust: none
                      - name: office
                        folder: office/exports
                        trust: exports
                      - name: outside
                        folder: \(outside)
                        trust: exports
                        channel: partner
                    """)
        ) { try $0.write(orders(products), to: "orders.json") }
        let spool = daemon.spool
        for (product, folder) in zip(products, [spool.path + "/inbox", spool.path + "/office/exports", outside]) {
            try spool.write(request(product), to: ".dropping")
            try #require(rename(spool.path + "/.dropping", "\(folder)/\(product).json") == 0)
        }
        for product in products { #expect(daemon.answers(product), "\(daemon.program.log)") }
        let receipts = spool.names("outbox/receipts")
        // The same words, by the same way: nobody's without trust, the seller's own with it.
        #expect(receipts.contains("\(products[0]).json.held.json"), "\(receipts)")
        #expect(receipts.contains("\(products[1]).json.accepted.json"), "\(receipts)")
        let channels = try products.map { product in
            let name = try #require(spool.names("outbox/results").first { $0.contains(product) })
            return try JSONReader.read(Array(spool.text("outbox/results/\(name)").utf8))["channel"]?.string
        }
        #expect(channels == ["smartstore", "smartstore", "partner"])
        daemon.stop()
    }

    @Test func `with done files a drop waits for its own, and takes it along`() throws {
        let daemon = try RunningDaemon(announced)
        let spool = daemon.spool
        try daemon.drop("first.json")
        try daemon.drop("second.json")
        // A later drop that is announced goes first; the one that is not stays.
        try spool.write("", to: "inbox/second.json.done")
        #expect(daemon.answers("second.json"), "\(daemon.program.log)")
        #expect(spool.names("inbox") == ["first.json"])
        try spool.write("", to: "inbox/first.json.done")
        #expect(daemon.answers("first.json"), "\(daemon.program.log)")
        #expect(eventually { spool.names("inbox").isEmpty })
        // Announced before it is there.
        try spool.write("", to: "inbox/third.json.done")
        try daemon.drop("third.json")
        #expect(daemon.answers("third.json"), "\(daemon.program.log)")
        daemon.stop()
        #expect(spool.names("archive").count == 3 && spool.names("quarantine").isEmpty)
    }

    @Test func `a done file without its file is left, and spoken of after a while`() throws {
        let daemon = try RunningDaemon(announced)
        try daemon.spool.write("", to: "inbox/lost.json.done")
        #expect(eventually { daemon.program.log.contains("its done file is there, and the file itself is not") })
        #expect(daemon.spool.names("inbox") == ["lost.json.done"])
        // Once, not with every sweep.
        try daemon.drop("other.json")
        try daemon.spool.write("", to: "inbox/other.json.done")
        #expect(daemon.answers("other.json"), "\(daemon.program.log)")
        #expect(daemon.program.log.components(separatedBy: "its done file is there").count == 2)
        daemon.stop()
    }

    @Test func `a done file left by a crash between the two steps of a claim goes at the next start`() throws {
        let spool = try TestSpool()
        try spool.useExampleSettings()
        try spool.configure(announced)
        // What a kill between the rename and the removal leaves: the drop in work/, its done file in the inbox.
        try spool.write(try RunningDaemon.request(), to: "work/0000000001~proved~inbox~drop.json")
        try spool.write("", to: "inbox/drop.json.done")
        // Another drop of a name that was claimed is there again with its own done file: both stay until they are taken.
        try spool.write(try RunningDaemon.request(), to: "work/0000000002~proved~inbox~again.json")
        try spool.write(try RunningDaemon.request() + " ", to: "inbox/again.json")
        try spool.write("", to: "inbox/again.json.done")
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 0, "\(run.log)")
        #expect(spool.names("inbox").isEmpty, "\(spool.names("inbox"))")
        #expect(spool.names("archive").count == 3)
    }

    private let announced = settings(
        inboxes: "  - name: inbox\n    folder: inbox\n    trust: exports\n    doneFiles: true",
        "sweepIntervalSeconds: 0.2")

    @Test func `names in progress are a setting`() throws {
        let daemon = try RunningDaemon(
            settings(
                inboxes: "  - name: inbox\n    folder: inbox\n    trust: exports", #"inProgress: ["*.upload", "up-*"]"#)
        )
        for name in ["a.upload", "UP-b", "c.tmp", "d.json"] { try daemon.drop(name) }
        #expect(daemon.answers("c.tmp") && daemon.answers("d.json"), "\(daemon.program.log)")
        #expect(daemon.spool.names("inbox") == ["UP-b", "a.upload"])
        try #require(rename(daemon.spool.path + "/inbox/a.upload", daemon.spool.path + "/inbox/a.json") == 0)
        #expect(daemon.answers("a.json"), "\(daemon.program.log)")
        daemon.stop()
    }

    @Test func `a folder within an inbox is left alone with all that lies in it`() throws {
        let daemon = try RunningDaemon()
        try #require(mkdir(daemon.spool.path + "/inbox/nested", 0o700) == 0)
        try daemon.drop("inner.json", in: "inbox/nested")
        try daemon.drop("outer.json")
        #expect(daemon.answers("outer.json"), "\(daemon.program.log)")
        #expect(daemon.spool.names("inbox") == ["nested/inner.json"])
        #expect(daemon.program.log.contains("nested"))
        daemon.stop()
    }

    @Test(arguments: [
        ("  - name: a\n    folder: x\n  - name: a\n    folder: y", "is given twice"),
        ("  - name: a\n    folder: x\n  - name: b\n    folder: x", "is an inbox already"),
        ("  - name: a\n    folder: work", "is one of Cancelbox's own"),
        ("  - name: a\n    folder: outbox/results", "is one of Cancelbox's own"),
        ("  - name: a\n    folder: x/../work", "plain path"),
        ("  - name: a\n    maildir: true\n    doneFiles: true", "makes no sense for a Maildir"),
        ("  - name: a\ninProgress: [\"*\"]", "covers every name"),
        ("  - name: a\ninProgress: x", "must be a list"),
        ("  - name: a\npollIntervalSeconds: 0", "pollIntervalSeconds"),
    ])
    func `inboxes that cannot be meant are refused`(inboxes: String, problem: String) throws {
        let spool = try TestSpool()
        try spool.configure(settings(inboxes: inboxes))
        let run = try Program(["run", "--once", "--spool", spool.path])
        #expect(run.finish() == 78)
        #expect(run.log.contains(problem), "\(run.log)")
    }
}
