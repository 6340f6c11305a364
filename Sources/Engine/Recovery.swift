// Recovery: the normal start. Whatever an earlier run left between two steps is taken to its end.

import Cancellation
import Digest
import Intake
import Logging
import Ports

extension Pipeline {
    /// Makes the folders, then continues from the ledger. Call once, before the first turn.
    package func recover() throws(EngineError) -> Turn {
        abandonLanes()
        (unsynced, confirmed) = (LedgerBatch(), LedgerBatch())
        (deferred, unread) = ([], [])
        flow = nil
        try EngineError.files { () throws(FileSystemError) in
            // The sweep makes the other inboxes: one that cannot be made keeps nobody from the others.
            try files.create(Spool.own + Spool.usualInboxes(among: settings.inboxes))
            try clear(Spool.temporary)
        }
        try adoptStrays()
        let open = try EngineError.ledger { () throws(LedgerError) in try ledger.openDrops() }
        try removeLeftDoneFiles(of: open)
        let pending = try EngineError.ledger { () throws(LedgerError) in try ledger.pendingEffects() }
        var unfinished: [DropRecord] = []
        for record in open where record.state == .decided {
            switch try remains(of: record) {
            case .whole: unfinished.append(record)
            case .damaged: unfinished.append(spoilt(record, DropRecord.bytesDamaged))
            case .gone where record.sha256 == nil: takeBack(record)
            case .gone: unfinished.append(spoilt(record, DropRecord.bytesGone))
            }
        }
        var turn = Turn()
        if !open.isEmpty || !pending.isEmpty {
            log.notice(
                "continuing what an earlier run left",
                metadata: ["drops": "\(open.count)", "effects": "\(pending.count)"])
        }
        if !pending.isEmpty || !unfinished.isEmpty {
            turn.drops = try process([], pending: pending, unfinished: unfinished)
        }
        var claimed: [ClaimedDrop] = []
        let culprit = try countCulprit(among: open)
        for record in open where record.state == .claimed {
            let isCulprit = record.number == culprit?.number
            guard let drop = try reclaim(isCulprit ? culprit ?? record : record) else { continue }
            claimed.append(drop)
            guard claimed.count == settings.batchFiles else { continue }
            turn.drops += try process(readAll(claimed))
            claimed = []
        }
        if !claimed.isEmpty { turn.drops += try process(readAll(claimed)) }
        turn.drops += try settleAccounts()
        turn.worked = !turn.drops.isEmpty
        return turn
    }

    /// The drop whose reading ended the process, with that counted: before it is read again, which may end us once more.
    private func countCulprit(among open: [DropRecord]) throws(EngineError) -> DropRecord? {
        // A note of our own is left by a disk that failed us, and says nothing about the drop.
        guard !hasHeededNote else { return nil }
        let note = try EngineError.files { () throws(FileSystemError) in try files.note(Spool.reading, in: Spool.work) }
        let number = try EngineError.files { () throws(FileSystemError) in try note.number() }
        var culprit = open.first { $0.number == number && $0.state == .claimed }
        if culprit != nil {
            culprit?.attempts += 1
            confirmed.drops += [culprit].compactMap(\.self)
            try commit(LedgerBatch())
        }
        hasHeededNote = true
        // Counted once: an end of the process before its next reading is not its doing.
        try EngineError.files { () throws(FileSystemError) in try note.leave(nil) }
        return culprit
    }

    /// A drop that was claimed but not decided: read again when it is in `work/`; nil when it never left its inbox, or must be
    /// waited for.
    private func reclaim(_ record: DropRecord) throws(EngineError) -> ClaimedDrop? {
        let found = try EngineError.files { () throws(FileSystemError) in
            try files.inspect(record.workName, in: Spool.work)
        }
        guard let found else {
            confirmed.unclaimed.append(record.number)
            return nil
        }
        // An inbox that is no longer configured lends no trust.
        let inbox =
            settings.inboxes.first { $0.name == record.inbox }
            ?? Inbox(name: record.inbox, folder: Spool.inbox, trust: .none)
        guard record.attempts >= settings.maximumAttempts else {
            return try reread(UnreadDrop(record: record, inbox: inbox))
        }
        var drop = ClaimedDrop(record: record, inbox: inbox, bytes: [], size: found.size)
        drop.problem = "이 파일을 읽는 동안 \(record.attempts)번 중단되었습니다. 내용을 확인한 뒤 다시 넣어 주세요."
        return drop
    }

    /// Files in `work/` that the ledger does not know: claims that were not decided yet, and files of a restored spool. They
    /// become drops again, under the number, inbox and name that their name in `work/` tells, if it does.
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
        let named = strays.map { (stray: $0, claim: WorkName($0)) }
        let next = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDropNumber() }
        claimer.nextNumber = max(next, (named.compactMap(\.claim?.number).max() ?? 0) + 1)
        for (stray, claim) in named.sorted(by: { $0.stray < $1.stray }) {
            let isOurs = try claim.map { claim throws(EngineError) in try isFree(claim.number) } ?? false
            try adopt(stray, claim, keepsNumber: isOurs)
        }
    }

    private func isFree(_ number: DropNumber) throws(EngineError) -> Bool {
        try EngineError.ledger { () throws(LedgerError) in try ledger.drop(number) } == nil
    }

    /// Takes a file in `work/` as the drop `claim` says it is, under a new number where its own is somebody else's.
    private func adopt(_ stray: FileName, _ claim: WorkName?, keepsNumber: Bool) throws(EngineError) {
        var number = claimer.nextNumber
        if keepsNumber, let claim { number = claim.number } else { claimer.nextNumber += 1 }
        let record = DropRecord(
            number: number, inbox: claim?.inbox ?? settings.inboxes.first?.name ?? "inbox",
            name: claim?.name ?? stray.bytes, claimedAt: now,
            writerGone: claim?.writerGone)
        // A row of its own, so that attempts to read it can be counted.
        var batch = LedgerBatch()
        batch.drops = [record]
        try commit(batch)
        guard stray != record.workName else { return }
        log.warning("a file in work/ that the ledger does not know is taken as a new drop")
        try EngineError.files { () throws(FileSystemError) in
            try files.move(stray, from: Spool.work, to: record.workName, in: Spool.work)
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
