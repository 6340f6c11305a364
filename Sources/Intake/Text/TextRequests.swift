// Subject and body of a mail → requests. Joins what the readers of numbers, wishes, labels, quantities and reasons found.

internal import Cancellation

/// What a mail in free words asks for: one request for every order it names, at least one. Pure; what was not said is nil.
/// `requester` is who the mail claims to be from; labels in the text go before it.
func requests(
    inSubject subject: String?, body: String?, date: Instant?, from requester: Requester? = nil,
    limits: Limits = Limits(), lexicon: Lexicon = .usual
) -> [Request] {
    WrittenMail(subject: subject, body: body, sender: requester?.email, limits: limits, lexicon: lexicon)
        .requests(date: date, from: requester)
}

/// The parts of a line that speak freely: before its labels, and behind the label of an order number.
private func unlabelled(_ line: Range<Int>, _ labels: [LabelledValue]) -> [Range<Int>] {
    guard let first = labels.first else { return [line] }
    return [line.lowerBound..<first.start] + labels.filter { [.order, .productOrder].contains($0.label) }.map(\.value)
}

/// One mail, read.
struct WrittenMail {
    let heading: Subject
    let body: LiveText
    let limits: Limits
    let lexicon: Lexicon
    let labels: [LabelledValue]
    let bodySentences: [Sentence]
    let subjectSentences: [Sentence]
    let bodyNumbers: [OrderNumber]
    let subjectNumbers: [OrderNumber]
    let intent: IntentReading
    /// Sent to many or by a machine: no wish in it is anybody's.
    let isAnnounced: Bool

    init(heading: Subject, body: String, sender: String?, limits: Limits, lexicon: Lexicon) {
        self.heading = heading
        self.lexicon = lexicon
        self.limits = limits
        let live = LiveText(FoldedText(body, limit: limits.mailText), isReply: heading.isReply, lexicon: lexicon)
        self.body = live
        let byLine = live.lines.map { labelledValues(in: live.text, line: $0, lexicon) }
        labels = byLine.flatMap { $0 }
        bodySentences = sentences(in: live.text, lines: zip(live.lines, byLine).flatMap(unlabelled))
        subjectSentences = sentences(in: heading.text, lines: [heading.own], isTitle: true)
        bodyNumbers = orderNumbers(in: live.text, lines: live.lines, lexicon)
        subjectNumbers = orderNumbers(in: heading.text, lines: [heading.own], lexicon)
        isAnnounced = isAnnouncement(heading, body: live, sender: sender, lexicon)
        guard !isAnnounced else {
            intent = IntentReading(intent: .none, confidence: 0.7)
            return
        }
        let read = WrittenMail.intent(heading, subjectSentences, bodySentences, lexicon)
        let isForm = labels.contains { [.cancelReason, .cancelQuantity].contains($0.label) && !$0.value.isEmpty }
        // A form with 취소사유 filled in asks for a cancellation, if nothing else is asked for.
        intent = isForm && !read.isDecisive ? IntentReading(intent: .cancel, confidence: 0.75) : read
    }

    /// The body decides; the subject of a first mail speaks before it, that of a reply only where the body says nothing.
    private static func intent(
        _ heading: Subject, _ subject: [Sentence], _ body: [Sentence], _ lexicon: Lexicon
    ) -> IntentReading {
        let own = Intake.intent(of: body, isReply: heading.isReply, lexicon)
        var title = Intake.intent(of: subject, isReply: false, lexicon)
        if title.intent == .cancel, heading.isTagged { title.confidence = max(title.confidence, 0.95) }
        if heading.isReply {
            guard own.intent == .none, title.isDecisive else { return own }
            return IntentReading(intent: title.intent, confidence: 0.45)
        }
        guard title.isDecisive else { return own }
        guard own.isDecisive else {
            // Nothing below speaks against it: [취소요청] says it outright.
            var said = IntentReading(
                intent: title.intent, confidence: title.confidence, isConditional: own.isConditional)
            let asksOfDelivery = own.intent == .question && body.contains { $0.matches(DoubtWords.delivery) }
            said.isDoubtful = title.isDoubtful || title.intent == .cancel && (isContradicted(body) || asksOfDelivery)
            if said.isDoubtful { said.confidence = min(said.confidence, unsure) }
            return said
        }
        guard own.intent == title.intent else {
            var doubtful = own.intent == .cancel ? title : own
            // A wish to cancel under another title, or another wish under 취소: the harmless one, unsurely.
            if own.intent == .cancel, title.intent == .change { doubtful = own }
            doubtful.range = own.intent == doubtful.intent ? own.range : nil
            doubtful.isConditional = own.isConditional || title.isConditional
            doubtful.confidence = min(own.confidence, unsure)
            return doubtful
        }
        var both = own
        both.isConditional = own.isConditional || title.isConditional
        both.confidence = own.isDoubtful ? own.confidence : min(0.98, max(own.confidence, title.confidence) + 0.05)
        return both
    }

