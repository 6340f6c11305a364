// Events and effects as JSON, and the orders they carry. An enum's case is an object of one member, as its synthesized
// `Decodable` reads it: values without a label are `_0`, `_1` and so on.

internal import Cancellation

extension OperatorName: JSONWritable {
    func write(to sink: JSONSink) { sink.object { sink.member("rawValue", rawValue) } }
}

extension OperatorWord: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("by", by)
            sink.member("note", note)
            sink.member("evidence", evidence)
            sink.member("cancelsAnyway", cancelsAnyway)
            sink.member("reason", reason)
            sink.member("tells", tells)
        }
    }
}

extension TimerKind: JSONWritable {}
extension MissingFact: JSONWritable {}
extension TaskKind: JSONWritable {}

extension Event: JSONWritable {
    func write(to sink: JSONSink) {
        switch self {
        case .requested(let request, let provenance, let lookUp):
            sink.tagged("requested") { sink.carried(request, provenance, lookUp) }
        case .answered(let request, let provenance, let lookUp):
            sink.tagged("answered") { sink.carried(request, provenance, lookUp) }
        case .joined(let other): sink.tagged("joined") { sink.member("_0", other) }
        case .overLimit(let why): sink.tagged("overLimit") { sink.member("_0", why) }
        case .commandGiven: sink.tagged("commandGiven")
        case .cancelAccepted: sink.tagged("cancelAccepted")
        case .cancelConflicted(let failure): sink.tagged("cancelConflicted") { sink.member("_0", failure) }
        case .cancelDeferred(let failure): sink.tagged("cancelDeferred") { sink.member("_0", failure) }
        case .cancelRefused(let failure): sink.tagged("cancelRefused") { sink.member("_0", failure) }
        case .cancelUnanswered(let failure): sink.tagged("cancelUnanswered") { sink.member("_0", failure) }
        case .reread(let lookUp): sink.tagged("reread") { sink.member("_0", lookUp) }
        case .fellDue(let timer): sink.tagged("fellDue") { sink.member("_0", timer) }
        case .feedbackReceived(let text): sink.tagged("feedbackReceived") { sink.member("_0", text) }
        case .noticeFailed(let kind, let medium, let why):
            sink.tagged("noticeFailed") {
                sink.member("_0", kind)
                sink.member("_1", medium)
                sink.member("_2", why)
            }
        case .retriedByPerson(let word): sink.tagged("retriedByPerson") { sink.member("_0", word) }
        case .closedByPerson(let word): sink.tagged("closedByPerson") { sink.member("_0", word) }
        case .dismissedByPerson(let word): sink.tagged("dismissedByPerson") { sink.member("_0", word) }
        case .undoneByPerson(let word): sink.tagged("undoneByPerson") { sink.member("_0", word) }
        case .linkedByPerson(let word, let number):
            sink.tagged("linkedByPerson") {
                sink.member("_0", word)
                sink.member("_1", number)
            }
        case .approvedByPerson(let word, let lookUp):
            sink.tagged("approvedByPerson") {
                sink.member("_0", word)
                sink.member("_1", lookUp)
            }
        case .refusedByPerson(let word): sink.tagged("refusedByPerson") { sink.member("_0", word) }
        case .heldByPerson(let word): sink.tagged("heldByPerson") { sink.member("_0", word) }
        case .noted(let word): sink.tagged("noted") { sink.member("_0", word) }
        case .releasedByPerson(let word): sink.tagged("releasedByPerson") { sink.member("_0", word) }
        case .askedByPerson(let word, let missing):
            sink.tagged("askedByPerson") {
                sink.member("_0", word)
                sink.member("_1", missing)
            }
        }
    }
}

extension JSONSink {
    fileprivate func carried(_ request: Request, _ provenance: Provenance, _ lookUp: LookUp) {
        member("_0", request)
        member("_1", provenance)
        member("_2", lookUp)
    }
}

