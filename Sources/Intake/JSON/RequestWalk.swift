// From JSON values to requests: through envelopes and lists down to the objects that are about one product order each.

import Cancellation
import StrictJSON

/// A walk through the values of one drop.
struct RequestWalk {
    private(set) var requests: [Request] = []
    /// Something in the drop is an order, or an answer of the store without any.
    private(set) var isOurs = false
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
        var facts = outer
        try facts.collect(members, in: scope)
        try facts.collectCompletedClaim()
        let count = facts.lists.reduce(0) { $0 + $1.elements.count }
        guard count > 0 else { return try add(facts) }
        let inner = try facts.inherited(byOneOf: count)
        for list in facts.lists {
            for element in list.elements { try read(element, of: list.container, inheriting: inner) }
        }
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
        case .list(let scope): try read(element, in: scope, inheriting: facts)
        case .group, .claim, .completedClaims: break
        }
    }

    /// Adds the request that `facts` make, if they make one.
    private mutating func add(_ facts: RequestFacts) throws(JSONProblem) {
        isOurs = isOurs || facts.namesOrder || facts.isEnvelope
        guard let request = try facts.request(shift: shift) else { return }
        guard requests.count < limits.requests else { throw .tooManyRequests(limit: limits.requests) }
        requests.append(request)
    }
}
