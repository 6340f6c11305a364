// From documents to cases: asks the store about the requests, finds each one's case, and lets the case hear of it.

import Cancellation
import Digest
import Intake
import Ports

/// A drop that was read.
struct ReadDrop: Sendable {
    var acquired: AcquiredDrop
    /// The record of taking it, with what reading it has shown.
    var record: DropRecord
    var document: Document

    var inbox: Inbox { acquired.inbox }

    /// What the inbox lends it. Whatever came as a mail is no export, also where its first line looks like one.
    var trust: InboxTrust {
        let name = record.printableName.lowercased()
        let isMail = inbox.isMaildir || [".eml", ".mbox", ".msg"].contains(where: name.hasSuffix)
        return isMail && inbox.trust == .exports ? .none : inbox.trust
    }
}

extension ReadDrop {
    /// Rows that could not be read stand behind the requests, so that the sum adds up and the receipt says why.
    fileprivate var rejectedRecords: [RequestRecord] {
        guard document.refusal == nil else { return [] }
        let first = document.requests.count
        return document.rejected.flatMap(\.rows).enumerated().map { offset, row in
            RequestRecord(index: first + offset, caseID: nil, intent: .none, problem: row.reason)
        }
    }
}

/// Why a request is left to a person: a customer asks for one or two things, and whoever forges a mail could ask for thousands.
let crowdedMailProblem = "메일 한 통에 요청이 너무 많아 처리하지 않았습니다. 담당자가 메일을 읽고 확인해 주세요."

/// One request on its way to its case.
struct Arrival: Sendable {
    var drop: DropNumber
    var index: Int
    var request: Request
    var provenance: Provenance
    var channel: Channel
    var lookUp: LookUp = .notAsked
    /// The case that the same row of the same bytes went to before, whatever the store shows by now.
    var earlierCase: CaseID?
    /// A case that waits for an order, and was asked about by this mail's sender: see `Answering.swift`.
    var answeredCase: CaseID?
    /// What that case and this answer say together.
    var whole: Request?
    /// Why it is handed back, and what to do.
    var problem: String?

    var key: RequestKey { RequestKey(drop: drop, index: index) }

    init(drop: DropNumber, index: Int, request: Request, provenance: Provenance, channel: Channel) {
        self.drop = drop
        self.index = index
        self.request = request
        self.provenance = provenance
        self.channel = channel
    }

    /// A request that waited in the ledger.
    init(_ waiting: WaitingRequest, key: RequestKey) {
        self.init(
            drop: key.drop, index: key.index, request: waiting.request, provenance: waiting.provenance,
            channel: waiting.channel)
    }
}

/// What the store can be asked at once.
struct StoreView {
    /// What the store shows now, of those that it answers without being waited for.
    var ask: ([OrderQuery]) -> [OrderQuery: LookUp]
    /// Another request waits for one of these orders, and goes first.
    var isWaitedFor: ([OrderQuery]) -> Bool
}

/// Brings requests to their cases. One whose order is not known yet stays a request; it is no case, and holds up nothing else.
struct RequestRouter {
    let ledger: any Ledger
    let policy: Policy
    var operators: [Operator] = []
    /// Those of the configuration. A word that a stranger wrote is none.
    var channels: Set<Channel> = [.smartstore]
    /// The most requests of one mail that proves nothing.
    var requestsPerMail = Int.max
    /// Nobody but the owner of the spool may write to its folder of decisions, now.
    var isPrivate: @Sendable () -> Bool = { true }

    /// Brings every request and decision of `drops` to its case in `work`, in the order of the drops; each drop's record then lists what
    /// became of it.
    /// - Returns: the requests that wait for the store.
    func route(
        _ drops: [ReadDrop], store: StoreView, in work: inout UnitOfWork, at now: Instant
    ) throws(LedgerError) -> [Arrival] {
        var arrivals = drops.flatMap { self.arrivals(of: $0) }
        var decisions = drops.enumerated().flatMap { self.decisions(of: $1, at: $0) }
        try prepare(&arrivals, in: &work)
        lookUp(&arrivals, in: store)
        try stopAtOnce(&arrivals, unless: store.isWaitedFor, in: &work)
        try load(arrivals.filter { !$0.isUnanswered }, into: &work)
        try lookUp(&decisions, in: store, &work)
        var waiting: [Arrival] = []
        var (nextArrival, nextDecision) = (arrivals[...], decisions[...])
        for (position, drop) in drops.enumerated() {
            var record = drop.record
            while let arrival = nextArrival.first, arrival.drop == record.number {
                nextArrival.removeFirst()
                if arrival.isUnanswered {
                    waiting.append(arrival)
                    record.requests.append(arrival.waitingRecord)
                } else {
                    record.requests.append(register(arrival, in: &work, at: now))
                }
            }
            while let decision = nextDecision.first, decision.drop == position {
                nextDecision.removeFirst()
                record.requests.append(carryOut(decision, in: &work, at: now))
            }
            record.requests += drop.rejectedRecords
            work.record(record)
        }
        return waiting
    }

