// Claiming: the rename of a settled file into `work/`. Its new name says all that is known of it, so the rename alone is the claim.

import Intake
import Logging
import Ports

/// A drop in `work/` with its bytes.
struct ClaimedDrop: Sendable {
    var record: DropRecord
    var inbox: Inbox
    var bytes: [UInt8]
    /// Bytes of the file; more than `bytes` holds when there is a reason not to read it.
    var size: Int
    /// A reason not to read it.
    var problem: String?
}

extension Pipeline {
    /// Renames settled files into `work/`. Writers stay locked out until the rename is done.
    func claim(_ settled: [SettledFile]) throws(EngineError) -> [ClaimedDrop] {
        defer { for file in settled { file.file.release() } }
        guard !settled.isEmpty else { return [] }
        let claimedAt = now
        let claims = zip(settled, nextNumber...).map { file, number in
            let record = DropRecord(
                number: number, inbox: file.candidate.inbox.name, name: file.candidate.name.bytes, claimedAt: claimedAt,
                writerGone: file.file.quiet.writerGone)
            return ClaimedDrop(
                record: record, inbox: file.candidate.inbox, bytes: file.bytes, size: file.file.facts.size,
                problem: file.problem)
        }
        nextNumber += DropNumber(claims.count)
        // A name too long to be kept in the new one must be in the ledger before the rename can lose it.
        var batch = LedgerBatch()
        batch.drops = claims.map(\.record).filter { !$0.isNamedInWork }
        if !batch.isEmpty { try commit(batch) }
        var claimed: [ClaimedDrop] = []
        var shared: [ClaimedDrop] = []
        // In their order, so that what a crash leaves in work/ is what would have been first anyway.
        for (file, drop) in zip(settled, claims) {
            switch try take(file, as: drop.record) {
            case .taken(let links):
                claimed.append(drop)
                if links > 1, drop.problem == nil { shared.append(drop) }
            case .left where drop.record.isNamedInWork: break
            case .left: confirmed.unclaimed.append(drop.record.number)
            case .unread: unread.append(UnreadDrop(record: drop.record, inbox: drop.inbox))
            }
        }
        try EngineError.files { () throws(FileSystemError) in try keepOwnCopies(of: shared) }
        return claimed
    }

    /// What a claim came to.
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
            try removeDoneFile(of: settled.candidate)
            return .taken(links: facts.links)
        }
    }
}
