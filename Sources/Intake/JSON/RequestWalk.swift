// From JSON values to requests: through envelopes and lists down to the objects that are about one product order each.

import Cancellation
import StrictJSON

/// A walk through the values of one drop.
struct RequestWalk {
    private(set) var requests: [Request] = []
    /// Something in the drop is an order, or an answer of the store without any.
    private(set) var isOurs = false
    /// An order that asks for nothing we understand stands beside a word for cancelling.
    private(set) var isUnclear = false
    private(set) var namesOrders = false
    /// Some object says `code` and `message`, and is no order.
    private(set) var isStoreError = false
    private let limits: Limits
    private let names: FieldNames
    private let shift: Int

    init(limits: Limits, names: FieldNames, shift: Int) {
        self.limits = limits
        self.names = names
        self.shift = shift
    }

    /// Adds what one top-level value asks for.
    mutating func read(_ node: JSONNode) throws(JSONProblem) {
        try read(node, in: .request, inheriting: RequestFacts(maximumText: limits.reasonText, names: names))
    }

    private mutating func read(
        _ node: JSONNode, in scope: Scope, inheriting outer: RequestFacts
    ) throws(JSONProblem) {
        if let elements = node.array {
            isOurs = isOurs || elements.isEmpty
            for element in elements { try read(element, in: scope, inheriting: outer) }
            return
        }
        guard let members = node.members else { return }
        if node["code"] != nil, node["message"]?.string != nil { isStoreError = true }
        var facts = outer
        try facts.collect(members, in: scope)
        try facts.collectCompletedClaim()
        let count = facts.lists.reduce(0) { $0 + $1.elements.count }
        guard count > 0 else {
            let before = requests.count
            try add(facts)
            if requests.count == before, facts.namesOrder, !facts.isFactOfStore, speaksOfCancelling(members, depth: 2) {
                isUnclear = true
            }
            return
        }
        let inner = try facts.inherited(byOneOf: count)
        for list in facts.lists {
            for element in list.elements { try read(element, of: list.container, inheriting: inner) }
        }
    }

    /// A name or a text among the members has a word for cancelling, and something stands there.
    private func speaksOfCancelling(_ members: JSONMembers, depth: Int) -> Bool {
        members.contains { member in
            // A field that we know has been read: its name says nothing more.
            let isKnown = names.meaning(of: member.key, in: .request).field != nil
            switch member.node.kind {
            case .null: return false
            case .object:
                guard let inner = member.node.members else { return false }
                return isCancelWord(member.key) && inner.contains { _ in true }
                    || depth > 0 && speaksOfCancelling(inner, depth: depth - 1)
            case .array: return isCancelWord(member.key) && member.node.array?.isEmpty == false
            case .string, .number, .bool:
                let text = member.node.string ?? member.node.number ?? (member.node.bool == true ? "true" : "false")
                if member.node.string != nil, text.utf8.count < 2_000, isCancelWord(text) { return true }
                return !isKnown && isCancelWord(member.key) && !saysNo(text)
            }
        }
    }

    /// `F`, `no`, `0`, `0.00`: what programs write where nothing is.
    private func saysNo(_ text: String) -> Bool {
        let text = text.lowercased()
        return isNothing(text) || ["f", "n", "no", "false", "아니오"].contains(text)
            || text.allSatisfy { "0.,-: ".contains($0) }
    }

    private mutating func read(
        _ element: JSONNode, of list: Container, inheriting inner: RequestFacts
    ) throws(JSONProblem) {
        var facts = inner
        switch list {
        case .numbers(let field):
            try facts.add(element, as: field, in: .request)
            try add(facts)
        case .requestList:
            facts.isRequest = true
            try read(element, in: .request, inheriting: facts)
        case .list(.request): try read(element, in: .request, inheriting: facts.withoutSigns)
        case .list(.order) where element.isBareNumber:
            try facts.add(element, as: .orderID, in: .request)
            try add(facts)
        case .list(let scope): try read(element, in: scope, inheriting: facts)
        case .group, .claim, .completedClaims: break
        }
    }

    /// Adds the request that `facts` make, if they make one.
    private mutating func add(_ facts: RequestFacts) throws(JSONProblem) {
        namesOrders = namesOrders || facts.namesOrder
        isOurs = isOurs || facts.namesOrder || facts.isEnvelope
        guard let request = try facts.request(shift: shift) else { return }
        guard requests.count < limits.requests else { throw .tooManyRequests(limit: limits.requests) }
        requests.append(request)
    }
}

extension JSONNode {
    /// A number of an order where an object could stand: `"orders": ["2026112012345671"]`.
    fileprivate var isBareNumber: Bool {
        (string ?? number).map { $0.utf8.count >= 10 && $0.utf8.allSatisfy { (48...57).contains($0) } } ?? false
    }
}

/// Whether `text`, a name or a value, has a word for cancelling that may be a wish. That something could be cancelled, and at what price, is
/// none.
func isCancelWord(_ text: String) -> Bool {
    let text = text.lowercased()
    guard text.contains("취소") || text.contains("cancel") else { return false }
    return !["able", "policy", "fee", "deadline", "limit", "url", "가능", "불가", "수수료", "규정"].contains(
        where: text.contains)
}
