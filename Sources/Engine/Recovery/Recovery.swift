// Recovery: the normal start. Whatever an earlier run left between two steps is taken to its end.

import Cancellation
import Digest
import Intake
import Logging
import Ports

extension Pipeline {
    /// Makes the folders, then continues from the ledger. Call once, before the first turn.
    package func recover() throws(EngineError) -> Turn {
        abandonWorkers()
        (unsynced, confirmed) = (LedgerBatch(), LedgerBatch())
        (unread, waiting, unwritten) = ([], [:], [])
        store.queue.reset()
        flow = nil
        relist()
        try EngineError.files { () throws(FileSystemError) in
            // The sweep makes the other inboxes: one that cannot be made keeps nobody from the others.
            try files.create(Spool.own + Spool.usualInboxes(among: settings.inboxes))
            try clear(Spool.temporary)
        }
        try adoptStrays()
        let open = try EngineError.ledger { () throws(LedgerError) in try ledger.openDrops(of: settings.owner) }
        try removeLeftDoneFiles(of: open)
        try askAboutWaitingRequests()
        var turn = Turn()
        let culprit = try countCulprit(among: open)
        turn.drops = try finish(open)
        turn.drops += try takeUp(open, culprit)
        turn.drops += try settleAccounts()
        turn.worked = !turn.drops.isEmpty
        return turn
    }

    /// Requests whose orders an earlier run did not learn.
    private func askAboutWaitingRequests() throws(EngineError) {
        let requests = try EngineError.ledger { () throws(LedgerError) in try ledger.waitingRequests(of: settings.owner)
        }
        for request in requests {
            guard let waitingRequest = request.record.waiting else { continue }
            let key = RequestKey(drop: request.drop, index: request.record.index)
            let arrival = Arrival(waitingRequest, key: key)
            waiting[key] = arrival
            store.queue.add(key, arrival.queries)
        }
        guard !requests.isEmpty else { return }
        log.notice("requests wait for their orders", metadata: ["requests": "\(requests.count)"])
    }

    /// Drops that were decided, and effects that are pending.
    private func finish(_ open: [DropRecord]) throws(EngineError) -> [DropReport] {
        let pending = try EngineError.ledger { () throws(LedgerError) in
            try ledger.pendingEffects(of: settings.owner, at: now)
        }
        var unfinished: [DropRecord] = []
        for record in open where record.state == .decided {
            switch try remains(of: record) {
            case .whole: unfinished.append(record)
            case .damaged: unfinished.append(spoilt(record, DropRecord.bytesDamaged))
            case .gone where record.sha256 == nil: takeBack(record)
            case .gone: unfinished.append(spoilt(record, DropRecord.bytesGone))
            }
        }
        // What was found out about bytes is stored before anything is decided on: an answer of the store may change the same drop.
        try commit(LedgerBatch())
        if !open.isEmpty || !pending.isEmpty {
            log.notice(
                "continuing what an earlier run left",
                metadata: ["drops": "\(open.count)", "effects": "\(pending.count)"])
        }
        guard !pending.isEmpty || !unfinished.isEmpty else { return [] }
        return try decideAll([], pending: pending, unfinished: unfinished)
    }

    /// Drops that were taken and not decided.
    private func takeUp(_ open: [DropRecord], _ culprit: DropRecord?) throws(EngineError) -> [DropReport] {
        var reports: [DropReport] = []
        var drops: [AcquiredDrop] = []
        for record in open where record.state == .acquired {
            let isCulprit = record.number == culprit?.number
            guard let drop = try reacquire(isCulprit ? culprit ?? record : record) else { continue }
            drops.append(drop)
            // While the engine is careful, what is read is decided before the next is read: whatever ends the process is one of the two.
            guard isCareful || drops.count == settings.batchFiles else { continue }
            reports += try decideAll(read(drops))
            drops = []
        }
        return drops.isEmpty ? reports : reports + (try decideAll(read(drops)))
    }

    private func read(_ drops: [AcquiredDrop]) throws(EngineError) -> [ReadDrop] {
        try EngineError.files { () throws(FileSystemError) in try reader.read(drops, on: files) }
    }

    /// The drop whose reading ended the process, with that counted: before it is read again, which may end us once more.
    private func countCulprit(among open: [DropRecord]) throws(EngineError) -> DropRecord? {
        // A note of our own is left by a disk that failed us, and says nothing about the drop.
        guard !hasHeededMarker else { return nil }
        let marker = try EngineError.files { () throws(FileSystemError) in
            try files.marker(Spool.reading, in: Spool.work)
        }
        let read = try EngineError.files { () throws(FileSystemError) in try marker.number() }
        let decided = try deciding.left(on: files)
        if decided != nil {
            isCareful = true
            log.warning("an earlier process ended while it decided: one thing at a time now")
        }
        // Where both were under way, the one that was read may be innocent: next time only one will be.
        let number = decided ?? read
        var culprit = open.first { $0.number == number && $0.state == .acquired }
        if culprit != nil {
            culprit?.attempts += 1
            confirmed.drops += [culprit].compactMap(\.self)
            try commit(LedgerBatch())
        }
        hasHeededMarker = true
        // Clear the marker, so that a crash before the next read is not counted again.
        try EngineError.files { () throws(FileSystemError) in try marker.leave(nil) }
        try deciding.leave(nil, on: files)
        return culprit
    }

