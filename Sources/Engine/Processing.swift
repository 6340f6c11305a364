// The middle of a turn: from claimed files to published answers.

import Cancellation
import Digest
import Intake
import Logging
import Ports

/// A drop in `work/` with its bytes.
struct ClaimedDrop {
    var record: DropRecord
    var inbox: Inbox
    var bytes: [UInt8]
    /// Bytes of the file; more than `bytes` holds when there is a reason not to read it.
    var size: Int
    /// A reason not to read it.
    var problem: String?
}

extension Pipeline {
    /// Commits the claims, then renames the files into `work/`. Writers stay locked out until the rename is done.
    func claim(_ settled: [SettledFile]) throws(EngineError) -> [ClaimedDrop] {
        defer { for file in settled { file.file.release() } }
        guard !settled.isEmpty else { return [] }
        let claimedAt = now
        let first = try EngineError.ledger { () throws(LedgerError) in try ledger.nextDropNumber() }
        let claims = zip(settled, first...).map { file, number in
            let record = DropRecord(
                number: number, inbox: file.candidate.inbox.name, name: file.candidate.name.bytes, claimedAt: claimedAt)
            return ClaimedDrop(
                record: record, inbox: file.candidate.inbox, bytes: file.bytes, size: file.file.facts.size,
                problem: file.problem)
        }
        var batch = LedgerBatch()
        batch.drops = claims.map(\.record)
        try commit(batch)
        var claimed: [ClaimedDrop] = []
        // In their order, so that what a crash leaves in work/ is what would have been first anyway.
        for (file, drop) in zip(settled, claims) {
            if try take(file, as: drop.record) {
                claimed.append(drop)
            } else {
                confirmed.unclaimed.append(drop.record.number)
            }
        }
        return claimed
    }

    /// False when the file was taken away by its owner, or changed, between the look and the claim.
    private func take(_ settled: SettledFile, as record: DropRecord) throws(EngineError) -> Bool {
        let (name, folder) = (settled.candidate.name, settled.candidate.inbox.folder)
        return try EngineError.files { () throws(FileSystemError) in
            do throws(FileSystemError) {
                try files.move(name, from: folder, to: record.workName, in: Spool.work)
            } catch .missing {
                return false
            } catch {
                // One file that must not be moved (immutable, another user's in a sticky folder) holds up no other one.
                guard error.isOfOneFile else { throw error }
                if settling.setAside(settled.candidate, now: time.monotonic()) {
                    let metadata: Logger.Metadata = ["file": "\(name.printable)", "reason": "\(error)"]
                    log.error("left in the inbox: it cannot be moved; give Cancelbox the right to", metadata: metadata)
                }
                return false
            }
            let facts = try files.inspect(record.workName, in: Spool.work)
            guard let facts, facts.inode == settled.file.facts.inode, facts.device == settled.file.facts.device,
                facts.size == settled.file.facts.size, facts.modified == settled.file.facts.modified
            else {
                // Another file got this name meanwhile, or it grew: back it goes, to be looked at anew.
                try files.move(record.workName, from: Spool.work, to: name, in: folder)
                return false
            }
            // A file that somebody can still write to under another name is replaced by a copy of our own.
            if facts.links > 1, settled.problem == nil {
                let copy = FileName("copy-" + String(decoding: record.workName.bytes, as: UTF8.self))
                try files.write(settled.bytes, to: copy, in: Spool.temporary)
                try files.replace(copy, from: Spool.temporary, to: record.workName, in: Spool.work)
            }
            return true
        }
    }

