// Orders, requests and cases that the core's tests start from.

import Cancellation

let noon = Instant(seconds: 1_795_402_800)  // 2026-11-23T12:00:00+09:00

func anOrder(
    _ status: ProductOrderStatus = .paid, claim: ClaimStatus? = nil, type: ClaimType = .cancel,
    claimQuantity: Int? = nil,
    quantity: Int = 2, remaining: Int? = nil, id: String = "2026112012345671", claimID: String = "c1",
    phone: String? = "010-1234-5678"
) -> Order {
    let left = remaining ?? quantity
    return Order(
        orderID: OrderID(trusted: "2026112098765431"), productOrderID: ProductOrderID(trusted: id), status: status,
        placeOrderStatus: .confirmed,
        claim: claim.map {
            Claim(
                id: ClaimID(trusted: claimID), type: type, status: $0,
                reason: Reason(code: "INTENT_CHANGED"), quantity: claimQuantity ?? left)
        },
        productName: "겨울 니트 장갑", option: "색상: 네이비", quantity: quantity, remainingQuantity: left,
        remainingPayment: 13_450 * left, paymentMeans: "신용카드", orderer: Orderer(name: "홍길동", phone: phone))
}

func aRequest(
    _ intent: Intent = .cancel, code: String? = "INTENT_CHANGED", quantity: Int? = nil, conditional: Bool = false,
    confidence: Double = 1, email: String? = nil, at: Instant? = nil
) -> Request {
    Request(
        intent: intent, conditional: conditional, orderID: OrderID(trusted: "2026112098765431"),
        productOrderID: ProductOrderID(trusted: "2026112012345671"), cancelQuantity: quantity,
        reason: code.map { Reason(code: $0) }, requestedAt: at, requester: email.map { Requester(email: $0) },
        confidence: confidence)
}

func aProvenance(_ trust: InboxTrust = .none, mail: String? = nil, drop: String = "d1", index: Int = 0) -> Provenance {
    Provenance(
        drop: drop, name: drop, index: index, inboxTrust: trust,
        mail: mail.map { MailThread(messageID: "m@example.kr", replyTo: $0) })
}

/// A case that has heard nothing yet.
func fresh(_ request: Request = aRequest(), _ provenance: Provenance = aProvenance()) -> Case {
    Case(
        id: CaseID(trusted: "2026112012345671-1"),
        key: CaseKey(channel: .smartstore, productOrder: "2026112012345671", claim: "c1"), request: request,
        provenance: provenance, receivedAt: noon)
}

extension Order {
    func with<Value>(_ member: WritableKeyPath<Order, Value>, _ value: Value) -> Order {
        var order = self
        order[keyPath: member] = value
        return order
    }
}

extension Case {
    func hearing(_ event: Event, at now: Instant = noon, policy: Policy = .standard) -> Decision {
        decide(event, at: now, policy: policy)
    }

    /// The same, long enough after noon that no read can be a stale one.
    func hearingLater(_ event: Event, policy: Policy = .standard) -> Decision {
        decide(event, at: noon.adding(seconds: 600), policy: policy)
    }

    /// A case brought into `state` by the events that lead there.
    static func resting(in state: CaseState) -> Case {
        let open = LookUp.found([anOrder(claim: .cancelRequest)])
        let approved = fresh().hearing(.requested(aRequest(), aProvenance(), open)).subject
        let mail = aProvenance(mail: "a@example.kr")
        let asking = fresh(aRequest(), mail).hearing(.requested(aRequest(), mail, .notAsked)).subject
        let noAnswer = Failure(message: "no answer")
        switch state {
        case .received: return fresh()
        case .asking: return asking
        case .reviewing: return fresh().hearing(.requested(aRequest(), aProvenance(), .found([anOrder()]))).subject
        case .held:
            return resting(in: .reviewing).hearing(.heldByPerson(OperatorWord(OperatorName("op"), note: "n"))).subject
        case .approved: return approved
        case .commanding: return approved.hearing(.commandGiven).subject
        case .unknown: return resting(in: .commanding).hearing(.cancelUnanswered(noAnswer)).subject
        case .reflecting: return resting(in: .commanding).hearing(.cancelAccepted).subject
        case .rejected:
            return resting(in: .commanding).hearing(.cancelRefused(Failure(code: "100001", message: "no"))).subject
        case .cancelled:
            return resting(in: .reflecting).hearing(.reread(.found([anOrder(.cancelled, claim: .cancelDone)]))).subject
        case .refused:
            return fresh().hearing(.requested(aRequest(), aProvenance(), .found([anOrder(.delivering)]))).subject
        case .withdrawn:
            return fresh().hearing(.requested(aRequest(.withdraw), aProvenance(), .found([anOrder()]))).subject
        case .expired: return asking.hearing(.fellDue(.expiry)).subject
        }
    }
}

extension Decision {
    var commands: [StoreCommand] {
        effects.compactMap { if case .command(let command) = $0 { command } else { nil } }
    }

    var notices: [Notice] {
        effects.compactMap { if case .send(let notice) = $0 { notice } else { nil } }
    }

    var tasks: [OperatorTask] {
        effects.compactMap { if case .openTask(let task) = $0 { task } else { nil } }
    }
}