    /// A drop that was acquired but not decided: read again when it is in `work/`; nil when it never left its inbox, or must be
    /// waited for.
    private func reacquire(_ record: DropRecord) throws(EngineError) -> AcquiredDrop? {
        let found = try EngineError.files { () throws(FileSystemError) in
            try files.inspect(record.workName, in: Spool.work)
        }
        guard let found else {
            confirmed.untaken.append(record.number)
            return nil
        }
        // An inbox that is no longer configured lends no trust.
        let inbox =
            settings.inboxes.first { $0.name == record.inbox }
            ?? Inbox(name: record.inbox, folder: Spool.inbox, trust: .none)
        guard record.attempts >= settings.maximumAttempts else {
            return try reread(UnreadDrop(record: record, inbox: inbox))
        }
        var drop = AcquiredDrop(record: record, inbox: inbox, bytes: [], size: found.size)
        drop.problem = "이 파일을 읽거나 판단하는 동안 \(record.attempts)번 중단되었습니다. 내용을 확인한 뒤 다시 넣어 주세요."
        return drop
    }

    /// Files in `work/` that the ledger does not know: acquisitions that were not decided yet, and files of a restored spool. They
    /// become drops again, under the number, inbox and name that their name in `work/` tells, if it does.
    private func adoptStrays() throws(EngineError) {
        let known = Set(
            try EngineError.ledger { () throws(LedgerError) in try ledger.openDrops(of: settings.owner) }.map(
                \.workName))
        var strays: [FileName] = []
        try EngineError.files { () throws(FileSystemError) in
            try files.list(Spool.work) { name in
                if !known.contains(name), name != Spool.reading, name != Spool.deciding { strays.append(name) }
                return true
            }
            // A folder or pipe is none of ours: no drop ever was one.
            strays = try onlyFiles(strays, in: Spool.work)
        }
        let named = strays.map { (stray: $0, acquisition: WorkName($0)) }
        let next = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDropNumber() }
        let kept = try highestKeptNumber()
        if kept >= next {
            log.warning(
                "the archive is newer than the ledger (restored from a backup?): numbers go on from the archive",
                metadata: ["archive": "\(kept)", "ledger": "\(next)"])
        }
        let floor = max(kept, named.compactMap(\.acquisition?.number).max() ?? 0) + 1
        acquirer.numbers = try EngineError.ledger { () throws(LedgerError) in
            try ledger.takeDropNumbers(max(settings.batchFiles, named.count), from: floor)
        }
        var adopted: [(stray: FileName, record: DropRecord)] = []
        for (stray, acquisition) in named.sorted(by: { $0.stray < $1.stray }) {
            let isOurs =
                try acquisition.map { acquisition throws(EngineError) in try isFree(acquisition.number) } ?? false
            adopted.append((stray, drop(for: stray, acquisition, keepsNumber: isOurs)))
        }
        try adopt(adopted)
    }

    /// The highest number among what is kept: numbers rise with the days, so the newest folder of the archive and the quarantine tell it.
    private func highestKeptNumber() throws(EngineError) -> DropNumber {
        try EngineError.files { () throws(FileSystemError) in
            var folder = Spool.archive
            for _ in 0..<3 {
                guard let newest = try numbers(in: folder).max() else { break }
                let digits = folder == Spool.archive ? 4 : 2
                let name = String(newest)
                folder = Folder("\(folder.path)/" + String(repeating: "0", count: max(0, digits - name.count)) + name)
            }
            let inArchive = folder == Spool.archive ? [] : try numbers(in: folder)
            return try (inArchive + numbers(in: Spool.quarantine)).max() ?? 0
        }
    }

    /// The numbers with which the names in `folder` begin.
    private func numbers(in folder: Folder) throws(FileSystemError) -> [DropNumber] {
        var numbers: [DropNumber] = []
        try files.list(folder) { name in
            let digits = name.bytes.prefix { (48...57).contains($0) }
            if let number = DropNumber(String(decoding: digits, as: UTF8.self)) { numbers.append(number) }
            return true
        }
        return numbers
    }

    private func isFree(_ number: DropNumber) throws(EngineError) -> Bool {
        try EngineError.ledger { () throws(LedgerError) in try ledger.drop(number) } == nil
    }

    /// A file in `work/` as the drop that `acquisition` says it is, under a new number where its own is somebody else's.
    private func drop(for stray: FileName, _ acquisition: WorkName?, keepsNumber: Bool) -> DropRecord {
        let number = if keepsNumber, let acquisition { acquisition.number } else { acquirer.numbers.removeFirst() }
        return DropRecord(
            number: number, inbox: acquisition?.inbox ?? settings.inboxes.first?.name ?? "inbox",
            name: acquisition?.name ?? stray.bytes, acquiredAt: now,
            writerGone: acquisition?.writerGone, owner: settings.owner)
    }

    /// Makes rows of their own for strays, so that attempts to read them can be counted: all in one commit, because a kill in a backlog
    /// leaves a thousand.
    private func adopt(_ strays: [(stray: FileName, record: DropRecord)]) throws(EngineError) {
        var batch = LedgerBatch()
        batch.drops = strays.map(\.record)
        try commit(batch)
        for (stray, record) in strays where stray != record.workName {
            log.warning("a file in work/ that the ledger does not know is taken as a new drop")
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
