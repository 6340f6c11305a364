// A message to a human: what it is about and what it may say. Wording and formats are the business of `Notices`.

/// What a notice says.
package enum NoticeKind: String, Codable, Sendable, CaseIterable {
    /// Your request arrived; a person or the store still has to act.
    case received
    case missingInformation
    case reminder
    case cancelled
    case partlyCancelled
    /// Already on its way: how to return it.
    case refusedDispatched
    case refused
    case withdrawn
    /// Withdrawn too late: it is cancelled already.
    case withdrawnTooLate
    case delayed
    /// What a person of the shop answers, in his own words.
    case answered
    case followUp
    case feedbackAnswer
}

package enum Medium: String, Codable, Sendable {
    case email
    /// SMS, or LMS when it is longer.
    case sms
}

/// What the customer has to add before anything can be decided.
package enum MissingFact: String, Codable, Sendable, CaseIterable {
    case orderNumber
    /// The number is there, but the store does not know it.
    case knownOrderNumber
    /// The order has several products and the request fits none or more than one.
    case product
    case quantity
}

/// One message. All that a template may say stands here; nothing else is looked up when it is written.
package struct Notice: Hashable, Codable, Sendable {
    package var caseID: CaseID
    package var kind: NoticeKind
    package var medium: Medium
    /// Mail address or telephone number, as found; validated by whoever writes the file.
    package var to: String
    package var at: Instant
    /// The mail that is answered, if any.
    package var thread: MailThread?
    package var orderID: OrderID?
    package var productOrderID: ProductOrderID?
    package var missing: [MissingFact]
    /// Facts of the order; nil when the recipient is not proven to be the buyer.
    package var details: Details?
    /// There are further products in the purchase, and no details say which one this is about.
    package var isOneOfSeveral: Bool?

    /// What a person of the shop, or the rule that refused, tells this reader in so many words; proven to be the buyer or not.
    package var answer: String?

    /// What only the buyer may read. Money in whole won.
    package struct Details: Hashable, Codable, Sendable {
        package var customerName: String?
        package var productName: String
        package var option: String?
        package var quantity: Int
        package var amount: Int?
        package var paymentMeans: String?
        package var refundGuide: String?
        package var reason: String?

        package init(
            customerName: String? = nil, productName: String, option: String? = nil, quantity: Int, amount: Int? = nil,
            paymentMeans: String? = nil, refundGuide: String? = nil, reason: String? = nil
        ) {
            self.customerName = customerName
            self.productName = productName
            self.option = option
            self.quantity = quantity
            self.amount = amount
            self.paymentMeans = paymentMeans
            self.refundGuide = refundGuide
            self.reason = reason
        }
    }

    package init(
        caseID: CaseID, kind: NoticeKind, medium: Medium, to: String, at: Instant, thread: MailThread? = nil,
        orderID: OrderID? = nil, productOrderID: ProductOrderID? = nil, missing: [MissingFact] = [],
        details: Details? = nil, isOneOfSeveral: Bool? = nil, answer: String? = nil
    ) {
        self.answer = answer
        self.isOneOfSeveral = isOneOfSeveral
        self.caseID = caseID
        self.kind = kind
        self.medium = medium
        self.to = to
        self.at = at
        self.thread = thread
        self.orderID = orderID
        self.productOrderID = productOrderID
        self.missing = missing
        self.details = details
    }

    /// Name of its file in the outbox, the same however often it is written: at most one notice of a kind and medium per case.
    package var fileName: String {
        "\(caseID)-\(kind.rawValue)." + (medium == .email ? "eml" : "json")
    }
}

/// What a person has to do for a case.
package enum TaskKind: String, Codable, Sendable, CaseIterable {
    /// Decide: everything is prepared, but no rule may.
    case review
    /// A return or exchange, to be handled in the store's own centre.
    case returnOrExchange
    /// The store refused, or does not answer.
    case storeTrouble
    /// The buyer withdrew by mail, while the store still shows the claim.
    case openClaimWithdrawn
    /// More would go back in an hour than the policy allows: look, then release.
    case moneyLimit
    /// The case cannot go on by itself: what was decided does not fit what the ledger holds.
    case stuck
}

/// A task file in the outbox.
package struct OperatorTask: Hashable, Codable, Sendable {
    package var caseID: CaseID
    package var kind: TaskKind
    package var at: Instant
    /// What to do, in Korean.
    package var what: String
    /// Why no rule could do it.
    package var because: [String]
    /// Of a task that came after a person had spoken on the case, or after another one of its kind: the revision of the case then.
    package var revision: Int?
    /// The customer's own words, where he wrote a mail, and the name of the file that they came in.
    package var words: String?
    package var dropName: String?

    package init(
        caseID: CaseID, kind: TaskKind, at: Instant, what: String, because: [String], revision: Int? = nil,
        words: String? = nil, dropName: String? = nil
    ) {
        self.words = words
        self.dropName = dropName
        self.caseID = caseID
        self.kind = kind
        self.at = at
        self.what = what
        self.because = because
        self.revision = revision
    }

    /// Name of its file in the outbox.
    package var fileName: String { "\(caseID)-\(kind.rawValue)" + (revision.map { "-\($0)" } ?? "") + ".json" }
}
