// The acquirer: finds files whose writers are gone, and takes them by a rename into `work/`. The new name says all that is known
// of a drop, so the rename alone takes it. Never reads what a file says, never writes to the ledger.

import Cancellation
import Intake
import Logging
import Ports

/// A drop in `work/` with its bytes.
struct AcquiredDrop: Sendable {
    var record: DropRecord
    var inbox: Inbox
    var bytes: [UInt8]
    /// Bytes of the file; more than `bytes` holds when there is a reason not to read it.
    var size: Int
    /// A reason not to read it.
    var problem: String?
}

/// What came of taking some settled files.
struct Acquisition: Sendable {
    var drops: [AcquiredDrop] = []
    /// In `work/`, but not as they were read.
    var unread: [UnreadDrop] = []
    /// Rows that were written before a rename that did not happen.
    var untaken: [DropNumber] = []
    /// Files were left whose names need a row in the ledger first.
    var hasLongNames = false
}

/// Finds and takes drops.
///
/// Unchecked: used by one thread at a time, the intake worker's while it is busy, else the engine's.
final class Acquirer: @unchecked Sendable {
    /// Numbers of the ledger for the next drops. As many as a batch may have, before files are taken.
    var numbers: Range<DropNumber> = 0..<0

    private let settings: EngineSettings
    private let files: any FileSystem
    private let time: any TimeSource
    private let log: Logger
    private var sweep: Sweep
    /// When the listing that is under way was begun.
    private var listedFrom: Int64 = .min
    private var settling: Settling

    init(settings: EngineSettings, limits: Limits, files: any FileSystem, time: any TimeSource, log: Logger) {
        self.settings = settings
        self.files = files
        self.time = time
        self.log = log
        sweep = Sweep(inboxes: settings.inboxes, inProgress: settings.inProgress)
        settling = Settling(
            delayMilliseconds: settings.settleDelayMilliseconds,
            missingMilliseconds: 10 * settings.sweepIntervalMilliseconds, limits: limits)
    }

    /// Forgets the listing: the folders are listed afresh.
    func relist() {
        sweep.restart()
        listedFrom = time.monotonic()
    }

    /// Milliseconds until a waiting file may have settled; nil when none waits.
    var nextLook: Int64? { settling.nextLook(now: time.monotonic()) }

    /// Files whose writers are gone, up to one batch.
    func collect() throws(EngineError) -> [SettledFile] {
        var settled: [SettledFile] = []
        var bytes = 0
        var looked: Set<Candidate> = []
        while settled.count < settings.batchFiles, bytes < settings.batchBytes {
            let wanted = settings.batchFiles - settled.count
            let candidates = try EngineError.files { () throws(FileSystemError) in
                try sweep.next(wanted, on: files) { looked.contains($0) }
            }
            for news in sweep.takeNews() { report(news) }
            if candidates.isEmpty {
                settling.forgetUnlisted(since: listedFrom)
                break
            }
            for candidate in candidates where looked.insert(candidate).inserted {
                let period = settings.sweepIntervalMilliseconds
                if settling.isSetAside(candidate, period: period, now: time.monotonic()) { continue }
                switch settling.look(
                    at: candidate, on: files, now: time.monotonic(), clock: time.now()
                ) {
                case .settled(let file):
                    settled.append(file)
                    bytes += file.bytes.count
                case .refused(let reason?):
                    let metadata: Logger.Metadata = ["file": "\(candidate.name.printable)", "reason": "\(reason)"]
                    log.warning("left in the inbox: it cannot be taken", metadata: metadata)
                case .waiting, .refused(nil), .gone: break
                }
            }
        }
        return settled
    }

    private func report(_ news: Sweep.News) {
        guard let error = news.error else {
            log.notice("an inbox can be used again", metadata: ["inbox": "\(news.inbox.folder.path)"])
            return
        }
        let metadata: Logger.Metadata = [
            "inbox": "\(news.inbox.folder.path)", "error": "\(error)", "advice": "\(error.adviceOnInbox)",
        ]
        log.error("an inbox cannot be used; the others go on", metadata: metadata)
    }

