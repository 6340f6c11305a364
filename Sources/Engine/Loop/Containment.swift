// Containment: an input that cannot be carried out is found, put aside with a task, and everything else goes on. The daemon never ends for one case.
//
// What may go wrong: the ledger refuses what was decided (a conflict with its constraints), or deciding ends the process (a trap). Either way
// the engine becomes careful: it takes one input at a time, so that the next failure names its cause.

import Cancellation
import Logging
import Ports

/// One thing that is decided on its own while the engine is careful.
enum Input {
    case drop(ReadDrop)
    case timer(TimerRecord)
    case pending(EffectRecord)
    case unfinished(DropRecord)
    /// What the store has answered, or the next thing for it to do.
    case store
}

extension Pipeline {
    /// Decides on all of it: together, or while the engine is careful one after the other.
    func decideAll(
        _ read: [ReadDrop], due: [TimerRecord] = [], pending: [EffectRecord] = [], unfinished: [DropRecord] = []
    ) throws(EngineError) -> [DropReport] {
        if isCareful {
            let inputs =
                pending.map(Input.pending) + unfinished.map(Input.unfinished) + due.map(Input.timer)
                + read.map(Input.drop)
            var reports: [DropReport] = []
            for input in inputs.isEmpty ? [.store] : inputs { reports += try decideAlone(input) }
            return reports
        }
        try deciding.leave(read.count == 1 ? read[0].record.number : 0, on: files)
        do throws(EngineError) {
            let reports = try decide(read, due: due, pending: pending, unfinished: unfinished)
            try deciding.leave(nil, on: files)
            return reports
        } catch {
            try deciding.leave(nil, on: files)
            guard case .ledger(.conflict(let why)) = error else { throw error }
            isCareful = true
            // Recovery reads everything anew, and then takes it piece by piece.
            throw .refused(why)
        }
    }

    private func decideAlone(_ input: Input) throws(EngineError) -> [DropReport] {
        do throws(EngineError) {
            switch input {
            case .drop(let drop):
                try deciding.leave(drop.record.number, on: files)
                let reports = try decide([drop])
                try deciding.leave(nil, on: files)
                return reports
            case .timer(let timer): return try decide([], due: [timer])
            case .pending(let effect): return try decide([], pending: [effect])
            case .unfinished(let drop): return try decide([], unfinished: [drop])
            case .store: return try decide([])
            }
        } catch {
            try deciding.leave(nil, on: files)
            guard case .ledger(.conflict(let why)) = error else { throw error }
            return try contain(input, why)
        }
    }

    /// Puts `input` aside. What was decided on it is forgotten; nothing of it is in the ledger.
    private func contain(_ input: Input, _ why: String) throws(EngineError) -> [DropReport] {
        flow = nil
        contained.append(why)
        log.error(
            "an input cannot be carried out and is put aside; everything else goes on. See outbox/tasks",
            metadata: ["because": "\(why)", "input": "\(input.words)"])
        var batch = LedgerBatch()
        switch input {
        case .drop(let drop):
            let record = drop.record.notCarriedOut
            batch.drops = [record]
            try commit(batch)
            return try publish([], cases: [:], reports: [DropReport(record, cases: [:])])
        case .timer(let timer):
            batch.timersOver = [TimerID(timer.caseID, timer.kind)]
            return try park(timer.caseID, why, batch)
        case .pending(let effect):
            batch.commandsOver = [effect.key: .dead]
            return try park(effect.caseID, why, batch)
        case .unfinished(let drop):
            batch.closed = [drop.number]
            try commit(batch)
            return []
        // Its cases have timers, and are read again.
        case .store: return []
        }
    }

    /// A person is told of a case that cannot go on.
    private func park(_ id: CaseID, _ why: String, _ batch: LedgerBatch) throws(EngineError) -> [DropReport] {
        let what = "이 건을 자동으로 처리할 수 없습니다. cancelbox show \(id)로 확인하고 스토어 센터에서 처리해 주세요."
        let task = Effect.openTask(OperatorTask(caseID: id, kind: .stuck, at: now, what: what, because: [why]))
        let record = EffectRecord(key: "\(id)/task/\(TaskKind.stuck.rawValue)", caseID: id, effect: task, at: now)
        var batch = batch
        batch.effects = [record]
        try commit(batch)
        return try publish([record], cases: [:], reports: [])
    }
}

extension Input {
    fileprivate var words: String {
        switch self {
        case .drop(let drop): "drop \(drop.record.number)"
        case .timer(let timer): "timer \(timer.kind.rawValue) of \(timer.caseID)"
        case .pending(let effect): "effect \(effect.key)"
        case .unfinished(let drop): "unfinished drop \(drop.number)"
        case .store: "an answer of the store"
        }
    }
}

extension DropRecord {
    static let cannotBeCarriedOut =
        "이 파일의 요청은 원장과 맞지 않아 처리하지 못했습니다. 파일을 보관했으니 스토어 센터에서 주문을 확인하고 직접 처리해 주세요."

    /// Put aside whole, with a task.
    fileprivate var notCarriedOut: DropRecord {
        var record = self
        record.state = .decided
        record.disposition = .quarantine
        record.place = "\(Spool.quarantine.path)/\(keptName(fingerprint: sha256))"
        record.problem = Self.cannotBeCarriedOut
        record.requests = []
        return record
    }

    /// Understood, and refused by the ledger.
    var isNotCarriedOut: Bool { problem == Self.cannotBeCarriedOut }
}

/// The marker of what is being decided: the number of a drop, or 0 for more than one thing. Left by the engine's thread only.
final class DecidingMarker {
    private var file: (any CrashMarker)?

    func leave(_ number: DropNumber?, on files: any FileSystem) throws(EngineError) {
        try EngineError.files { () throws(FileSystemError) in
            if file == nil { file = try files.marker(Spool.deciding, in: Spool.work) }
            try file?.leave(number)
        }
    }

    /// What an earlier process left.
    func left(on files: any FileSystem) throws(EngineError) -> DropNumber? {
        try EngineError.files { () throws(FileSystemError) in
            let file = try files.marker(Spool.deciding, in: Spool.work)
            self.file = file
            return try file.number()
        }
    }
}