    /// Brings requests to their cases for which the store has answered now.
    func route(
        _ answered: [(arrival: Arrival, lookUp: LookUp)], in work: inout UnitOfWork, at now: Instant
    ) throws(LedgerError) -> [(key: RequestKey, record: RequestRecord)] {
        guard !answered.isEmpty else { return [] }
        var arrivals = answered.map(\.arrival)
        try prepare(&arrivals, in: &work)
        for index in arrivals.indices { arrivals[index].lookUp = answered[index].lookUp }
        try load(arrivals, into: &work)
        return arrivals.map { ($0.key, register($0, in: &work, at: now)) }
    }

    /// An order that a case was waiting for is there: its own case takes the request over, and this one ends.
    /// - Returns: whether it was.
    func takeOver(
        _ id: CaseID, seeing seen: LookUp, in work: inout UnitOfWork, at now: Instant
    ) throws(LedgerError) -> Bool {
        guard let subject = work.cases[id], subject.isSeekingOrder, subject.state != .held,
            case .order = subject.request.match(in: seen)
        else { return false }
        var arrival = Arrival(
            drop: 0, index: subject.provenance.index, request: subject.request, provenance: subject.provenance,
            channel: subject.key.channel)
        arrival.lookUp = seen
        try load([arrival], into: &work)
        guard let other = register(arrival, in: &work, at: now).caseID, other != id else { return false }
        work.apply(.joined(other), to: id, at: now, policy: policy)
        return true
    }

    private func arrivals(of drop: ReadDrop) -> [Arrival] {
        guard drop.document.refusal == nil, let sha256 = drop.record.sha256 else { return [] }
        var ofMail: [String: Int] = [:]
        // With every request, so not of a mail that hands over a table.
        let words = drop.document.requests.count <= requestsPerMail ? drop.document.mail?.words : nil
        return drop.document.requests.enumerated().map { index, request in
            let provenance = Provenance(
                drop: sha256, name: drop.record.printableName, index: index, inboxTrust: drop.trust,
                mail: drop.document.thread(ofRequest: index), writerGone: drop.record.writerGone,
                words: words)
            let channel = request.channel ?? drop.inbox.channel
            var arrival = Arrival(
                drop: drop.record.number, index: index, request: request, provenance: provenance, channel: channel)
            let isKnown = channel == drop.inbox.channel || provenance.isTrusted && channels.contains(channel)
            if !isKnown {
                arrival.problem =
                    "판매 채널 '\(printableWord(channel.rawValue))'은(는) 이 수신함에서 쓰지 않습니다. 채널을 빼거나 설정 inboxes의 channel에 적은 뒤 다시 넣어 주세요."
            }
            if !provenance.isTrusted, let mail = provenance.mail {
                let identity = mail.messageID ?? "\(mail.replyTo ?? "")\n\(mail.subject ?? "")"
                ofMail[identity, default: 0] += 1
                if ofMail[identity, default: 0] > requestsPerMail { arrival.problem = crowdedMailProblem }
            }
            return arrival
        }
    }

    private func prepare(_ arrivals: inout [Arrival], in work: inout UnitOfWork) throws(LedgerError) {
        guard !arrivals.isEmpty else { return }
        try remember(&arrivals)
        try joinAnswers(&arrivals, in: &work)
    }

