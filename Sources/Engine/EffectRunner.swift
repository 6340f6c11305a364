// The one interpreter of effects that speak to the store. It asks and tells; what the answers mean is decided elsewhere.

import Cancellation
import Ports

/// Runs rereads and commands until no decision asks for more.
struct EffectRunner {
    let store: any Store
    let policy: Policy
    /// More rounds than this over one batch means that a decision runs in circles; what is left waits for its due time.
    private static let maximumRounds = 16

    /// Brings every case of `work` to rest. `commit` is called with what must be durable before a command is given.
    func run(
        _ work: inout UnitOfWork, at now: Instant, commit: (LedgerBatch) throws(EngineError) -> Void
    ) throws(EngineError) {
        for _ in 0..<Self.maximumRounds {
            reread(&work, at: now)
            let commands = work.takeCommands(at: now, policy: policy)
            if commands.isEmpty, work.rereads.isEmpty { break }
            guard !commands.isEmpty else { continue }
            // The intent and its key are in the ledger before money moves.
            try commit(work.drain(isLast: false))
            let outcomes = store.perform(commands.map(\.command))
            for ((id, _), outcome) in zip(commands, outcomes) {
                work.apply(outcome.event, to: id, at: now, policy: policy)
            }
        }
    }

    private func reread(_ work: inout UnitOfWork, at now: Instant) {
        let ids = work.takeRereads()
        guard !ids.isEmpty else { return }
        let queries = Set(ids.flatMap { work.cases[$0]?.queries ?? [] })
        let answers = queries.isEmpty ? [:] : store.lookUp(Array(queries))
        for id in ids {
            guard let subject = work.cases[id] else { continue }
            // A case without an order has nothing to ask the store, and goes on all the same.
            work.apply(.reread(subject.bestAnswer(among: answers)), to: id, at: now, policy: policy)
        }
    }
}

extension Case {
    /// What to ask the store about this case.
    var queries: [OrderQuery] {
        if let order { return [.productOrder(order.productOrderID)] }
        return request.queries
    }

    func bestAnswer(among answers: [OrderQuery: LookUp]) -> LookUp {
        if let order { return answers[.productOrder(order.productOrderID)] ?? .missing }
        return request.bestAnswer(among: answers)
    }
}

extension CommandOutcome {
    fileprivate var event: Event {
        switch self {
        case .accepted: .cancelAccepted
        case .conflict(let failure): .cancelConflicted(failure)
        case .rejected(let failure): .cancelRefused(failure)
        case .deferred(let failure): .cancelDeferred(failure)
        case .unknown(let failure): .cancelUnanswered(failure)
        }
    }
}
