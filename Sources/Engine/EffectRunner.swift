// The one interpreter of effects that speak to the store. It asks and tells; what the answers mean is decided elsewhere.

import Cancellation
import Ports

/// Runs rereads and commands until no decision asks for more.
struct EffectRunner {
    let store: any Store
    let policy: Policy
    /// More rounds than this over one batch means that a decision runs in circles; what is left waits for its due time.
    private static let maximumRounds = 16

    /// Brings every case of `docket` to rest. `commit` is called with what must be durable before a command is given.
    /// - Returns: the keys of commands, resumed ones included, that are over and done with. A command stays pending while
    ///   nobody knows whether it happened.
    func run(
        _ docket: inout Docket, at now: Instant, commit: (LedgerBatch) throws(EngineError) -> Void
    ) throws(EngineError) -> [String] {
        for _ in 0..<Self.maximumRounds {
            reread(&docket, at: now)
            let commands = docket.takeCommands()
            if commands.isEmpty, docket.rereads.isEmpty { break }
            guard !commands.isEmpty else { continue }
            // The intent and its key are in the ledger before money moves.
            try commit(docket.drain())
            let outcomes = store.perform(commands.map(\.1))
            for ((id, _), outcome) in zip(commands, outcomes) {
                docket.apply(outcome.event, to: id, at: now, policy: policy)
            }
        }
        return docket.settledCommands
    }

    private func reread(_ docket: inout Docket, at now: Instant) {
        let ids = docket.takeRereads()
        let queries = Set(ids.flatMap { docket.cases[$0]?.queries ?? [] })
        guard !queries.isEmpty else { return }
        let answers = store.lookUp(Array(queries))
        for id in ids {
            guard let subject = docket.cases[id] else { continue }
            docket.apply(.reread(subject.bestAnswer(among: answers)), to: id, at: now, policy: policy)
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
        case .refused(let failure): .cancelRefused(failure)
        case .unanswered(let failure): .cancelUnanswered(failure)
        }
    }
}