    /// One round of questions for the whole batch. What the store does not answer at once is open.
    private func lookUp(_ arrivals: inout [Arrival], in store: StoreView) {
        func isAsked(_ arrival: Arrival) -> Bool { !arrival.isIdle && !store.isWaitedFor(arrival.queries) }
        let queries = Set(arrivals.filter(isAsked).flatMap(\.queries))
        let answers = queries.isEmpty ? [:] : store.ask(Array(queries))
        for index in arrivals.indices where !arrivals[index].isIdle {
            let isAsked = isAsked(arrivals[index])
            arrivals[index].lookUp = arrivals[index].queries.bestAnswer(among: isAsked ? answers : [:])
        }
    }

    /// A withdrawal of what is queued needs no answer of the store: the case has the order, and its command is stopped at once.
    private func stopAtOnce(
        _ arrivals: inout [Arrival], unless isWaitedFor: ([OrderQuery]) -> Bool, in work: inout UnitOfWork
    ) throws(LedgerError) {
        for index in arrivals.indices where arrivals[index].isUnanswered && arrivals[index].request.intent == .withdraw
        {
            let arrival = arrivals[index]
            guard let id = arrival.request.productOrderID, !isWaitedFor(arrival.queries) else { continue }
            let cases = try ledger.cases(channel: arrival.channel, productOrders: [id.rawValue])
            guard let open = cases.last(where: { $0.state == .approved }), let order = open.order else { continue }
            arrivals[index].lookUp = .found([order])
        }
    }

    /// The same bytes dropped again are the same requests: their cases are known, and are not to be found anew from an order
    /// that has changed since.
    private func remember(_ arrivals: inout [Arrival]) throws(LedgerError) {
        let fingerprints = Set(arrivals.map(\.provenance.drop))
        let earlier = try ledger.earlierRequests(fingerprints: fingerprints.sorted())
        guard !earlier.isEmpty else { return }
        for index in arrivals.indices {
            let records = earlier[arrivals[index].provenance.drop] ?? []
            let earlierCase = records.first { $0.index == arrivals[index].index }?.caseID
            // A case without an order says nothing of which order is meant: the store may know it by now.
            if earlierCase?.isUnmatched == false { arrivals[index].earlierCase = earlierCase }
        }
    }