    /// The body's references; the subject's where the body has none, or for what only it names in a first mail.
    var references: [OrderReference] {
        var found = Intake.references(bodyNumbers)
        var fromSubject = Intake.references(subjectNumbers)
        if found.isEmpty { return fromSubject }
        fromSubject.removeAll { reference in
            found.contains {
                $0.contains(reference.order?.digits ?? "") || $0.contains(reference.productOrder?.digits ?? "")
            }
        }
        guard !heading.isReply else { return found }
        // 상품주문번호 below, its 주문번호 above.
        if fromSubject.count == 1, let order = fromSubject[0].order, fromSubject[0].productOrder == nil,
            found.allSatisfy({ $0.order == nil })
        {
            for index in found.indices { found[index].order = order }
            return found
        }
        return found + fromSubject
    }
}

extension WrittenMail {
    init(subject: String?, body: String?, sender: String?, limits: Limits, lexicon: Lexicon) {
        let heading = Subject(subject ?? "", limits: limits)
        self.init(heading: heading, body: body ?? "", sender: sender, limits: limits, lexicon: lexicon)
    }

    /// One request for every order the mail names, at least one. `sender` is who the mail claims to be from; labels in the text go before it.
    func requests(date: Instant?, from sender: Requester?) -> [Request] {
        let references = references
        let shared = sharedRequest(date: date, requester: sender)
        guard !references.isEmpty else { return [doubted(shared.withoutNumber, isShared: false)] }
        guard references.count > 1 else {
            return references.map { doubted(request(for: $0, own: nil, shared), isShared: false) }
        }
        // Too many to be read with care; whoever reads the mail refuses it.
        guard references.count <= limits.mailOrders else {
            return references.prefix(limits.mailOrders + 1).map { request(for: $0, own: nil, shared).held }
        }
        let readings = references.map(ownIntent)
        let differs = Set(readings.compactMap { $0.flatMap { $0.isDecisive ? $0.intent : nil } }).count > 1
        return zip(references, readings).map { reference, reading in
            // A question behind one of several numbers is about that order, where the orders have wishes of their own.
            let own = reading.flatMap { $0.isDecisive || differs ? $0 : nil }
            var request = request(for: reference, own: own, shared)
            if differs, isReasonOfAnother(than: reference, shared) { request = request.withoutReason }
            // Some orders have wishes of their own and this one has none: it may be meant or not.
            if differs, own == nil { request.confidence = min(request.confidence, 0.4) }
            request = doubted(request, isShared: own == nil, of: references.count)
            return own == nil && isSetApart(reference) ? request.onlyMentioned : request
        }
    }
}

extension WrittenMail {
    /// What all requests of the mail have in common.
    func sharedRequest(date: Instant?, requester: Requester?) -> SharedRequest {
        var fields: [String: ByteRange] = [:]
        let reason = reason
        var request = Request(
            intent: intent.intent, conditional: intent.isConditional, requestedAt: date,
            requester: self.requester(requester), confidence: intent.confidence)
        if let range = intent.range { fields["intent"] = body.text.bytes(range) }
        if intent.intent.hasReason {
            request.reason = reason?.0
            fields["reason"] = reason?.1.map { body.text.bytes($0) }
            addQuantities(to: &request, &fields)
        }
        addProduct(to: &request, &fields)
        return SharedRequest(request: request, fields: fields, reason: reason?.0, reasonRange: reason?.1)
    }

    private func value(_ label: Label) -> Range<Int>? { labels.first { $0.label == label && !$0.value.isEmpty }?.value }

    private var reason: (Reason, Range<Int>?)? {
        if let value = value(.cancelReason) ?? value(.reason),
            let said = labelledReason(value, of: body.text, limit: limits.reasonText, lexicon)
        {
            return (said, value)
        }
        if let (found, range) = Intake.reason(in: bodySentences, of: body.text, limit: limits.reasonText, lexicon) {
            return (found, range)
        }
        return Intake.reason(in: subjectSentences, of: heading.text, limit: limits.reasonText, lexicon).map {
            ($0.0, nil)
        }
    }

