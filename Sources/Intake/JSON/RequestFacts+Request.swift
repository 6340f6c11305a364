// From collected facts to a request of the core.

import Cancellation

extension RequestFacts {
    /// The request these facts make; nil when they describe an order and ask for nothing, or are not about orders at all.
    /// - Parameter shift: added to every byte offset.
    func request(shift: Int) throws(JSONProblem) -> Request? {
        if let schema = self[.schema], schema.text.hasPrefix("cancelbox.request/"), schema.text != "cancelbox.request/1"
        {
            throw .unknownSchema(offset: schema.range.lowerBound)
        }
        guard case .wants(let intent, let said) = wish else {
            if isRequest, case .unsaid = wish, let number = self[.productOrderID] ?? self[.orderID] {
                throw .noAction(offset: number.range.lowerBound)
            }
            return nil
        }
        guard namesOrder || self[.action] != nil || self[.kind] != nil || isCancelSchema || isRequest else {
            return nil
        }
        let quantity = try quantity(.quantity)
        // What a claim is about stands in the claim; the product order's own quantity says nothing of it.
        let isClaim = said == self[.claimStatus] || said == self[.claimType] || said == self[.orderStatus]
        // Two claims, or two states that contradict each other, are a question; a claim alone is a fact of the store.
        let isStoresWord = isClaim && disagreement == nil && claimKinds.count <= 1
        return Request(
            intent: intent, channel: channel, orderID: try identifier(.orderID),
            productOrderID: try identifier(.productOrderID), product: product(quantity: quantity),
            cancelQuantity: try self.quantity(.cancelQuantity) ?? (isClaim ? nil : quantity),
            reason: reason,
            requestedAt: (self[.cancelRequestedAt] ?? self[.requestedAt]).flatMap { time(in: $0.text) },
            requester: requester, evidence: places(of: said, isClaim: isClaim, shift: shift),
            isClaim: isStoresWord ? true : nil)
    }

    /// An order number as the store has it: grouping hyphens and spaces go, a rounded number is refused. A number that cannot be
    /// read must stop the request, because without it the request would be about more than was meant.
    private func identifier<ID: Identifier>(_ field: Field) throws(JSONProblem) -> ID? {
        guard let fact = self[field] else { return nil }
        let compact = fact.text.isDigits ? fact.text : fact.text.filter { $0 != "-" && $0 != " " }
        if compact.isDigits, !(fact.isNumber && compact != fact.text) {
            guard let id = ID(rawValue: compact) else { throw .badNumber(offset: fact.range.lowerBound) }
            return id
        }
        // 2.02611E+15 as a spreadsheet shows it, also inside quotes.
        let isRounded = fact.isNumber || (Double(compact) != nil && compact.contains { $0 == "." || $0 == "+" })
        guard !isRounded else { throw .damagedNumber(offset: fact.range.lowerBound) }
        guard let id = ID(rawValue: fact.text) else { throw .badNumber(offset: fact.range.lowerBound) }
        return id
    }

    /// A whole number from 1: `2`, `"2"`, `"1,000"`, `"2개"`, `2.0`. None of a claim's pieces (0) means that it does not say.
    private func quantity(_ field: Field) throws(JSONProblem) -> Int? {
        guard let fact = self[field] else { return nil }
        var text = fact.text
        if !text.isDigits {
            for ending in ["개", ".0", ".00"] where text.hasSuffix(ending) {
                text = String(text.dropLast(ending.count)).trimmingSpaces
            }
            if text.isGroupedByThousands { text = text.filter { $0 != "," } }
        }
        if text == "0", self[.claimStatus] != nil, !isTable { return nil }
        guard let number = Int(text), (1...1_000_000).contains(number) else {
            throw .badQuantity(offset: fact.range.lowerBound)
        }
        return number
    }

    /// A market we cannot name must not pass for the usual one, where an order of the same number may be somebody else's.
    private var channel: Channel? {
        guard let text = self[.channel].map({ normalised($0.text) }) else { return nil }
        let isUsual =
            text == Channel.smartstore.rawValue
            || text.contains("smartstore") || text.contains("naver") || text.contains("스마트스토어") || text.contains("네이버")
        return isUsual ? .smartstore : Channel(rawValue: text) ?? Channel(trusted: "unknown")
    }

    private func product(quantity: Int?) -> Product? {
        let product = Product(name: self[.productName]?.text, option: self[.option]?.text, quantity: quantity)
        return product == Product() ? nil : product
    }

    private var requester: Requester? {
        let email = self[.email]?.text
        let requester = Requester(
            name: self[.name]?.text, email: email?.contains("@") == true ? email : nil, phone: self[.phone]?.text)
        return requester == Requester() ? nil : requester
    }
}

extension String {
    /// Nothing but ASCII digits.
    fileprivate var isDigits: Bool { utf8.allSatisfy { $0 &- 48 < 10 } }

    /// `1,000`, and not `1,2`.
    fileprivate var isGroupedByThousands: Bool {
        let groups = split(separator: ",", omittingEmptySubsequences: false)
        return (1...3).contains(groups[0].utf8.count) && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }
}