    private func load(_ arrivals: [Arrival], into work: inout UnitOfWork) throws(LedgerError) {
        var productOrders: [Channel: Set<String>] = [:]
        var known: Set<CaseID> = []
        for arrival in arrivals {
            if let earlier = arrival.earlierCase {
                known.insert(earlier)
            } else if case .order(let order) = arrival.sought.match(in: arrival.lookUp) {
                // What waited for this order without knowing it ends with it.
                known.insert(Case.match(unmatched: arrival.fingerprint, channel: arrival.channel).0)
                productOrders[arrival.channel, default: []].insert(order.productOrderID.rawValue)
            } else {
                known.insert(Case.match(unmatched: arrival.fingerprint, channel: arrival.channel).0)
            }
        }
        for (channel, ids) in productOrders.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            work.load(try ledger.cases(channel: channel, productOrders: ids.sorted()))
        }
        if !known.isEmpty { work.load(try ledger.cases(known.sorted())) }
    }

    func register(_ arrival: Arrival, in work: inout UnitOfWork, at now: Instant) -> RequestRecord {
        if let problem = arrival.problem {
            return RequestRecord(index: arrival.index, caseID: nil, intent: arrival.request.intent, problem: problem)
        }
        if arrival.request.isFact, !concernsOpenCase(arrival, in: work) {
            return RequestRecord(index: arrival.index, caseID: nil, intent: arrival.request.intent)
        }
        if let record = registerAnswer(arrival, in: &work, at: now) { return record }
        let intent = arrival.request.intent
        // A machine asks for nothing, not even where it quotes what somebody asked: a bounce of our own notice names the
        // order and speaks of cancelling it.
        if arrival.isAutomatic {
            return RequestRecord(index: arrival.index, caseID: nil, intent: intent)
        }
        let (id, isNew) = match(arrival, in: &work, at: now)
        switch work.saying(arrival.request, for: id, from: arrival.drop) {
        case .new: break
        case .same: return RequestRecord(index: arrival.index, caseID: id, intent: intent, isDuplicate: true)
        case .tooMuch:
            let problem = "한 파일에 같은 상품주문의 행이 너무 많습니다. 확인한 뒤 하나로 합쳐 다시 넣어 주세요 (too many rows about one product order)."
            return RequestRecord(index: arrival.index, caseID: nil, intent: intent, problem: problem)
        }
        let before = work.cases[id]?.state
        let event = Event.requested(arrival.request, arrival.provenance, arrival.lookUp)
        work.apply(event, to: id, seeing: arrival.lookUp, at: now, policy: policy)
        let unmatched = Case.match(unmatched: arrival.fingerprint, channel: arrival.channel).0
        if id != unmatched, work.cases[unmatched] != nil {
            work.apply(.joined(id), to: unmatched, at: now, policy: policy)
        }
        let isDuplicate = !isNew && work.cases[id]?.state == before && intent != .withdraw
        let repeatsWithdrawal = !isNew && before == .withdrawn
        return RequestRecord(
            index: arrival.index, caseID: id, intent: intent, isDuplicate: isDuplicate || repeatsWithdrawal)
    }

    /// A fact of the store may tell a case something that is open; it opens none.
    private func concernsOpenCase(_ arrival: Arrival, in work: UnitOfWork) -> Bool {
        if let earlier = arrival.earlierCase { return work.cases[earlier]?.state.isClosed == false }
        guard case .order(let order) = arrival.request.match(in: arrival.lookUp) else { return false }
        return work.cases(channel: arrival.channel, productOrder: order.productOrderID.rawValue)
            .contains { !$0.state.isClosed }
    }

    private func match(_ arrival: Arrival, in work: inout UnitOfWork, at now: Instant) -> (CaseID, isNew: Bool) {
        if let earlier = arrival.earlierCase, work.cases[earlier] != nil { return (earlier, false) }
        let id: CaseID
        let key: CaseKey
        if case .order(let order) = arrival.request.match(in: arrival.lookUp) {
            let known = work.cases(channel: arrival.channel, productOrder: order.productOrderID.rawValue)
            switch Case.match(
                of: arrival.request, from: arrival.provenance, order: order, channel: arrival.channel, among: known)
            {
            case .existing(let existing): return (existing, false)
            case .new(let newID, let newKey): (id, key) = (newID, newKey)
            }
        } else {
            (id, key) = Case.match(unmatched: arrival.fingerprint, channel: arrival.channel)
            if work.cases[id] != nil { return (id, false) }
        }
        var subject = Case(
            id: id, key: key, request: arrival.request, provenance: arrival.provenance, receivedAt: now)
        let earlier = work.cases(channel: arrival.channel, productOrder: key.productOrder)
        subject.mostLeft = key.productOrder.isEmpty ? nil : earlier.compactMap(\.mostLeft).min()
        work.insert(subject)
        return (id, true)
    }
}

extension Arrival {
    /// It asks for nothing that the store is asked about.
    fileprivate var isIdle: Bool { isAutomatic || problem != nil }

    var isAutomatic: Bool { provenance.mail?.isAutomatic == true }

    /// What the store is asked about.
    fileprivate var sought: Request { whole ?? request }

    /// What the store is asked.
    var queries: [OrderQuery] { sought.queries }

    /// The store has not answered yet, and the case is not known from earlier.
    fileprivate var isUnanswered: Bool {
        guard earlierCase == nil, case .unavailable = lookUp else { return false }
        return true
    }

    fileprivate var waitingRecord: RequestRecord {
        RequestRecord(
            index: index, caseID: nil, intent: request.intent,
            waiting: WaitingRequest(request: request, provenance: provenance, channel: channel))
    }

    /// Tells a request without an order from all others, and the same mail or row from itself.
    fileprivate var fingerprint: String {
        let identity = provenance.mail?.messageID ?? provenance.drop
        let digest = sha256(Array("\(channel)\n\(identity)\n\(index)".utf8))
        return String(digest.prefix(12))
    }
}

extension Request {
    /// What to ask the store. A number without a label may be of either kind.
    var queries: [OrderQuery] {
        var queries: [OrderQuery] = []
        if let productOrderID { queries.append(.productOrder(productOrderID)) }
        if let orderID, productOrderID == nil {
            queries.append(.order(orderID))
            queries.append(.productOrder(ProductOrderID(trusted: orderID.rawValue)))
        }
        return queries
    }
}

/// A word from a drop, short and without what a terminal obeys.
private func printableWord(_ text: String) -> String { String(text.prefix(40)) }
