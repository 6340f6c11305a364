// What one drop, or one row of it, asks for: normalised, judged by nobody yet. What was not said is nil.

/// What the writer wants.
package enum Intent: String, Codable, Sendable, CaseIterable {
    case cancel
    /// Take back an earlier request to cancel: 취소 철회.
    case withdraw
    case `return`, exchange
    /// Another address or option.
    case change
    case question
    /// A word on how we did, or an answer to us.
    case feedback
    /// Nothing for us.
    case none
}

/// A product as somebody named it.
package struct Product: Hashable, Codable, Sendable {
    package var name: String?
    package var option: String?
    /// How many were ordered.
    package var quantity: Int?

    package init(name: String? = nil, option: String? = nil, quantity: Int? = nil) {
        self.name = name
        self.option = option
        self.quantity = quantity
    }
}

/// Who asks, in their own words: nothing here is proven.
package struct Requester: Hashable, Codable, Sendable {
    package var name: String?
    package var email: String?
    package var phone: String?

    package init(name: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }
}

/// Where in a part's bytes a fact was read.
package struct ByteRange: Hashable, Sendable {
    package var offset: Int
    package var length: Int

    package init(offset: Int, length: Int) {
        self.offset = offset
        self.length = length
    }
}

extension ByteRange: Codable {
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        offset = try container.decode(Int.self)
        length = try container.decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(offset)
        try container.encode(length)
    }
}

/// The places one request's facts were read from.
package struct FactSources: Hashable, Codable, Sendable {
    /// Empty for the dropped bytes themselves; for a mail the MIME part (`subject`, `1`, `1.2`, `2:order.json`), whose ranges
    /// count the bytes of its decoded text in UTF-8.
    package var part: String
    /// Field name of the request (`orderId`, `productOrderId`, `reason`, `cancelQuantity`, `intent`, …) → where it stands.
    package var fields: [String: ByteRange]
    /// The same for facts from the cells of a workbook, whose bytes are packed: `취소관리!B7`. Nil when there are none.
    package var cells: [String: String]?

    package init(part: String = "", fields: [String: ByteRange] = [:], cells: [String: String]? = nil) {
        self.part = part
        self.fields = fields
        self.cells = cells
    }
}

extension Request {
    /// A fact of the store that asks for nothing: a claim taken back, a return, an exchange, a state nobody knows. It may tell an open case
    /// something; it never opens one.
    package var isFact: Bool { isClaim == true && intent != .cancel }
}

/// One normalised request. `read` of the same bytes always yields the same requests.
package struct Request: Hashable, Codable, Sendable {
    package var intent: Intent
    /// Said with an "if": 아직 발송 전이면, 교환이 안 되면.
    package var conditional: Bool
    package var channel: Channel?
    package var orderID: OrderID?
    package var productOrderID: ProductOrderID?
    package var product: Product?
    /// How many to cancel; nil means all, or not said.
    package var cancelQuantity: Int?
    package var reason: Reason?
    package var requestedAt: Instant?
    package var requester: Requester?
    /// 0…1: how sure the reader is of `intent` and the numbers. Exports say it outright (1); free text rarely does.
    package var confidence: Double
    package var evidence: FactSources
    /// The store's own claim said this, in a dump or an export: a fact of that moment, not anybody's new wish. Nil: somebody wrote it.
    package var isClaim: Bool?
    /// A part of the mail that could not be opened, where the rest of it names no order: whoever wrote it is not asked for what he gave.
    package var unopened: String?

    package init(
        intent: Intent, conditional: Bool = false, channel: Channel? = nil, orderID: OrderID? = nil,
        productOrderID: ProductOrderID? = nil, product: Product? = nil, cancelQuantity: Int? = nil,
        reason: Reason? = nil, requestedAt: Instant? = nil, requester: Requester? = nil, confidence: Double = 1,
        evidence: FactSources = FactSources(), isClaim: Bool? = nil
    ) {
        self.intent = intent
        self.isClaim = isClaim
        self.conditional = conditional
        self.channel = channel
        self.orderID = orderID
        self.productOrderID = productOrderID
        self.product = product
        self.cancelQuantity = cancelQuantity
        self.reason = reason
        self.requestedAt = requestedAt
        self.requester = requester
        self.confidence = confidence
        self.evidence = evidence
    }
}
