// Evidence: where in the bytes each fact of a request was read.

import Cancellation

extension RequestFacts {
    /// The places of the facts a request was made of, keyed the way `FactSources` names them.
    func places(of intent: Fact, isClaim: Bool, shift: Int) -> FactSources {
        let facts: [(String, Fact?)] = [
            ("intent", intent), ("orderId", self[.orderID]), ("productOrderId", self[.productOrderID]),
            ("cancelQuantity", self[.cancelQuantity] ?? (isClaim ? nil : self[.quantity])),
            ("reason", reasonCode ?? reasonWords), ("reasonText", reasonWords),
            ("requestedAt", self[.cancelRequestedAt] ?? self[.requestedAt]), ("channel", self[.channel]),
            ("product", self[.productName]), ("option", self[.option]), ("quantity", self[.quantity]),
            ("name", self[.name]), ("email", self[.email]), ("phone", self[.phone]),
        ]
        var sources = FactSources(fields: Dictionary(minimumCapacity: facts.count))
        for (name, fact) in facts {
            guard let fact else { continue }
            sources.fields[name] = ByteRange(offset: fact.range.lowerBound + shift, length: fact.range.count)
        }
        return sources
    }
}
