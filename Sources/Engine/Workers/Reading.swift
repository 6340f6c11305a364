// Intake: taking files out of the inboxes and reading them, on a thread of its own. Reading is pure work; the number of the drop that is being
// read is left in a marker for whoever comes after a crash.

import Cancellation
import Digest
import Intake
import Logging
import Ports
import Synchronization

/// Turns acquired bytes into documents, and settles what becomes of the bytes.
struct Reader: Sendable {
    let limits: Limits
    let names: FieldNames
    let lexicon: Lexicon
    let passwords: [String]
    let log: Logger
    let marker = ReadingMarker()

    init(limits: Limits, names: FieldNames, lexicon: Lexicon, passwords: [String], log: Logger) {
        self.limits = limits
        self.names = names
        self.lexicon = lexicon
        self.passwords = passwords
        self.log = log
    }

    /// Reads `drops` one after another, leaving the number of each where the next process finds it if this one ends there.
    func read(_ drops: [AcquiredDrop], on files: any FileSystem) throws(FileSystemError) -> [ReadDrop] {
        guard !drops.isEmpty else { return [] }
        let file = try files.marker(Spool.reading, in: Spool.work)
        marker.open(file)
        var done: [ReadDrop] = []
        done.reserveCapacity(drops.count)
        for drop in drops {
            try marker.leave(drop.record.number)
            done.append(read(drop))
        }
        try marker.leave(nil)
        return done
    }

    /// What intake makes of `bytes` with the settings of this spool.
    func document(of bytes: [UInt8]) -> Document {
        Intake.read(bytes, limits: limits, names: names, lexicon: lexicon, passwords: passwords)
    }

    private func read(_ acquired: AcquiredDrop) -> ReadDrop {
        var record = acquired.record
        let fingerprint = acquired.problem == nil ? sha256(acquired.bytes) : nil
        var document =
            acquired.problem.map { Document(kind: .unknown, problem: $0) } ?? document(of: acquired.bytes)
        if acquired.inbox.takesDecisions, document.refusal == nil, document.decisions.isEmpty {
            document = Document(kind: document.kind, problem: Inbox.noDecision)
        }
        record.sha256 = fingerprint
        record.bytes = acquired.size
        record.kind = document.kind.rawValue
        record.problem = document.refusal
        record.disposition = document.refusal == nil ? .archive : .quarantine
        record.state = .decided
        let kept = record.keptName(fingerprint: fingerprint)
        if document.refusal == nil {
            let day = KoreanDateTime(record.acquiredAt).date.split(separator: "-").joined(separator: "/")
            record.place = "\(Spool.archive.path)/\(day)/\(kept)"
        } else {
            record.place = "\(Spool.quarantine.path)/\(kept)"
        }
        if let problem = document.refusal {
            let metadata: Logger.Metadata = ["drop": "\(record.number)", "place": "\(record.place ?? "")"]
            log.notice("quarantined: \(problem)", metadata: metadata)
        }
        return ReadDrop(acquired: acquired, record: record, document: document)
    }
}

extension Inbox {
    fileprivate static let noDecision =
        "이 폴더에는 결정 파일만 넣을 수 있습니다. 취소 요청은 수신함에 넣어 주세요 (decision files only: drop requests into an inbox)."
}

/// The marker of the drop that is being read. Used from two threads: the intake worker leaves numbers, the engine closes it when it goes.
final class ReadingMarker: Sendable {
    private struct State: Sendable {
        var file: (any CrashMarker)?
        var isClosed = false
    }

    private let state = Mutex(State())

    func open(_ file: any CrashMarker) { state.withLock { $0.file = file } }

    /// No lock is held during the call: whoever closes the marker must not wait for the disk.
    func leave(_ number: DropNumber?) throws(FileSystemError) {
        guard let file = openFile else { return }
        try file.leave(number)
        // Closed in the meantime: what was left last is taken back.
        if openFile == nil { try file.leave(nil) }
    }

    /// Clears the marker for good. What is being read now ends with the process, and that is not its doing.
    func close() {
        let file = state.withLock { state in
            state.isClosed = true
            return state.file
        }
        // A marker that stays counts one attempt of three; there is nobody left to tell.
        try? file?.leave(nil)
    }

