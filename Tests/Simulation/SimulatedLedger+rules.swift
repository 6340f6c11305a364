// What a batch may not be: the constraints of the ledger's schema, in the order in which it checks them.

import Cancellation
import Ports

extension SimulatedLedger.Tables {
    mutating func store(_ batch: LedgerBatch) throws(LedgerError) {
        if let version = batch.moneyVersion {
            guard version == moneyVersion else { throw .moneyMoved }
            moneyVersion += 1
        }
        for number in batch.reopenedAndClosed { throw .conflict("drop \(number) is opened and closed at once") }
        // Closed cases first: one that closes makes room for another one of its product order.
        for subject in batch.cases where subject.state.isClosed { try store(subject, batch.replaces) }
        for subject in batch.cases where !subject.state.isClosed { try store(subject, batch.replaces) }
        for drop in batch.drops { try store(drop) }
        for request in batch.requests { try answer(request) }
        for event in batch.events { try store(event) }
        for timer in batch.timersOver { timers[timer] = nil }
        for (id, changes) in batch.timers {
            guard places[id] != nil else { throw .conflict("a timer of an unknown case") }
            if changes.clearsOthers { for kind in TimerKind.allCases { timers[TimerID(id, kind)] = nil } }
            for (kind, due) in changes.due { timers[TimerID(id, kind)] = due }
        }
        for (key, state) in batch.commandsOver where [.queued, .leased].contains(effectStates[key]) {
            effectStates[key] = state
        }
        for effect in batch.effects { try store(effect) }
        for key in batch.done {
            guard effectPlaces[key] != nil else { throw .conflict("no effect has the key \(key)") }
            effectStates[key] = .done
        }
        for number in batch.closed {
            guard var drop = drops[number] else { throw .conflict("no drop has the number \(number)") }
            drop.state = .closed
            try store(drop)
        }
        for number in batch.untaken {
            guard let drop = drops[number] else { continue }
            guard drop.state == .acquired else { throw .conflict("drop \(number) is no longer acquired") }
            drops[number] = nil
        }
    }

    private mutating func store(_ subject: Case, _ replaces: [CaseID: Int]) throws(LedgerError) {
        guard places[subject.id].map({ cases[$0].revision }) == replaces[subject.id] else { throw .stale(subject.id) }
        if let replaced = replaces[subject.id], subject.revision <= replaced {
            throw .conflict("the revision of a case only rises")
        }
        let others = cases.filter { $0.id != subject.id }
        guard !others.contains(where: { $0.key == subject.key }) else { throw .conflict("two cases with one key") }
        let isOpenTwice = others.contains { other in
            !other.state.isClosed && !subject.state.isClosed && other.key.channel == subject.key.channel
                && other.key.productOrder == subject.key.productOrder && !subject.key.productOrder.isEmpty
        }
        guard !isOpenTwice else { throw .conflict("two open cases of one product order") }
        if let place = places[subject.id] {
            cases[place] = subject
        } else {
            places[subject.id] = cases.count
            cases.append(subject)
        }
    }

    private mutating func store(_ drop: DropRecord) throws(LedgerError) {
        guard drop.number > 0 else { throw .conflict("a drop without a number") }
        guard drop.state != .closed || (drop.disposition != nil && drop.place != nil) else {
            throw .conflict("a closed drop without a place")
        }
        for id in drop.requests.compactMap(\.caseID) where places[id] == nil {
            throw .conflict("a request of an unknown case")
        }
        drops[drop.number] = drop
        highestDrop = max(highestDrop, drop.number)
    }

    private mutating func answer(_ request: AnsweredRequest) throws(LedgerError) {
        let place = drops[request.drop]?.requests.firstIndex { $0.index == request.record.index && $0.waiting != nil }
        guard let place, var drop = drops[request.drop] else { throw .conflict("a request that does not wait") }
        drop.requests[place] = request.record
        try store(drop)
    }

    private mutating func store(_ event: EventRecord) throws(LedgerError) {
        guard places[event.caseID] != nil else { throw .conflict("an event of an unknown case") }
        // The same event told again, after a commit that nobody heard of.
        if events.contains(event) { return }
        events.append(event)
    }

    private mutating func store(_ effect: EffectRecord) throws(LedgerError) {
        guard places[effect.caseID] != nil else { throw .conflict("an effect of an unknown case") }
        if let place = effectPlaces[effect.key] {
            switch effectStates[effect.key] {
            case .recalled, .dead: break
            case .done where effect.lane == .store: throw .conflict("the command \(effect.key) is done already")
            case _ where effect.lane == .store: break
            default: return
            }
            effects[place] = effect
            effectStates[effect.key] = effect.lease == nil ? .queued : .leased
            return
        }
        if case .command(let command) = effect.effect {
            let isSecond = effects.contains { other in
                guard other.caseID == effect.caseID, case .command(let earlier) = other.effect else { return false }
                return earlier.kind == command.kind
            }
            guard !isSecond else { throw .conflict("money moves once per case and kind") }
        }
        effectPlaces[effect.key] = effects.count
        effectStates[effect.key] = effect.lease == nil ? .queued : .leased
        effects.append(effect)
    }
}