    /// Gives each of `settled` its number. Those whose name does not fit into the one they get in `work/` need a row in the ledger first:
    /// they are let go of, or with `onlyLong` all the others are.
    func number(_ settled: [SettledFile], onlyLong: Bool = false) -> Numbered {
        let acquiredAt = Instant(milliseconds: time.now())
        var numbered = Numbered()
        for file in settled {
            let record = DropRecord(
                number: numbers.lowerBound, inbox: file.candidate.inbox.name, name: file.candidate.name.bytes,
                acquiredAt: acquiredAt, writerGone: file.file.quiet.writerGone, owner: settings.owner)
            guard record.isNamedInWork != onlyLong else {
                file.file.release()
                numbered.hasLongNames = !onlyLong
                continue
            }
            numbers.removeFirst()
            numbered.files.append(NumberedFile(settled: file, record: record))
        }
        return numbered
    }

    /// Renames files into `work/`. Writers stay locked out until the rename is done.
    func acquire(_ numbered: Numbered) throws(EngineError) -> Acquisition {
        defer { numbered.release() }
        var acquisition = Acquisition()
        acquisition.hasLongNames = numbered.hasLongNames
        var shared: [AcquiredDrop] = []
        // In their order, so that what a crash leaves in work/ is what would have been first anyway.
        for file in numbered.files {
            let drop = file.drop
            switch try take(file.settled, as: drop.record) {
            case .taken(let links):
                acquisition.drops.append(drop)
                if links > 1, drop.problem == nil { shared.append(drop) }
            case .left where drop.record.isNamedInWork: break
            case .left: acquisition.untaken.append(drop.record.number)
            case .unread: acquisition.unread.append(UnreadDrop(record: drop.record, inbox: drop.inbox))
            }
        }
        try EngineError.files { () throws(FileSystemError) in try files.keepOwnCopies(of: shared) }
        return acquisition
    }

    /// What taking one file came to.
    private enum Taking {
        case taken(links: Int)
        /// Still in its inbox: it changed, its owner took it away, or it must not be moved.
        case left
        /// In `work/`, but not as it was read.
        case unread
    }

    private func take(_ settled: SettledFile, as record: DropRecord) throws(EngineError) -> Taking {
        let (name, folder) = (settled.candidate.name, settled.candidate.inbox.folder)
        let workName = record.workName
        return try EngineError.files { () throws(FileSystemError) in
            do throws(FileSystemError) {
                try files.move(name, from: folder, to: workName, in: Spool.work)
            } catch .missing {
                return .left
            } catch {
                // One file that must not be moved (immutable, another user's in a sticky folder) holds up no other one.
                guard error.isOfOneFile else { throw error }
                if settling.setAside(settled.candidate, now: time.monotonic()) {
                    let metadata: Logger.Metadata = ["file": "\(name.printable)", "reason": "\(error)"]
                    log.error("left in the inbox: it cannot be moved; give Cancelbox the right to", metadata: metadata)
                }
                return .left
            }
            let facts = try files.inspect(workName, in: Spool.work)
            guard let facts, facts.inode == settled.file.facts.inode, facts.device == settled.file.facts.device,
                facts.size == settled.file.facts.size, facts.modified == settled.file.facts.modified,
                settled.file.isUndisturbed
            else {
                // Another file got this name meanwhile, it grew, or a writer waits for us to let go: back it goes, to be
                // looked at anew. Where its name is taken again, it is waited for in work/.
                do throws(FileSystemError) {
                    try files.move(workName, from: Spool.work, to: name, in: folder)
                    settling.wasDisturbed(settled, now: time.monotonic())
                    return .left
                } catch .exists {
                    return .unread
                }
            }
            try files.removeDoneFile(of: settled.candidate, log: log)
            return .taken(links: facts.links)
        }
    }
}

/// A settled file with the number it is taken under.
struct NumberedFile {
    var settled: SettledFile
    var record: DropRecord

    var drop: AcquiredDrop {
        AcquiredDrop(
            record: record, inbox: settled.candidate.inbox, bytes: settled.bytes, size: settled.file.facts.size,
            problem: settled.problem)
    }
}

/// Settled files with their numbers.
struct Numbered {
    var files: [NumberedFile] = []
    /// Some were let go of because of their names.
    var hasLongNames = false

    /// Lets writers to the files again.
    func release() { for file in files { file.settled.file.release() } }
}