    private func addQuantities(to request: inout Request, _ fields: inout [String: ByteRange]) {
        if let value = value(.cancelQuantity), let count = leadingNumber(value, in: body.text), count > 0 {
            request.cancelQuantity = count
            fields["cancelQuantity"] = body.text.bytes(value)
            return
        }
        let said = quantities(in: bodySentences)
        let read = said.cancelled == nil ? quantities(in: subjectSentences) : said
        guard request.intent == .cancel, let cancelled = read.cancelled else { return }
        request.cancelQuantity = cancelled
        if let ordered = read.ordered { request.product = Product(quantity: ordered) }
        if said.cancelled != nil, let range = said.range { fields["cancelQuantity"] = body.text.bytes(range) }
    }

    private func addProduct(to request: inout Request, _ fields: inout [String: ByteRange]) {
        var product = request.product ?? Product()
        if let value = value(.product) {
            let (name, quantity) = productAndQuantity(value, in: body.text)
            product.name = body.text.words(name)
            product.quantity = quantity ?? product.quantity
            fields["product"] = body.text.bytes(value)
        }
        if let value = value(.option) { product.option = body.text.words(value) }
        if let value = value(.quantity), let count = leadingNumber(value, in: body.text) { product.quantity = count }
        if product != Product() { request.product = product }
    }

    private func requester(_ sender: Requester?) -> Requester? {
        var requester = sender ?? Requester()
        if let value = value(.name) { requester.name = body.text.words(value) }
        if let number = value(.phone).flatMap({ phone(in: body.text, $0) }) ?? onlyMobile { requester.phone = number }
        return requester == Requester() ? nil : requester
    }

    /// A mobile number anywhere in the live text, if there is exactly one.
    private var onlyMobile: String? {
        let numbers = Set(body.lines.flatMap { mobileNumbers(in: body.text, $0) })
        return numbers.count == 1 ? numbers.first : nil
    }

    /// The request for one reference, with what the mail says of it alone.
    func request(for reference: OrderReference, own: IntentReading?, _ shared: SharedRequest) -> Request {
        var request = shared.request
        var fields = shared.fields
        request.orderID = reference.order.flatMap { OrderID(rawValue: $0.digits) }
        request.productOrderID = reference.productOrder.flatMap { ProductOrderID(rawValue: $0.digits) }
        let inBody = { (number: OrderNumber) in bodyNumbers.contains(number) }
        let isFromSubject = ![reference.order, reference.productOrder].compactMap { $0 }.contains(where: inBody)
        if isFromSubject { fields = [:] }
        for (name, number) in [("orderId", reference.order), ("productOrderId", reference.productOrder)] {
            guard let number, isFromSubject || inBody(number) else { continue }
            fields[name] = (isFromSubject ? heading.text : body.text).bytes(number.range)
        }
        request.evidence = FactSources(part: isFromSubject ? "subject" : "text", fields: fields)
        if let own {
            request.intent = own.intent
            request.confidence = min(own.confidence, 0.9)
            request.conditional = own.isConditional
            if let range = own.range { request.evidence.fields["intent"] = body.text.bytes(range) }
            if !own.intent.hasReason {
                request = request.withoutReason.withoutQuantity
            } else if request.reason == nil {
                request.reason = shared.reason
                request.evidence.fields["reason"] = isFromSubject ? nil : shared.reasonRange.map { body.text.bytes($0) }
            }
        }
        return request
    }

    /// A colon stands in front of the number and nothing behind it on its line.
    private func isAnnounced(_ number: Range<Int>) -> Bool {
        let text = body.text.scalars
        let before = text[..<number.lowerBound].last { $0 != " " }
        let behind = text[number.upperBound...].first { $0 != " " }
        return before == ":" && (behind == nil || behind == "\n")
    }

    /// What stands behind the number up to the next, as Korean has it; in an English sentence that puts the verb first
    /// (`cancel …, keep …`), what stands before it.
    private func wordsAbout(_ number: Range<Int>, at index: Int) -> [Sentence] {
        let end = index + 1 < bodyNumbers.count ? bodyNumbers[index + 1].range.lowerBound : body.text.scalars.count
        let previous = index > 0 ? bodyNumbers[index - 1].range.upperBound : 0
        if let sentence = bodySentences.first(where: { $0.range.overlaps(number) }) {
            let first = bodyNumbers.first { $0.range.overlaps(sentence.range) }?.range ?? number
            let opening = sentence.part(in: sentence.range.lowerBound..<first.lowerBound)
            if opening.matches(SituationWords.verbFirst) { return [sentence.part(in: previous..<number.lowerBound)] }
            let title = sentence.part(in: previous..<number.lowerBound)
            if isAnnounced(number), Intake.intent(of: [title], isReply: true, lexicon).isDecisive { return [title] }
        }
        return bodySentences.map { $0.part(in: number.upperBound..<end) }
    }

