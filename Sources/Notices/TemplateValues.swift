// What a template may say about one notice: its facts, cleaned and formatted. Absent stays absent; nothing is made up.

import Cancellation

/// One thing a template may write or ask for, by its name in `Vocabulary`.
enum Fact: UInt32, CaseIterable {
    case shop, mail, `case`, tag, contact, order, orderTail, saidProductOrder, answer
    /// What only the buyer may read.
    case product, quantity, name, option, amount, means, refundGuide, reason, productOrder
    /// Only asked for.
    case details, oneOfSeveral, inThread, missing, missingOrderNumber, missingKnownOrderNumber, missingProduct,
        missingQuantity

    var isQuestion: Bool { rawValue >= Fact.details.rawValue }
    var isOfBuyer: Bool { (Fact.product.rawValue...Fact.productOrder.rawValue).contains(rawValue) }
}

/// Which facts there are: all that decides which sections of a template are written.
struct FieldSet: Hashable {
    private var bits: UInt32 = 0

    func contains(_ fact: Fact) -> Bool { bits & 1 << fact.rawValue != 0 }
    mutating func insert(_ fact: Fact) { bits |= 1 << fact.rawValue }
}

/// The values of one notice for one medium.
struct TemplateValues {
    private(set) var outline = FieldSet()
    private var texts = [String](repeating: "", count: Fact.allCases.count)

    /// The text of a fact that is there; empty for any other.
    subscript(fact: Fact) -> String { texts[Int(fact.rawValue)] }

    /// - Parameters:
    ///   - limit: the longest name, product or reason, in Unicode scalars; a refund guide may be three times as long.
    ///   - carried: what of a value the medium can carry.
    init(_ notice: Notice, from sender: Sender, limit: Int, carried: (String) -> String = { $0 }) {
        func line(_ text: String?, _ limit: Int) -> String? {
            guard let text, let clean = oneLine(text, limit: limit) else { return nil }
            return oneLine(carried(clean), limit: limit)
        }
        say(.shop, line(sender.shopName, limit))
        say(.mail, sender.replyTo ?? sender.mailAddress)
        say(.case, line(notice.caseID.reference, 40))
        say(.tag, line(notice.caseID.mark(of: sender.shopName), 100))
        say(.contact, line(sender.contact, limit))
        let order = line(notice.orderID?.rawValue, 40)
        say(.order, order)
        say(.orderTail, order.map { String($0.suffix(4)) })
        // Without details only the customer's own words are repeated, and this number is one of them.
        say(notice.details == nil ? .saidProductOrder : .productOrder, line(notice.productOrderID?.rawValue, 40))
        if let details = notice.details {
            outline.insert(.details)
            say(.product, line(details.productName, limit) ?? "상품")
            say(.quantity, "\(details.quantity)개")
            say(.name, line(details.customerName, limit))
            say(.option, line(details.option, limit))
            say(.amount, details.amount.map(won))
            say(.means, line(details.paymentMeans, limit))
            say(.refundGuide, line(details.refundGuide, limit * 3))
            say(.reason, line(details.reason, limit))
        }
        say(.answer, line(notice.answer, limit * 3))
        if notice.isOneOfSeveral == true { outline.insert(.oneOfSeveral) }
        if notice.thread != nil { outline.insert(.inThread) }
        if !notice.missing.isEmpty { outline.insert(.missing) }
        for fact in notice.missing { outline.insert(Fact(fact)) }
    }

    private mutating func say(_ fact: Fact, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        outline.insert(fact)
        texts[Int(fact.rawValue)] = text
    }
}

extension Fact {
    fileprivate init(_ missing: MissingFact) {
        self =
            switch missing {
            case .orderNumber: .missingOrderNumber
            case .knownOrderNumber: .missingKnownOrderNumber
            case .product: .missingProduct
            case .quantity: .missingQuantity
            }
    }
}

/// `26,900원`
func won(_ amount: Int) -> String {
    let digits = Array(String(amount.magnitude).utf8)
    var text = amount < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
        text.append(digit)
    }
    return String(decoding: text, as: UTF8.self) + "원"
}
