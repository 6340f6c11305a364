// Answers: a mail that refers to one of our questions reaches the case that asked, though it names no order itself.

import Cancellation
import Ports

extension RequestRouter {
    /// Finds the cases that mails without a number of their own answer.
    ///
    /// If the asking case has a product order already, its number is copied into the new request, which is then processed normally. A case
    /// that asked for the order gets the answer itself: the two together are one request.
    func joinAnswers(_ arrivals: inout [Arrival], in work: inout UnitOfWork) throws(LedgerError) {
        let answers = arrivals.indices.filter { arrivals[$0].mayBeAnswer }
        let ids = Set(answers.flatMap { arrivals[$0].answeredCases })
        guard !ids.isEmpty else { return }
        work.load(try ledger.cases(ids.sorted()))
        for index in answers {
            let channel = arrivals[index].channel
            let named = arrivals[index].answeredCases.compactMap { work.cases[$0] }
            guard let answered = named.first(where: { $0.key.channel == channel }) else { continue }
            arrivals[index].join(answered)
        }
    }

    /// Lets the case that asked hear the answer, or the case of the order that the answer names; nil when nobody asked, or no longer.
    func registerAnswer(_ arrival: Arrival, in work: inout UnitOfWork, at now: Instant) -> RequestRecord? {
        guard let id = arrival.answeredCase, let asking = work.cases[id] else { return nil }
        guard asking.asksForOrder else {
            // Another answer of the same batch came first: this one is a further voice.
            work.apply(
                .requested(arrival.request, arrival.provenance, arrival.lookUp), to: id, seeing: arrival.lookUp,
                at: now,
                policy: policy)
            return RequestRecord(index: arrival.index, caseID: id, intent: arrival.request.intent, isDuplicate: true)
        }
        let whole = asking.completed(by: arrival.request)
        if case .order(let order) = whole.match(in: arrival.lookUp),
            !work.cases(channel: arrival.channel, productOrder: order.productOrderID.rawValue).isEmpty
        {
            var elsewhere = arrival
            elsewhere.answeredCase = nil
            elsewhere.request = whole
            let record = register(elsewhere, in: &work, at: now)
            if let other = record.caseID { work.apply(.joined(other), to: id, at: now, policy: policy) }
            return record
        }
        let event = Event.answered(arrival.request, arrival.provenance, arrival.lookUp)
        work.apply(event, to: id, seeing: arrival.lookUp, at: now, policy: policy)
        return RequestRecord(index: arrival.index, caseID: id, intent: arrival.request.intent)
    }
}

extension Arrival {
    fileprivate var answeredCases: [CaseID] { provenance.mail?.answeredCases ?? [] }

    /// A person's mail that was not seen before.
    fileprivate var mayBeAnswer: Bool { earlierCase == nil && !isAutomatic && !answeredCases.isEmpty }

    fileprivate mutating func join(_ answered: Case) {
        if answered.asksForOrder {
            answeredCase = answered.id
            whole = answered.completed(by: request)
        } else if !answered.key.productOrder.isEmpty, request.orderID == nil, request.productOrderID == nil {
            request.productOrderID = ProductOrderID(trusted: answered.key.productOrder)
        }
    }
}