    /// Reads, decides, acts and publishes. `due` are cases whose time has come, `pending` effects of an earlier run.
    func process(
        _ claimed: [ClaimedDrop], due: [Case] = [], pending: [EffectRecord] = [], unfinished: [DropRecord] = []
    ) throws(EngineError) -> [DropReport] {
        let at = now
        var docket = Docket()
        docket.load(due)
        for subject in due { docket.apply(.fellDue, to: subject.id, at: at, policy: settings.policy) }
        try resume(pending, unfinished, in: &docket)
        var drops = try readAll(claimed)
        let unanswered = try EngineError.ledger { () throws(LedgerError) in
            try registry.register(&drops, in: &docket, at: at)
        }
        wait(with: unanswered.sorted().map { claimed[$0] })
        drops = drops.indices.filter { !unanswered.contains($0) }.map { drops[$0] }
        var records = drops.map(\.record) + unfinished

        let fresh = drops.map(\.record)
        var isRecorded = false
        let done = try runner.run(&docket, at: at) { batch throws(EngineError) in
            var batch = batch
            if !isRecorded { batch.drops += fresh }
            isRecorded = true
            try commit(batch)
        }
        var last = docket.drain()
        if !isRecorded { last.drops += fresh }
        last.done += done
        try commit(last)

        try load(casesOf: records, into: &docket)
        let publications = docket.takePublications()
        let reports = records.map { DropReport($0, cases: docket.cases) }
        try EngineError.files { () throws(FileSystemError) in
            try publisher.publish(publications, cases: docket.cases, reports: reports)
        }
        for index in records.indices { records[index].state = .closed }
        confirmed.merge(unsynced)
        unsynced = LedgerBatch()
        unsynced.drops = records
        unsynced.done = publications.map(\.key)
        return reports
    }

    /// Keeps drops in `work/` until the store answers; after a restart recovery finds them there.
    private func wait(with drops: [ClaimedDrop]) {
        guard !drops.isEmpty else { return }
        deferred += drops
        deferral = min(deferral * 2, settings.sweepIntervalMilliseconds)
        retryAt = time.monotonic() + deferral
        log.warning(
            "the store gives no answer; drops wait in work/",
            metadata: ["drops": "\(deferred.count)", "retryMilliseconds": "\(deferral)"])
    }

    /// The drops that waited for the store, when their time has come.
    func takeDeferred() -> [ClaimedDrop] {
        guard !deferred.isEmpty, time.monotonic() >= retryAt else { return [] }
        defer { deferred = [] }
        return deferred
    }

    /// Reads drops one after another, leaving the number of each where the next process finds it if this one ends there.
    private func readAll(_ claimed: [ClaimedDrop]) throws(EngineError) -> [ReadDrop] {
        guard !claimed.isEmpty else { return [] }
        return try EngineError.files { () throws(FileSystemError) in
            let note = try files.note(Spool.reading, in: Spool.work)
            var drops: [ReadDrop] = []
            for drop in claimed {
                try note.leave(drop.record.number)
                drops.append(read(drop))
            }
            try note.leave(nil)
            return drops
        }
    }

    /// Reads one drop and settles what becomes of its bytes.
    private func read(_ claimed: ClaimedDrop) -> ReadDrop {
        var record = claimed.record
        let fingerprint = claimed.problem == nil ? sha256(claimed.bytes) : nil
        let document =
            claimed.problem.map { Document(kind: .unknown, problem: $0) }
            ?? Intake.read(claimed.bytes, limits: limits)
        record.sha256 = fingerprint
        record.bytes = claimed.size
        record.kind = document.kind.rawValue
        record.problem = document.refusal
        record.disposition = document.refusal == nil ? .archive : .quarantine
        record.state = .decided
        let kept = record.keptName(fingerprint: fingerprint)
        if document.refusal == nil {
            let day = KoreanDateTime(record.claimedAt).date.split(separator: "-").joined(separator: "/")
            record.place = "\(Spool.archive.path)/\(day)/\(kept)"
        } else {
            record.place = "\(Spool.quarantine.path)/\(kept)"
        }
        if let problem = document.refusal {
            let metadata: Logger.Metadata = ["drop": "\(record.number)", "place": "\(record.place ?? "")"]
            log.notice("quarantined: \(problem)", metadata: metadata)
        }
        return ReadDrop(record: record, document: document, inbox: claimed.inbox)
    }

    private func resume(
        _ pending: [EffectRecord], _ unfinished: [DropRecord], in docket: inout Docket
    ) throws(EngineError) {
        guard !pending.isEmpty else { return }
        let ids = Set(pending.map(\.caseID)).sorted()
        docket.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(ids) })
        for record in pending { docket.resume(record) }
    }

    /// Receipts speak of every case of their drop, also of those this turn did not touch.
    private func load(casesOf records: [DropRecord], into docket: inout Docket) throws(EngineError) {
        let ids = Set(records.flatMap { $0.requests.compactMap(\.caseID) }).filter { docket.cases[$0] == nil }
        guard !ids.isEmpty else { return }
        docket.load(try EngineError.ledger { () throws(LedgerError) in try ledger.cases(ids.sorted()) })
    }
}
