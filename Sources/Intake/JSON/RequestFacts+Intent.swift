// What one request's facts ask for. Owns the ranking of action, type, claim and reason; when they differ it is a question.

import Cancellation

/// What the facts ask for, and where they say so.
enum Wish {
    case wants(Intent, Fact)
    /// A claim that asks nothing of us: NAVER's own, or finished while the order lives on.
    case nothing
    case unsaid
}

extension RequestFacts {
    /// Something here is an order's number.
    var namesOrder: Bool { (self[.productOrderID] ?? self[.orderID]) != nil }

    /// What it says of cancelling is a claim's or an order's state that we know: it asks for nothing. A bare 취소 may be a state or a wish.
    var isFactOfStore: Bool {
        if self[.claimStatus].map({ !isNoClaim($0.text) }) ?? false { return true }
        guard let status = self[.orderStatus] else { return false }
        return orderState(status.text) == .ended && !["취소", "주문취소"].contains(normalised(status.text))
    }

    /// The document calls itself a cancellation.
    var isCancelSchema: Bool {
        guard let schema = self[.schema]?.text.lowercased() else { return false }
        return schema.contains("cancel") || schema.contains("취소")
    }

    var wish: Wish {
        if let state = disagreement { return .wants(.question, state) }
        if let word = self[.action] ?? self[.kind], isDone(word.text) { return .nothing }
        if self[.action] == nil, isOrderEnded { return .nothing }
        let claim = claimWish
        if let action = self[.action] { return combined(intent(ofWord: action.text) ?? .question, action, with: claim) }
        if let kind = self[.kind], let wanted = intent(ofWord: kind.text) { return combined(wanted, kind, with: claim) }
        if let event = self[.event], isCancelEvent(event.text) { return combined(.cancel, event, with: claim) }
        guard case .unsaid = claim else { return claim }
        if let reason = self[.returnReason] { return .wants(.return, reason) }
        if let reason = self[.exchangeReason] { return .wants(.exchange, reason) }
        guard let sign = signOfCancelling else { return .unsaid }
        // A type that is no word of ours, or an order whose cancellation was refused, is for a person.
        if let kind = self[.kind] ?? self[.event] { return .wants(.question, kind) }
        if let status = self[.orderStatus], [.refused, .unknown].contains(orderState(status.text)) {
            return .wants(.question, status)
        }
        return .wants(.cancel, sign)
    }

    /// What the document says of cancelling, where it names no action and no claim.
    private var signOfCancelling: Fact? {
        for field in [Field.reason, .reasonCode, .reasonLabel, .reasonText, .cancelQuantity, .cancelRequestedAt] {
            if let fact = self[field], isSign(field), says(fact, field) { return fact }
        }
        return isCancelSchema ? self[.schema] : nil
    }

    /// Not the 0 and the empty dates that programs write where nothing is.
    private func says(_ fact: Fact, _ field: Field) -> Bool {
        switch field {
        case .cancelQuantity: fact.text.contains { $0.isNumber && $0 != "0" }
        case .cancelRequestedAt: time(in: fact.text).map { $0 > Instant(seconds: 0) } ?? false
        default: fact.text != "0"
        }
    }

    /// The order is cancelled, returned or exchanged, and no claim says that anything is left to do.
    private var isOrderEnded: Bool {
        guard self[.claimStatus].map({ isNoClaim($0.text) }) ?? true, let order = self[.orderStatus] else {
            return false
        }
        return orderState(order.text) == .ended
    }

    /// A wish that the store's claim does not contradict.
    private func combined(_ wanted: Intent, _ fact: Fact, with claim: Wish) -> Wish {
        switch claim {
        case .wants(let claimed, _): .wants(claimed == wanted ? wanted : .question, fact)
        case .nothing: .wants(.question, fact)
        case .unsaid: .wants(wanted, fact)
        }
    }

    private var claimWish: Wish {
        guard let status = self[.claimStatus], !isNoClaim(status.text) else {
            if let type = self[.claimType], !isNoClaim(type.text) { return wish(ofClaim: type) }
            guard let order = self[.orderStatus] else { return .unsaid }
            switch orderState(order.text) {
            case .cancelAsked: return .wants(.cancel, order)
            case .withdrawn: return .wants(.withdraw, order)
            case .refused, .ended, .living, .unknown: return .unsaid
            }
        }
        if claimKinds.count > 1 { return .wants(.question, status) }
        // What is done is a fact. (Where only a part was cancelled, cancelling "again" would cancel the rest.)
        if isDone(status.text), !isStoresOwn(status.text) { return .nothing }
        if let type = self[.claimType], let wanted = intent(ofWord: type.text), wanted != .cancel {
            if isOver(status.text) { return .nothing }
            return .wants(wanted, status)
        }
        return wish(ofClaim: status)
    }

    private func wish(ofClaim fact: Fact) -> Wish {
        if isOver(fact.text), !isCancelWord(fact.text) || isDone(fact.text) { return .nothing }
        return isStoresOwn(fact.text) ? .nothing : .wants(intent(ofWord: fact.text) ?? .question, fact)
    }

    /// Done, refused or taken back.
    private func isOver(_ status: String) -> Bool {
        isDone(status) || [.refused, .withdrawn].contains(orderState(status))
    }

    /// CANCEL_REJECT, 취소철회: the buyer took a cancellation back.
    private func isCancelWord(_ status: String) -> Bool {
        let word = normalised(status)
        return !word.contains("반품") && !word.contains("교환") && !word.contains("return") && !word.contains("exchange")
    }
}
