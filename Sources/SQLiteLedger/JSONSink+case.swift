// A case and everything in it as JSON. Each type's members are those that its synthesized `Decodable` reads.

internal import Cancellation
internal import Ports

extension CaseID: JSONWritable {}
extension OrderID: JSONWritable {}
extension ProductOrderID: JSONWritable {}
extension ClaimID: JSONWritable {}
extension Channel: JSONWritable {}
extension CaseState: JSONWritable {}
extension Intent: JSONWritable {}
extension Cause: JSONWritable {}
extension InboxTrust: JSONWritable {}
extension WriterGone: JSONWritable {}
extension ProductOrderStatus: JSONWritable {}
extension PlaceOrderStatus: JSONWritable {}
extension ClaimType: JSONWritable {}
extension ClaimStatus: JSONWritable {}
extension Verdict.Outcome: JSONWritable {}
extension Refund.Status: JSONWritable {}
extension NoticeKind: JSONWritable {}
extension Medium: JSONWritable {}

extension Instant: JSONWritable {
    func write(to sink: JSONSink) { sink.number(milliseconds) }
}

extension Case: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("id", id)
            sink.member("key", key)
            sink.member("state", state)
            sink.member("revision", revision)
            sink.member("request", request)
            sink.member("provenance", provenance)
            sink.member("order", order)
            sink.member("receivedAt", receivedAt)
            sink.member("decidedAt", decidedAt)
            sink.member("cancelledAt", cancelledAt)
            sink.member("verdict", verdict)
            sink.member("refund", refund)
            sink.member("notices", notices)
            sink.member("evidence", evidence)
            sink.member("history", history)
            sink.member("enteredAt", enteredAt)
            sink.member("attempts", attempts)
            sink.member("isWithdrawalAsked", isWithdrawalAsked)
            sink.member("acceptedAt", acceptedAt)
            sink.member("moneyHold", moneyHold)
            if let asked { sink.member("asked", asked) }
            if let givenAt { sink.member("givenAt", givenAt) }
            if let tasks { sink.member("tasks", tasks) }
            if let openTasks { sink.member("openTasks", openTasks) }
            if let doneTasks { sink.member("doneTasks", doneTasks) }
            sink.member("withdrawalWrittenAt", withdrawalWrittenAt)
            sink.member("isOneOfSeveral", isOneOfSeveral)
            sink.member("mostLeft", mostLeft)
        }
    }
}

extension MoneyHold: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("releasedBy", releasedBy)
            sink.member("isReleased", isReleased)
        }
    }
}

extension CaseKey: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("channel", channel)
            sink.member("productOrder", productOrder)
            sink.member("claim", claim)
        }
    }
}

extension Request: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("intent", intent)
            sink.member("conditional", conditional)
            sink.member("channel", channel)
            sink.member("orderID", orderID)
            sink.member("productOrderID", productOrderID)
            sink.member("product", product)
            sink.member("cancelQuantity", cancelQuantity)
            sink.member("reason", reason)
            sink.member("requestedAt", requestedAt)
            sink.member("requester", requester)
            sink.member("confidence", confidence)
            sink.member("evidence", evidence)
            sink.member("isClaim", isClaim)
            sink.member("unopened", unopened)
        }
    }
}

extension Product: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("name", name)
            sink.member("option", option)
            sink.member("quantity", quantity)
        }
    }
}

extension Reason: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("code", code)
            sink.member("cause", cause)
            sink.member("text", text)
        }
    }
}

extension Requester: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("name", name)
            sink.member("email", email)
            sink.member("phone", phone)
        }
    }
}

extension FactSources: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("part", part)
            sink.member("fields", sorted: fields)
            if let cells { sink.member("cells", sorted: cells) }
        }
    }
}

extension ByteRange: JSONWritable {
    func write(to sink: JSONSink) { sink.array([offset, length]) }
}

extension Provenance: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("drop", drop)
            sink.member("name", name)
            sink.member("index", index)
            sink.member("inboxTrust", inboxTrust)
            sink.member("mail", mail)
            sink.member("writerGone", writerGone)
            sink.member("words", words)
        }
    }
}

extension WaitingRequest: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("request", request)
            sink.member("provenance", provenance)
            sink.member("channel", channel)
        }
    }
}

extension MailThread: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("messageID", messageID)
            sink.member("references", references)
            sink.member("replyTo", replyTo)
            sink.member("subject", subject)
            sink.member("isAutomatic", isAutomatic)
        }
    }
}

extension Verdict: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("outcome", outcome)
            sink.member("rule", rule)
            sink.member("because", because)
            sink.member("policy", policy)
            sink.member("say", say)
        }
    }
}

extension Refund: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("status", status)
            sink.member("means", means)
            sink.member("amount", amount)
            sink.member("guide", guide)
        }
    }
}

extension NoticeRecord: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("kind", kind)
            sink.member("medium", medium)
            sink.member("at", at)
            sink.member("file", file)
        }
    }
}

extension Evidence: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("drop", drop)
            sink.member("name", name)
            sink.member("index", index)
            sink.member("sources", sources)
            sink.member("writerGone", writerGone)
        }
    }
}

extension HistoryEntry: JSONWritable {
    func write(to sink: JSONSink) {
        sink.object {
            sink.member("at", at)
            sink.member("event", event)
            sink.member("state", state)
            sink.member("note", note)
            sink.member("by", by)
        }
    }
}
