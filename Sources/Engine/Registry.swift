// From documents to cases: asks the store about the requests, finds each one's case, and lets the case hear of it.

import Cancellation
import Digest
import Intake
import Ports

/// A drop that was read.
struct ReadDrop: Sendable {
    var claimed: ClaimedDrop
    /// The claim's record, with what reading it has shown.
    var record: DropRecord
    var document: Document

    var inbox: Inbox { claimed.inbox }
}

extension ReadDrop {
    /// Rows that could not be read stand behind the requests, so that the sum adds up and the receipt says why.
    mutating func recordRejected() {
        guard document.refusal == nil else { return }
        let first = document.requests.count
        for (offset, row) in document.rejected.flatMap(\.rows).enumerated() {
            let record = RequestRecord(index: first + offset, caseID: nil, intent: .none, problem: row.reason)
            self.record.requests.append(record)
        }
    }
}

/// One request on its way to its case.
struct Arrival {
    var drop: Int
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
}

/// Brings the requests of a batch to their cases.
struct Registry {
    let store: any Store
    let ledger: any Ledger
    let policy: Policy
    var operators: [Operator] = []

    /// Applies every request and decision of `drops` to its case in `work`; each drop's record then lists what became of it.
    /// - Returns: the places of drops with a request whose order the store could not be asked about. Nothing of them was
    ///   applied: which case a request belongs to is not known before its order is.
    func register(
        _ drops: inout [ReadDrop], in work: inout UnitOfWork, at now: Instant
    ) throws(LedgerError) -> Set<Int> {
        var arrivals: [Arrival] = []
        for (index, drop) in drops.enumerated() { arrivals += self.arrivals(of: drop, at: index) }
        try remember(&arrivals)
        try joinAnswers(&arrivals, in: &work)
        lookUp(&arrivals)
        var deferred = Set(arrivals.filter(\.isUnanswered).map(\.drop))
        arrivals.removeAll { deferred.contains($0.drop) }
        try load(arrivals, into: &work)
        var decrees: [Decree] = []
        for (index, drop) in drops.enumerated() { decrees += self.decrees(of: drop, at: index) }
        try lookUp(&decrees, in: &work)
        deferred.formUnion(decrees.filter(\.isUnanswered).map(\.drop))
        decrees.removeAll { deferred.contains($0.drop) }
        register(arrivals[...], decrees[...], of: &drops, in: &work, at: now)
        for index in drops.indices where !deferred.contains(index) { drops[index].recordRejected() }
        return deferred
    }

    /// In the order of the drops, whatever they hold.
    private func register(
        _ arrivals: ArraySlice<Arrival>, _ decrees: ArraySlice<Decree>, of drops: inout [ReadDrop],
        in work: inout UnitOfWork, at now: Instant
    ) {
        var (arrivals, decrees) = (arrivals, decrees)
        for index in drops.indices {
            while let arrival = arrivals.first, arrival.drop == index {
                drops[index].record.requests.append(register(arrivals.removeFirst(), in: &work, at: now))
            }
            while let decree = decrees.first, decree.drop == index {
                drops[index].record.requests.append(carryOut(decrees.removeFirst(), in: &work, at: now))
            }
        }
    }

    private func arrivals(of drop: ReadDrop, at position: Int) -> [Arrival] {
        guard drop.document.refusal == nil, let sha256 = drop.record.sha256 else { return [] }
        return drop.document.requests.enumerated().map { index, request in
            let provenance = Provenance(
                drop: sha256, name: drop.record.printableName, index: index, inboxTrust: drop.inbox.trust,
                mail: drop.document.thread(ofRequest: index), writerGone: drop.record.writerGone)
            return Arrival(
                drop: position, index: index, request: request, provenance: provenance,
                channel: request.channel ?? drop.inbox.channel)
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
            arrivals[index].earlierCase = records.first { $0.index == arrivals[index].index }?.caseID
        }
    }

