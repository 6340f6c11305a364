// Drops that lie in work/ and were not read: after a crash, or because somebody still writes. One that cannot be read holds up
// no other one; after a few tries it goes to quarantine and a person is told.

import Cancellation
import Intake
import Logging
import Ports

/// An acquired drop in `work/` that waits to be read.
struct UnreadDrop {
    var record: DropRecord
    var inbox: Inbox
    /// As it was seen last, and since when by the monotonic clock: what tells whether it changes where there are no leases.
    var facts: FileStatus?
    var unchangedSince: Int64 = 0
    /// When to try again, by the monotonic clock.
    var lookAt: Int64 = 0
}

extension Pipeline {
    /// The drops of `unread` that can be read by now, or that will never be.
    func takeUnread() throws(EngineError) -> [AcquiredDrop] {
        guard !unread.isEmpty else { return [] }
        let waiting = unread
        unread = []
        var acquired: [AcquiredDrop] = []
        for drop in waiting {
            let isDue = drop.lookAt <= time.monotonic() && acquired.count < settings.batchFiles
            guard isDue else { unread.append(drop); continue }
            if let drop = try reread(drop) { acquired.append(drop) }
        }
        return acquired
    }

    /// Reads `drop` in `work/`; nil when it is gone, or waits in `unread` for another try.
    func reread(_ drop: UnreadDrop) throws(EngineError) -> AcquiredDrop? {
        var drop = drop
        do throws(FileSystemError) {
            let file = try files.open(drop.record.workName, in: Spool.work)
            defer { file.release() }
            guard isQuiet(file, &drop) else {
                drop.lookAt = time.monotonic() + max(50, settings.settleDelayMilliseconds)
                unread.append(drop)
                return nil
            }
            var acquired = AcquiredDrop(record: drop.record, inbox: drop.inbox, bytes: [], size: file.facts.size)
            guard file.facts.size <= limits.drop else {
                acquired.problem = SettledFile.tooLarge(limit: limits.drop)
                return acquired
            }
            acquired.bytes = try file.read(limit: limits.drop)
            if file.facts.links > 1 { try files.keepOwnCopies(of: [acquired]) }
            return acquired
        } catch .missing {
            log.warning(
                "a drop was taken out of work/ by somebody else", metadata: ["drop": "\(drop.record.number)"])
            confirmed.untaken.append(drop.record.number)
            return nil
        } catch {
            guard error.mayBeOfOneFile else { throw .files(error) }
            return try countFailure(of: drop, error)
        }
    }

    /// Nobody writes to it: proved, or it has not changed for as long as the configuration asks.
    private func isQuiet(_ file: any OpenFile, _ drop: inout UnreadDrop) -> Bool {
        let now = time.monotonic()
        switch file.quiet {
        case .proved: return true
        case .writing:
            drop.facts = nil
            return false
        case .assumed:
            if drop.facts != file.facts { (drop.facts, drop.unchangedSince) = (file.facts, now) }
            return now - drop.unchangedSince >= settings.settleDelayMilliseconds
        }
    }

    /// Counts a reading that failed: later once more, or quarantine.
    private func countFailure(of drop: UnreadDrop, _ error: FileSystemError) throws(EngineError) -> AcquiredDrop? {
        var drop = drop
        drop.record.attempts += 1
        var batch = LedgerBatch()
        batch.drops = [drop.record]
        try commit(batch)
        let metadata: Logger.Metadata = [
            "drop": "\(drop.record.number)", "attempt": "\(drop.record.attempts)", "error": "\(error)",
        ]
        guard drop.record.attempts >= settings.maximumAttempts else {
            log.error(
                "a file in work/ cannot be read, trying again; look at the disk and its rights", metadata: metadata)
            drop.lookAt = time.monotonic() + min(settings.sweepIntervalMilliseconds, 1000 << drop.record.attempts)
            unread.append(drop)
            return nil
        }
        log.error("a file in work/ cannot be read: it goes to quarantine, see outbox/tasks", metadata: metadata)
        var acquired = AcquiredDrop(record: drop.record, inbox: drop.inbox, bytes: [], size: drop.facts?.size ?? 0)
        acquired.problem = "디스크에서 이 파일을 읽을 수 없습니다(\(drop.record.attempts)번 시도). 원인을 확인한 뒤 다시 넣어 주세요."
        return acquired
    }
}

extension FileSystem {
    /// Replaces files in `work/` that somebody can still write to under another name by copies of our own.
    func keepOwnCopies(of drops: [AcquiredDrop]) throws(FileSystemError) {
        guard !drops.isEmpty else { return }
        func copy(_ drop: AcquiredDrop) -> FileName { FileName("copy-\(drop.record.number)") }
        for drop in drops { try write(drop.bytes, to: copy(drop), in: Spool.temporary) }
        // The bytes last before the name leads to them: the other name may be gone by then.
        try sync()
        for drop in drops {
            try replace(copy(drop), from: Spool.temporary, to: drop.record.workName, in: Spool.work)
        }
    }
}

extension FileSystemError {
    /// The trouble may lie with the one file that was read: a disk that is full or read-only can be read.
    fileprivate var mayBeOfOneFile: Bool {
        switch self {
        case .denied, .failed, .notRegular, .storage: true
        case .missing, .exists, .tooLarge: false
        }
    }
}
