// Cases, drops and effects to be stored: as full as they come, because a forgotten column shows only when it is filled.

import Cancellation
import Ports

enum Sample {
    /// 2026-11-23 at noon in Korea.
    static let noon = Instant(seconds: 1_795_402_800)
    static let owner = "here"

    static func productOrder(_ number: Int) -> String { String(2_026_112_300_000_000 + number) }

    /// The case of product order `number`, open and due in `number` seconds after noon, unless said otherwise.
    static func `case`(
        _ number: Int, claim: String = "local", channel: Channel = .smartstore, state: CaseState = .approved,
        revision: Int = 1, receivedAt: Instant = noon
    ) -> Case {
        let productOrder = ProductOrderID(trusted: productOrder(number))
        let id = CaseID(trusted: "\(channel)-\(productOrder)-\(claim)")
        var subject = Case(
            id: id, key: CaseKey(channel: channel, productOrder: productOrder.rawValue, claim: claim),
            request: request(productOrder), provenance: provenance, receivedAt: receivedAt)
        subject.state = state
        subject.revision = revision
        subject.order = order(productOrder)
        subject.decidedAt = noon
        subject.verdict = Verdict(
            outcome: .approve, rule: "open-claim", because: ["the store shows a claim"], policy: "1")
        subject.refund = Refund(status: .pending, means: "신용카드", amount: 10_000 + number, guide: "3~7영업일")
        subject.evidence = [
            Evidence(drop: sha256, name: "orders.json", index: 0, sources: sources, writerGone: .proved)
        ]
        subject.history = [
            HistoryEntry(
                at: noon, event: "requested:cancel", state: state, note: "a \"note\"\u{0}\n/🧺", by: OperatorName("김운영"))
        ]
        subject.notices = [NoticeRecord(kind: .received, medium: .email, at: noon, file: "\(id)-received.eml")]
        return subject
    }

    static func drop(_ number: DropNumber, state: DropState = .acquired) -> DropRecord {
        DropRecord(number: number, inbox: "exports", name: Array("orders.json".utf8), state: state, acquiredAt: noon)
    }

    static func closedDrop(_ number: DropNumber) -> DropRecord {
        var drop = drop(number, state: .closed)
        drop.disposition = .archive
        drop.place = "archive/2026/11/23/\(number)"
        return drop
    }

    static func approval(of subject: Case, key: String? = nil) -> EffectRecord {
        record(.command(.approveCancel(ProductOrderID(trusted: subject.key.productOrder))), of: subject, key: key)
    }

    static func sellerCancellation(of subject: Case, key: String? = nil) -> EffectRecord {
        let command = StoreCommand.requestCancel(
            ProductOrderID(trusted: subject.key.productOrder), code: "SOLD_OUT", detail: "품절", quantity: 1)
        return record(.command(command), of: subject, key: key)
    }

    static func task(of subject: Case, _ kind: TaskKind = .review, what: String = "확인") -> EffectRecord {
        record(
            .openTask(OperatorTask(caseID: subject.id, kind: kind, at: noon, what: what, because: ["no rule"])),
            of: subject)
    }

    static func event(of subject: Case, _ event: Event? = nil) -> EventRecord {
        EventRecord(
            caseID: subject.id, revision: subject.revision, at: noon,
            event: event ?? .requested(subject.request, subject.provenance, .found(subject.order.map { [$0] } ?? [])),
            state: subject.state, rule: subject.verdict?.rule)
    }

    private static func record(_ effect: Effect, of subject: Case, key: String? = nil) -> EffectRecord {
        EffectRecord(key: key ?? effect.key(of: subject) ?? "none", caseID: subject.id, effect: effect, at: noon)
    }

    private static let sha256 = String(repeating: "0123456789abcdef", count: 4)

    private static let sources = FactSources(part: "1.2", fields: ["orderId": ByteRange(offset: 7, length: 16)])

    private static let provenance = Provenance(
        drop: sha256, name: "orders.json", index: 0, inboxTrust: .exports,
        mail: MailThread(messageID: "<a@example.com>", references: ["<b@example.com>"], replyTo: "sky@example.com"))

    private static func request(_ productOrder: ProductOrderID) -> Request {
        Request(
            intent: .cancel, conditional: true, channel: .smartstore, orderID: OrderID(trusted: "2026112350"),
            productOrderID: productOrder, product: Product(name: "맨투맨", option: "검정/L", quantity: 3),
            cancelQuantity: 2, reason: Reason(code: "INTENT_CHANGED", text: "단순 변심"), requestedAt: noon,
            requester: Requester(name: "김하늘", email: "sky@example.com"), confidence: 0.1 + 0.2, evidence: sources)
    }

    static func order(_ productOrder: ProductOrderID) -> Order {
        Order(
            orderID: OrderID(trusted: "2026112350"), productOrderID: productOrder, status: .paid,
            claim: Claim(id: ClaimID(trusted: "77"), type: .cancel, status: .cancelRequest, quantity: 2),
            productName: "맨투맨", quantity: 3, remainingQuantity: 3, remainingPayment: 30_000,
            orderer: Orderer(name: "김하늘"))
    }
}
