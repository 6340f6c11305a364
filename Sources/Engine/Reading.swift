// Reading claimed drops: pure work, beside the rest where there is a backlog, with a note of each drop for whoever comes after a crash.

import Cancellation
import Digest
import Intake
import Logging
import Ports
import Synchronization

/// Turns claimed bytes into documents, and settles what becomes of the bytes.
struct Reader: Sendable {
    let limits: Limits
    let names: FieldNames
    let lexicon: Lexicon
    let passwords: [String]
    let log: Logger

    /// Reads `drops` one after another, leaving the number of each where the next process finds it if this one ends there.
    func read(_ drops: [ClaimedDrop], leaving note: any Note) throws(FileSystemError) -> [ReadDrop] {
        var done: [ReadDrop] = []
        done.reserveCapacity(drops.count)
        for drop in drops {
            try note.leave(drop.record.number)
            done.append(read(drop))
        }
        try note.leave(nil)
        return done
    }

    /// What intake makes of `bytes` with the settings of this spool.
    func document(of bytes: [UInt8]) -> Document {
        Intake.read(bytes, limits: limits, names: names, lexicon: lexicon, passwords: passwords)
    }

    private func read(_ claimed: ClaimedDrop) -> ReadDrop {
        var record = claimed.record
        let fingerprint = claimed.problem == nil ? sha256(claimed.bytes) : nil
        var document =
            claimed.problem.map { Document(kind: .unknown, problem: $0) } ?? document(of: claimed.bytes)
        if claimed.inbox.takesDecisions, document.refusal == nil, document.decisions.isEmpty {
            document = Document(kind: document.kind, problem: Inbox.noDecision)
        }
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
        return ReadDrop(claimed: claimed, record: record, document: document)
    }
}

extension Inbox {
    fileprivate static let noDecision =
        "이 폴더에는 결정 파일만 넣을 수 있습니다. 취소 요청은 수신함에 넣어 주세요 (decision files only: drop requests into an inbox)."
}

extension Pipeline {
    /// Reads all of `claimed`, in their order.
    func readAll(_ claimed: [ClaimedDrop]) throws(EngineError) -> [ReadDrop] {
        guard !claimed.isEmpty else { return [] }
        return try EngineError.files { () throws(FileSystemError) in
            try reader.read(claimed, leaving: try files.note(Spool.reading, in: Spool.work))
        }
    }

    /// Claims and reads the next batch beside what comes next; `finishTaking` has it. One batch at a time: there is one note.
    func startTaking() {
        let (claimer, reader, files, outcome) = (claimer, reader, files, Outcome<TakenBatch>())
        beingTaken = outcome
        readingLane.start {
            outcome.set(
                Result { () throws(EngineError) in
                    // What needs a row in the ledger first stays for the pipeline's own thread.
                    let claims = try claimer.claim(claimer.number(try claimer.collect(), leavingLong: true))
                    return try EngineError.files { () throws(FileSystemError) in
                        let note = try files.note(Spool.reading, in: Spool.work)
                        return TakenBatch(claims: claims, read: try reader.read(claims.drops, leaving: note))
                    }
                })
        }
    }

    /// The batch that was being claimed and read; nil when there was none.
    func finishTaking() throws(EngineError) -> [ReadDrop]? {
        guard let outcome = beingTaken else { return nil }
        beingTaken = nil
        readingLane.wait()
        let taken = try outcome.take()
        _ = takeOver(taken.claims)
        return taken.read
    }
}

/// A batch that was claimed and read on the reading lane.
struct TakenBatch: Sendable {
    var claims: Claims
    var read: [ReadDrop]
}

/// What a job on a lane came to, handed from its thread to the one that waited.
final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, EngineError>?>(nil)

    func set(_ new: Result<Value, EngineError>) { result.withLock { $0 = new } }

    /// Call after the lane was waited for.
    func take() throws(EngineError) -> Value {
        guard let result = result.withLock({ $0 }) else { preconditionFailure("the job is not over") }
        return try result.get()
    }
}
