// What a template may say about one notice: its facts, cleaned and formatted. Absent stays absent; nothing is made up.

import Cancellation

/// The values of one notice for one medium, by the names of `Vocabulary`.
struct Facts {
    let values: [String: Any]

    /// - Parameters:
    ///   - limit: the longest name, product or reason, in Unicode scalars; a refund guide may be three times as long.
    ///   - carried: what of a value the medium can carry.
    init(_ notice: Notice, from sender: Sender, limit: Int, carried: (String) -> String = { $0 }) {
        func line(_ text: String?, _ limit: Int) -> String? {
            guard let text, let clean = oneLine(text, limit: limit) else { return nil }
            return oneLine(carried(clean), limit: limit)
        }
        let order = line(notice.orderID?.rawValue, 40)
        var values: [String: Any] = [
            "shop": Word(line(sender.shopName, limit) ?? ""),
            "mail": sender.replyTo ?? sender.mailAddress,
            "case": line(notice.caseID.rawValue, 40) ?? "",
            "tag": caseTag(notice.caseID),
            "inThread": notice.thread != nil,
            "missing": !notice.missing.isEmpty,
            "missingOrderNumber": notice.missing.contains(.orderNumber),
            "missingKnownOrderNumber": notice.missing.contains(.knownOrderNumber),
            "missingProduct": notice.missing.contains(.product),
            "missingQuantity": notice.missing.contains(.quantity),
        ]
        values["contact"] = line(sender.contact, limit)
        values["order"] = order.map(Word.init)
        values["orderTail"] = order.map { String($0.suffix(4)) }
        // Without details only the customer's own words are repeated, and this number is one of them.
        if notice.details == nil { values["saidProductOrder"] = line(notice.productOrderID?.rawValue, 40) }
        if let details = notice.details {
            var own: [String: Any] = [
                "product": Word(line(details.productName, limit) ?? "상품"),
                "quantity": "\(details.quantity)개",
            ]
            own["name"] = line(details.customerName, limit).map(Word.init)
            own["option"] = line(details.option, limit).map(Word.init)
            own["amount"] = details.amount.map(won)
            own["means"] = line(details.paymentMeans, limit).map(Word.init)
            own["refundGuide"] = line(details.refundGuide, limit * 3)
            own["reason"] = line(details.reason, limit)
            own["productOrder"] = line(notice.productOrderID?.rawValue, 40)
            values["details"] = own
        }
        self.values = values
    }
}

/// `[취소함 C-1]`: the mark in a subject by which an answer finds its case again.
func caseTag(_ caseID: CaseID) -> String { "[취소함 \(oneLine(caseID.rawValue, limit: 40) ?? "")]" }

/// `26,900원`
func won(_ amount: Int) -> String {
    let digits = Array(String(amount.magnitude))
    var text = amount < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text + "원"
}