    /// One round of questions to the store for the whole batch.
    private func lookUp(_ arrivals: inout [Arrival]) {
        let queries = Set(arrivals.filter { !$0.isAutomatic }.flatMap { $0.sought.queries })
        guard !queries.isEmpty else { return }
        let answers = store.lookUp(Array(queries))
        for index in arrivals.indices where !arrivals[index].isAutomatic {
            arrivals[index].lookUp = arrivals[index].sought.bestAnswer(among: answers)
        }
    }

    private func load(_ arrivals: [Arrival], into work: inout UnitOfWork) throws(LedgerError) {
        var productOrders: [Channel: Set<String>] = [:]
        var known: Set<CaseID> = []
        for arrival in arrivals {
            if let earlier = arrival.earlierCase {
                known.insert(earlier)
            } else if case .order(let order) = arrival.sought.subject(in: arrival.lookUp) {
                productOrders[arrival.channel, default: []].insert(order.productOrderID.rawValue)
            } else {
                known.insert(Case.home(ofUnmatched: arrival.fingerprint, channel: arrival.channel).0)
            }
        }
        for (channel, ids) in productOrders.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            work.load(try ledger.cases(channel: channel, productOrders: ids.sorted()))
        }
        if !known.isEmpty { work.load(try ledger.cases(known.sorted())) }
    }

    func register(_ arrival: Arrival, in work: inout UnitOfWork, at now: Instant) -> RequestRecord {
        if let record = registerAnswer(arrival, in: &work, at: now) { return record }
        let intent = arrival.request.intent
        // A machine asks for nothing, not even where it quotes what somebody asked: a bounce of our own notice names the
        // order and speaks of cancelling it.
        if arrival.isAutomatic {
            return RequestRecord(index: arrival.index, caseID: nil, intent: intent)
        }
        let (id, isNew) = home(of: arrival, in: &work, at: now)
        let before = work.cases[id]?.state
        let event = Event.requested(arrival.request, arrival.provenance, arrival.lookUp)
        work.apply(event, to: id, at: now, policy: policy)
        let isDuplicate = !isNew && work.cases[id]?.state == before && intent != .withdraw
        let repeatsWithdrawal = !isNew && before == .withdrawn
        return RequestRecord(
            index: arrival.index, caseID: id, intent: intent, isDuplicate: isDuplicate || repeatsWithdrawal)
    }

    private func home(of arrival: Arrival, in work: inout UnitOfWork, at now: Instant) -> (CaseID, isNew: Bool) {
        if let earlier = arrival.earlierCase, work.cases[earlier] != nil { return (earlier, false) }
        let id: CaseID
        let key: CaseKey
        if case .order(let order) = arrival.request.subject(in: arrival.lookUp) {
            let known = work.cases(channel: arrival.channel, productOrder: order.productOrderID.rawValue)
            switch Case.home(of: arrival.request, order: order, channel: arrival.channel, among: known) {
            case .existing(let existing): return (existing, false)
            case .new(let newID, let newKey): (id, key) = (newID, newKey)
            }
        } else {
            (id, key) = Case.home(ofUnmatched: arrival.fingerprint, channel: arrival.channel)
            if work.cases[id] != nil { return (id, false) }
        }
        work.insert(
            Case(id: id, key: key, request: arrival.request, provenance: arrival.provenance, receivedAt: now))
        return (id, true)
    }
}

extension Arrival {
    var isAutomatic: Bool { provenance.mail?.isAutomatic == true }

    /// What the store is asked about.
    fileprivate var sought: Request { whole ?? request }

    /// The store gave no answer, and the case is not known from earlier.
    fileprivate var isUnanswered: Bool {
        guard earlierCase == nil, case .unavailable = lookUp else { return false }
        return true
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

    /// The answer that found something, else one that leaves it open, else the first one.
    func bestAnswer(among answers: [OrderQuery: LookUp]) -> LookUp {
        let own = queries.compactMap { answers[$0] }
        let found = own.first { if case .found = $0 { true } else { false } }
        // "Not there" from one question proves nothing while another one is unanswered.
        let unavailable = own.first { if case .unavailable = $0 { true } else { false } }
        return found ?? unavailable ?? own.first ?? .notAsked
    }
}
