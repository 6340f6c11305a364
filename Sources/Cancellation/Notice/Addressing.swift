// Who is told, by which medium, and how much they may read.

extension Case {
    /// Where an e-mail answer would go: back to the mail's sender, else to the address an export gives.
    var emailAddress: String? {
        if let mail = provenance.mail { return mail.isAutomatic ? nil : mail.replyTo }
        return request.requester?.email
    }

    /// The e-mail address is known to be the buyer's: the seller's own export says so, or the inbox is trusted with mails.
    var emailIsProven: Bool { provenance.isTrusted }
}

extension Case {
    /// The seller wants to cancel, for a reason that no customer has.
    fileprivate var isSellersOwn: Bool {
        provenance.isTrusted && provenance.mail == nil && request.reason?.cause == .outOfStock
    }
}

extension Step {
    /// Tells the customer. A mail address that proves nothing is answered without facts of the order; the facts then go
    /// to the telephone number the store itself has for the buyer.
    /// - Parameter answer: what a person, or the rule, says to the customer in so many words.
    mutating func notify(_ kind: NoticeKind, missing: [MissingFact] = [], answer: String? = nil) {
        // Who only pressed a button at the store has written nothing to us: he hears of money that moves, and of nothing else.
        if subject.request.isClaim == true, ![.cancelled, .partlyCancelled, .delayed, .answered].contains(kind) {
            return
        }
        // What the seller has no stock of was nobody's request.
        if kind == .received, subject.isSellersOwn { return }
        let email = subject.emailAddress
        let isPersonsWord = answer != nil && event.word != nil
        if email != nil, !subject.emailIsProven, !isPersonsWord, mayWriteToUnprovenFrom != nil {
            if let phone = subject.order?.orderer.phone, !phone.contains("*") {
                return send(kind, .sms, to: phone, missing: missing, showsDetails: true, answer: answer)
            }
            // What ends the matter is told all the same, when nothing else reaches the buyer.
            if [.received, .missingInformation, .reminder, .delayed].contains(kind) {
                return record("이 주소로 오늘 이미 안내했고 구매자의 번호를 알 수 없어 보내지 않았습니다(\(kind.rawValue)).")
            }
        }
        if let email {
            send(kind, .email, to: email, missing: missing, showsDetails: subject.emailIsProven, answer: answer)
        }
        let phone = subject.order?.orderer.phone
        let answersOnly = [.received, .missingInformation, .reminder].contains(kind)
        let emailSuffices = email != nil && (subject.emailIsProven || answersOnly)
        // Masked numbers (gift orders) reach nobody.
        if let phone, !phone.contains("*"), !emailSuffices {
            send(kind, .sms, to: phone, missing: missing, showsDetails: true, answer: answer)
        }
    }

    /// Anybody can write an address into a mail: its owner gets one message a day for a case, and one for each answer to us, which shows that
    /// he reads them.
    /// Nil: now.
    var mayWriteToUnprovenFrom: Instant? {
        let day = now.adding(seconds: -86_400)
        let sent = subject.notices.filter { $0.medium == .email && $0.at > day }.map(\.at)
        let answers = subject.history.count { $0.event == "answered" && $0.at > day }
        guard sent.count > answers + (event.isAnswer ? 1 : 0) else { return nil }
        return sent.max()?.adding(seconds: 86_400)
    }

    /// A notice was not written: the case must not say that it was. What could not go by mail goes by text message.
    mutating func noticeFailed(_ kind: NoticeKind, _ medium: Medium, _ why: String) {
        let before = subject.notices.count
        subject.notices.removeAll { $0.kind == kind && $0.medium == medium }
        guard subject.notices.count < before else { return }
        record("알림(\(kind.rawValue), \(medium.rawValue))을 보내지 못했습니다: \(why)")
        let phone = subject.order?.orderer.phone
        guard medium == .email, let phone, !phone.contains("*"),
            !subject.notices.contains(where: { $0.kind == kind && $0.medium == .sms })
        else { return }
        send(
            kind, .sms, to: phone, missing: subject.asked ?? [], showsDetails: true,
            answer: kind == .answered ? subject.verdict?.because.first : nil)
    }

    private mutating func send(
        _ kind: NoticeKind, _ medium: Medium, to address: String, missing: [MissingFact], showsDetails: Bool,
        answer: String?
    ) {
        let notice = Notice(
            caseID: subject.id, kind: kind, medium: medium, to: address, at: now,
            thread: medium == .email ? subject.provenance.mail : nil,
            orderID: subject.request.orderID ?? (showsDetails ? subject.order?.orderID : nil),
            productOrderID: subject.request.productOrderID ?? (showsDetails ? subject.order?.productOrderID : nil),
            missing: missing, details: showsDetails ? subject.details(for: kind) : nil,
            isOneOfSeveral: subject.isOneOfSeveral, answer: answer)
        // At most one notice of a kind and medium per case, ever.
        guard !subject.notices.contains(where: { $0.file == notice.fileName }) else { return }
        subject.notices.append(NoticeRecord(kind: kind, medium: medium, at: now, file: notice.fileName))
        effects.append(.send(notice))
    }
}

extension Case {
    fileprivate func details(for kind: NoticeKind) -> Notice.Details? {
        guard let order else { return nil }
        // A refusal gives the shop's reason, everything else the customer's.
        let reason = kind == .refused ? verdict?.say ?? verdict?.because.first : request.reason?.text
        return Notice.Details(
            customerName: order.orderer.name.flatMap { $0.contains("*") ? nil : $0 }, productName: order.productName,
            option: order.option, quantity: quantity ?? order.remainingQuantity, amount: refund.amount,
            paymentMeans: order.paymentMeans, refundGuide: refund.guide, reason: reason)
    }
}