    /// What stands between the mentions of this reference's numbers and the next number of another, or in front of a number
    /// that a colon announces (`취소할 주문: …`). Nil when that neither decides nor asks anything.
    func ownIntent(of reference: OrderReference) -> IntentReading? {
        var own: [Sentence] = []
        for (index, number) in bodyNumbers.enumerated() where reference.contains(number.digits) {
            own += wordsAbout(number.range, at: index).filter { !$0.scalars.isEmpty }
        }
        guard !own.isEmpty, !isAnnounced else { return nil }
        // "Just send that one" needs no word of cancelling here: the other order has it.
        let reading = Intake.intent(of: own, isReply: true, lexicon)
        let isAsked = reading.intent == .question && reading.confidence >= 0.7
        return reading.isDecisive || isAsked ? reading : nil
    }

    /// Whether the reason stands in a sentence about other orders only.
    func isReasonOfAnother(than reference: OrderReference, _ shared: SharedRequest) -> Bool {
        guard let range = shared.reasonRange else { return false }
        let told = bodySentences.filter { $0.range.overlaps(range) }.map(\.range)
        let numbers = bodyNumbers.filter { number in told.contains { $0.overlaps(number.range) } }
        return !numbers.isEmpty && !numbers.contains { reference.contains($0.digits) }
    }
}

extension WrittenMail {
    /// Whether the words around this reference set it apart from the orders that something is wished for: `… 말고`,
    /// `새로 주문한 …`. A member of a list shares what follows the list.
    func isSetApart(_ reference: OrderReference) -> Bool {
        bodyNumbers.indices.contains { index in
            let number = bodyNumbers[index].range
            guard reference.contains(bodyNumbers[index].digits) else { return false }
            let isLast = index + 1 == bodyNumbers.count
            let start = index > 0 ? bodyNumbers[index - 1].range.upperBound : 0
            let end = isLast ? body.text.scalars.count : bodyNumbers[index + 1].range.lowerBound
            guard isLast || body.text.scalars[number.upperBound..<end].contains(where: isLoud) else { return false }
            return bodySentences.contains { sentence in
                let part = sentence.part(in: start..<end)
                let isNear = sentence.range.overlaps(number) || part.range.lowerBound >= number.upperBound
                return isNear && part.matches(SituationWords.setApart)
            }
        }
    }
}

extension Request {
    /// An order that the mail speaks of without wanting anything of it, as far as can be told.
    fileprivate var onlyMentioned: Request {
        var request = self
        request.intent = .question
        request.confidence = 0.4
        request.conditional = false
        request.evidence.fields["intent"] = nil
        return request.withoutReason.withoutQuantity
    }

    /// Below what any rule acts upon.
    fileprivate var held: Request {
        var request = self
        request.confidence = min(confidence, 0.4)
        return request
    }

    /// What is said of why is about another order.
    fileprivate var withoutReason: Request {
        var request = self
        request.reason = nil
        request.evidence.fields["reason"] = nil
        return request
    }

    /// Never of a cancellation: without a number it takes all pieces.
    fileprivate var withoutQuantity: Request {
        var request = self
        request.cancelQuantity = nil
        request.evidence.fields["cancelQuantity"] = nil
        return request
    }
}

extension Intent {
    /// Goods are given up, for some reason and in some number.
    fileprivate var hasReason: Bool { [.cancel, .return, .exchange].contains(self) }
}

/// The parts of a request that all orders of a mail share.
struct SharedRequest {
    var request: Request
    var fields: [String: ByteRange]
    /// Why something is given up, whatever the mail as a whole wants, and where its body says so.
    var reason: Reason?
    var reasonRange: Range<Int>?

    /// The request of a mail that names no order: less sure, because it may be about anything.
    var withoutNumber: Request {
        var request = request
        if request.intent == .cancel { request.confidence = max(0.1, request.confidence - 0.15) }
        request.evidence = FactSources(part: "text", fields: fields)
        return request
    }
}
