// A small shop and what its people drop into the inboxes: orders, files, and when who does what.

import Cancellation
import Engine
import Ports
import Simulation
import Synchronization

/// What happens to one spool from outside. A new value for every run: slow writers remember where they are.
struct World {
    var orders: [Order] = []
    var slow: [ProductOrderID: Int64] = [:]
    var acts: [Act] = []
    /// Final states a product order's case may have, when timing decides between them. Empty: only the undisturbed one.
    var orderStates: [String: Set<CaseState>] = [:]
    /// Product orders of which a part is cancelled while others still speak: whoever comes after that asks for the rest, and gets a case.
    var partlyCancelled: Set<String> = []
    var moneyLimit = MoneyLimit()
    /// What buyers and the warehouse do at the store.
    var changes: [Change] = []

    struct Change: Sendable {
        var at: Int64
        var id: ProductOrderID
        var order: @Sendable (inout Order) -> Void
    }

    /// Writers may keep files open: only where the machine, and they with it, never goes down.
    var hasSlowWriters = true

    struct Act {
        var at: Int64
        var words: String
        var act: @Sendable (SimulatedFileSystem) -> Void
    }

    static let inboxes = [
        Inbox(name: "inbox", folder: Spool.inbox, trust: .exports),
        Inbox(name: "mail", folder: Spool.mailNew, trust: .none, isMaildir: true), .decisions,
    ]

    static func productOrder(_ number: Int) -> ProductOrderID {
        ProductOrderID(trusted: "20261120\(10_000_000 + number)")
    }
    static func orderID(_ number: Int) -> OrderID { OrderID(trusted: "20261120\(50_000_000 + number)") }

    /// Product order `number`; with a claim of `claimed` pieces when the buyer asked at the store.
    mutating func add(_ number: Int, claimed: Int? = nil, status: ProductOrderStatus = .paid, slow: Int64? = nil) {
        let claim = claimed.map {
            Claim(id: ClaimID(trusted: "77\(number)"), type: .cancel, status: .cancelRequest, quantity: $0)
        }
        let id = Self.productOrder(number)
        orders.append(
            Order(
                orderID: Self.orderID(number), productOrderID: id, status: status, claim: claim,
                productName: "장갑 \(number)", quantity: 2, remainingQuantity: 2, remainingPayment: 26_900 + 10 * number,
                paymentMeans: "신용카드", orderer: Orderer(name: "김민준", phone: "010-1234-5678")))
        if let slow { self.slow[id] = slow }
    }

    // MARK: Texts

    static func json(_ number: Int, intent: String = "cancel", at minute: Int = 0, more: String = "") -> String {
        """
        {"schema":"cancelbox.request/1","intent":"\(intent)","productOrderId":"\(productOrder(number))",\
        "reason":{"code":"INTENT_CHANGED","text":"단순 변심"},"requestedAt":"2026-11-22T10:\(10 + minute):00+09:00",\
        "requester":{"name":"김민준","email":"buyer\(number)@example.kr"}\(more)}
        """
    }

    /// A table with one row that asks for a cancellation.
    static func table(_ number: Int) -> String {
        "상품주문번호,취소사유,구매자명\n\(productOrder(number)),단순변심,김민준\n"
    }

    static func mail(_ number: Int, _ text: String, id: String, minute: Int = 0) -> String {
        """
        From: buyer\(number)@example.kr\r
        To: cancel@shop.example\r
        Subject: cancel\r
        Date: Sun, 22 Nov 2026 10:\(10 + minute):00 +0900\r
        Message-ID: <\(id)@example.kr>\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        주문번호 \(orderID(number)) \(text)\r

        """
    }

    // MARK: Arriving

    mutating func drop(_ text: String, as name: String, in folder: Folder = Spool.inbox, at time: Int64 = 0) {
        let bytes = Array(text.utf8)
        acts.append(Act(at: time, words: "drop \(name)") { $0.drop(bytes, as: FileName(name), in: folder) })
    }

    /// Somebody writes half, pauses with the file open, writes the rest and closes it.
    mutating func writeSlowly(_ text: String, as name: String, at time: Int64, pauses: Int64 = 2_000) {
        let half = text.utf8.count / 2
        let bytes = Array(text.utf8)
        writeInTwo(bytes[..<half], bytes[half...], as: name, at: time, pauses: pauses)
    }

    /// The same, broken off where somebody wants it to be.
    mutating func writeInTwo(
        _ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>, as name: String, at time: Int64,
        pauses: Int64 = 2_000
    ) {
        let (first, second) = (Array(first), Array(second))
        let inode = Inode()
        acts += [
            Act(at: time, words: "begin \(name)") { files in
                files.startWriting(FileName(name), in: Spool.inbox)
                inode.number.withLock { $0 = files.inode(of: FileName(name), in: Spool.inbox) }
                inode.use { files.append(first, to: $0) }
            },
            Act(at: time + pauses, words: "go on with \(name)") { files in
                inode.use { files.append(second, to: $0) }
            },
            Act(at: time + 2 * pauses, words: "finish \(name)") { files in
                inode.use { files.finishWriting($0) }
            },
        ]
    }

    /// A cut-off file, replaced by the whole one before anybody should have read it.
    mutating func dropCutThenWhole(_ text: String, as name: String, at time: Int64) {
        drop(String(text.prefix(text.count / 2)), as: name, at: time)
        drop(text, as: name, at: time + 2_000)
    }

    /// Written under a name of its own, renamed when it is whole.
    mutating func dropByRename(_ text: String, from: String, to name: String, at time: Int64) {
        drop(String(text.prefix(text.count / 2)), as: from, at: time)
        drop(text, as: from, at: time + 5_000)
        acts.append(
            Act(at: time + 5_000, words: "rename \(from) to \(name)") {
                $0.rename(FileName(from), to: FileName(name), in: Spool.inbox)
            })
    }

    private final class Inode: Sendable {
        let number = Mutex<Int?>(nil)

        func use(_ body: (Int) -> Void) {
            if let inode = number.withLock({ $0 }) { body(inode) }
        }
    }
}