    private var openFile: (any CrashMarker)? { state.withLock { $0.isClosed ? nil : $0.file } }
}

/// What the intake worker does.
enum IntakeJob: Sendable {
    /// Takes the next files out of the inboxes and reads them.
    case sweep(relisting: Bool)
    /// Reads files that are in `work/` already.
    case read([AcquiredDrop])

    func run(
        _ acquirer: Acquirer, _ reader: Reader, _ files: any FileSystem
    ) throws(EngineError) -> TakenBatch {
        switch self {
        case .read(let drops):
            let read = try EngineError.files { () throws(FileSystemError) in try reader.read(drops, on: files) }
            return TakenBatch(acquired: Acquisition(), read: read)
        case .sweep(let relisting):
            if relisting { acquirer.relist() }
            let settled = try acquirer.collect()
            let acquired = try acquirer.acquire(acquirer.number(settled))
            let read = try EngineError.files { () throws(FileSystemError) in
                try reader.read(acquired.drops, on: files)
            }
            return TakenBatch(acquired: acquired, read: read)
        }
    }
}

/// A batch that was taken and read by the intake worker.
struct TakenBatch: Sendable {
    var acquired: Acquisition
    var read: [ReadDrop]
}

extension Pipeline {
    /// What the intake worker has read; nil while it has not.
    func takeRead() throws(EngineError) -> [ReadDrop]? {
        guard let result = intake.take() else { return nil }
        let taken = try result.get()
        if !taken.acquired.drops.isEmpty || !taken.acquired.unread.isEmpty { wantsSweep = true }
        unread += taken.acquired.unread
        confirmed.untaken += taken.acquired.untaken
        // Names too long for `work/` stand in the ledger before the rename: they are taken by the engine itself.
        if taken.acquired.hasLongNames { longNamesWait = true }
        return taken.read
    }

    /// Lets the intake worker take the next batch, if it is free and there may be one. True when it was given something to do.
    func startIntake() throws(EngineError) -> Bool {
        guard !intake.isBusy else { return false }
        try takeNumbers()
        let again = try takeUnread() + (try takeLongNames())
        if !again.isEmpty {
            intake.submit(.read(again))
            return true
        }
        guard wantsSweep, mayTake(), try hasRoom() else { return false }
        intake.submit(.sweep(relisting: wantsRelist))
        (wantsSweep, wantsRelist) = (false, false)
        return true
    }

    /// The next batch of files has numbers; two batches of them are taken at a time.
    private func takeNumbers() throws(EngineError) {
        let left = acquirer.numbers
        guard left.count < settings.batchFiles else { return }
        let more = try EngineError.ledger { () throws(LedgerError) in
            try ledger.takeDropNumbers(2 * settings.batchFiles, from: left.upperBound)
        }
        // Where somebody else was given some in between, those left are never used.
        let isNext = !left.isEmpty && more.lowerBound == left.upperBound
        acquirer.numbers = (isNext ? left : more).lowerBound..<more.upperBound
    }

    /// Files whose names do not fit into the one they get in `work/`.
    private func takeLongNames() throws(EngineError) -> [AcquiredDrop] {
        guard longNamesWait else { return [] }
        longNamesWait = false
        acquirer.relist()
        let numbered = acquirer.number(try acquirer.collect(), onlyLong: true)
        guard !numbered.files.isEmpty else { return [] }
        var batch = LedgerBatch()
        batch.drops = numbered.files.map(\.record)
        do throws(EngineError) {
            try commit(batch)
        } catch {
            numbered.release()
            throw error
        }
        let acquired = try acquirer.acquire(numbered)
        unread += acquired.unread
        confirmed.untaken += acquired.untaken
        (wantsSweep, wantsRelist) = (true, true)
        return acquired.drops
    }

    /// While too many requests wait for the store, the inbox is the better place to wait.
    private func mayTake() -> Bool {
        let isFull = waiting.count >= settings.mostWaitingRequests
        defer { isHoldingBack = isFull }
        if isFull, !isHoldingBack {
            log.warning(
                "nothing new is taken while so many requests wait for the store",
                metadata: ["waiting": "\(waiting.count)", "limit": "\(settings.mostWaitingRequests)"])
        }
        return !isFull
    }
}
