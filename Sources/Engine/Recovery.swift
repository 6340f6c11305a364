// Recovery: the normal start. Whatever an earlier run left between two steps is taken to its end.

import Cancellation
import Intake
import Logging
import Ports

extension Pipeline {
    /// Makes the folders, then continues from the ledger. Call once, before the first turn.
    package func recover() throws(EngineError) -> Turn {
        (unsynced, confirmed) = (LedgerBatch(), LedgerBatch())
        deferred = []
        try EngineError.files { () throws(FileSystemError) in
            for folder in Spool.all { try files.create(folder) }
            for inbox in settings.inboxes { try files.create(inbox.folder) }
            try clear(Spool.temporary)
        }
        try adoptStrays()
        let open = try EngineError.ledger { () throws(LedgerError) in try ledger.openDrops() }
        let pending = try EngineError.ledger { () throws(LedgerError) in try ledger.pendingEffects() }
        let unfinished = open.filter { $0.state == .decided }
        var turn = Turn()
        if !open.isEmpty || !pending.isEmpty {
            log.notice(
                "continuing what an earlier run left",
                metadata: ["drops": "\(open.count)", "effects": "\(pending.count)"])
        }
        if !pending.isEmpty || !unfinished.isEmpty {
            turn.drops = try process([], pending: pending, unfinished: unfinished)
        }
        let culprit = try EngineError.files { () throws(FileSystemError) in
            try files.note(Spool.reading, in: Spool.work).number()
        }
        var claimed: [ClaimedDrop] = []
        for record in open where record.state == .claimed {
            guard let drop = try reclaim(record, endedProcess: record.number == culprit) else { continue }
            claimed.append(drop)
            guard claimed.count == settings.batchFiles else { continue }
            turn.drops += try process(claimed)
            claimed = []
        }
        if !claimed.isEmpty { turn.drops += try process(claimed) }
        turn.worked = !turn.drops.isEmpty
        try settleAccounts()
        return turn
    }

    /// A drop that was claimed but not decided: read again when it is in `work/`; nil when it never left its inbox.
    private func reclaim(_ record: DropRecord, endedProcess: Bool) throws(EngineError) -> ClaimedDrop? {
        let found = try EngineError.files { () throws(FileSystemError) in
            try files.inspect(record.workName, in: Spool.work)
        }
        guard let found else {
            confirmed.unclaimed.append(record.number)
            return nil
        }
        var record = record
        if endedProcess {
            record.attempts += 1
            confirmed.drops.append(record)
            // Counted before the reading that may be the end of us once more.
            try commit(LedgerBatch())
        }
        // An inbox that is no longer configured lends no trust.
        let inbox =
            settings.inboxes.first { $0.name == record.inbox }
            ?? Inbox(name: record.inbox, folder: Spool.inbox, trust: .none)
        var drop = ClaimedDrop(record: record, inbox: inbox, bytes: [], size: found.size)
        if record.attempts >= settings.maximumAttempts {
            drop.problem = "이 파일을 읽는 동안 \(record.attempts)번 중단되었습니다. 내용을 확인한 뒤 다시 넣어 주세요."
        } else if found.size > limits.drop {
            drop.problem = SettledFile.tooLarge(limit: limits.drop)
        } else {
            drop.bytes = try EngineError.files { () throws(FileSystemError) in
                let file = try files.open(record.workName, in: Spool.work)
                defer { file.release() }
                return try file.read(limit: limits.drop)
            }
        }
        return drop
    }

    /// Files in `work/` that the ledger does not know (a restored ledger): they become drops again, under their work name.
    private func adoptStrays() throws(EngineError) {
        let known = Set(
            try EngineError.ledger { () throws(LedgerError) in try ledger.openDrops() }.map(\.workName))
        var strays: [FileName] = []
        try EngineError.files { () throws(FileSystemError) in
            try files.list(Spool.work) { name in
                if !known.contains(name), name != Spool.reading { strays.append(name) }
                return true
            }
            // A folder or pipe is none of ours: no drop ever was one.
            strays = try onlyFiles(strays, in: Spool.work)
        }
        guard !strays.isEmpty else { return }
        let at = now
        let first = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDropNumber() }
        for (stray, offset) in zip(strays.sorted(), 0...) {
            log.warning("a file in work/ that the ledger does not know is taken as a new drop")
            let number = first + Int64(offset)
            let record = DropRecord(
                number: number, inbox: settings.inboxes.first?.name ?? "inbox", name: stray.bytes, claimedAt: at)
            var batch = LedgerBatch()
            batch.drops = [record]
            try commit(batch)
            guard stray != record.workName else { continue }
            try EngineError.files { () throws(FileSystemError) in
                try files.move(stray, from: Spool.work, to: record.workName, in: Spool.work)
            }
        }
    }

    private func clear(_ folder: Folder) throws(FileSystemError) {
        var names: [FileName] = []
        try files.list(folder) { name in
            names.append(name)
            return true
        }
        for name in try onlyFiles(names, in: folder) { try files.remove(name, in: folder) }
    }

    /// Those of `names` that are regular files. The others stay where somebody put them, and are in nobody's way there.
    private func onlyFiles(_ names: [FileName], in folder: Folder) throws(FileSystemError) -> [FileName] {
        var regular: [FileName] = []
        for name in names {
            if try files.inspect(name, in: folder)?.kind == .regular {
                regular.append(name)
            } else {
                let metadata: Logger.Metadata = ["folder": "\(folder.path)", "name": "\(name.printable)"]
                log.warning("not a file, and none of Cancelbox's: left alone", metadata: metadata)
            }
        }
        return regular
    }
}