extension LookUp: JSONWritable {
    func write(to sink: JSONSink) {
        switch self {
        case .notAsked: sink.tagged("notAsked")
        case .found(let orders): sink.tagged("found") { sink.member("_0", orders) }
        case .missing: sink.tagged("missing")
        case .unavailable(let failure): sink.tagged("unavailable") { sink.member("_0", failure) }
        }
    }
}

extension Failure: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("code", code)
            sink.member("message", message)
            if let retryAfter { sink.member("retryAfter", retryAfter) }
        }
    }
}

extension Order: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("orderID", orderID)
            sink.member("productOrderID", productOrderID)
            sink.member("status", status)
            sink.member("placeOrderStatus", placeOrderStatus)
            sink.member("claim", claim)
            sink.member("productName", productName)
            sink.member("option", option)
            sink.member("quantity", quantity)
            sink.member("remainingQuantity", remainingQuantity)
            sink.member("remainingPayment", remainingPayment)
            sink.member("paymentMeans", paymentMeans)
            sink.member("paymentSplit", paymentSplit)
            sink.member("orderedAt", orderedAt)
            sink.member("paidAt", paidAt)
            sink.member("dispatchDueAt", dispatchDueAt)
            sink.member("dispatchedAt", dispatchedAt)
            sink.member("orderer", orderer)
            sink.member("isGift", isGift)
            sink.member("isDirectContract", isDirectContract)
            sink.member("deliveryAttribute", deliveryAttribute)
        }
    }
}

extension PaymentSplit: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("general", general)
            sink.member("points", points)
            sink.member("money", money)
            sink.member("accumulation", accumulation)
            sink.member("payLater", payLater)
        }
    }
}

extension Orderer: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("name", name)
            sink.member("phone", phone)
        }
    }
}

extension Claim: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("id", id)
            sink.member("type", type)
            sink.member("status", status)
            sink.member("requestedAt", requestedAt)
            sink.member("reason", reason)
            sink.member("quantity", quantity)
            sink.member("completedAt", completedAt)
            sink.member("refundExpectedAt", refundExpectedAt)
            sink.member("refundStandbyStatus", refundStandbyStatus)
        }
    }
}

extension Effect: JSONWritable {
    func write(to sink: JSONSink) {
        switch self {
        case .command(let command): sink.tagged("command") { sink.member("_0", command) }
        case .reread: sink.tagged("reread")
        case .publishResult: sink.tagged("publishResult")
        case .send(let notice): sink.tagged("send") { sink.member("_0", notice) }
        case .openTask(let task): sink.tagged("openTask") { sink.member("_0", task) }
        }
    }
}

extension StoreCommand: JSONWritable {
    func write(to sink: JSONSink) {
        switch self {
        case .approveCancel(let id): sink.tagged("approveCancel") { sink.member("_0", id) }
        case .requestCancel(let id, let code, let detail, let quantity):
            sink.tagged("requestCancel") {
                sink.member("_0", id)
                sink.member("code", code)
                sink.member("detail", detail)
                sink.member("quantity", quantity)
            }
        }
    }
}

extension Notice: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("caseID", caseID)
            sink.member("kind", kind)
            sink.member("medium", medium)
            sink.member("to", to)
            sink.member("at", at)
            sink.member("thread", thread)
            sink.member("orderID", orderID)
            sink.member("productOrderID", productOrderID)
            sink.member("missing", missing)
            sink.member("details", details)
            sink.member("isOneOfSeveral", isOneOfSeveral)
            sink.member("answer", answer)
        }
    }
}

extension Notice.Details: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("customerName", customerName)
            sink.member("productName", productName)
            sink.member("option", option)
            sink.member("quantity", quantity)
            sink.member("amount", amount)
            sink.member("paymentMeans", paymentMeans)
            sink.member("refundGuide", refundGuide)
            sink.member("reason", reason)
        }
    }
}

extension OperatorTask: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("caseID", caseID)
            sink.member("kind", kind)
            sink.member("at", at)
            sink.member("what", what)
            sink.member("because", because)
            sink.member("revision", revision)
            sink.member("words", words)
            sink.member("dropName", dropName)
        }
    }
}
