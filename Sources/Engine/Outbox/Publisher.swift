// The outbox: complete files or none. Everything is written under a temporary name, made durable in one go, then renamed.

import Cancellation
import Digest
import Logging
import Ports
import StrictJSON

/// What one batch brings to the outbox.
struct Publication: Sendable {
    var effects: [EffectRecord]
    var cases: [CaseID: Case]
    var reports: [DropReport]
    /// Drops that were put away before, and whose cases have gone on since: their receipts say so.
    var served: [DropReport] = []
    /// Keys of notices whose recipients have had enough for now.
    var crowded: Set<String> = []
}

/// A notice that could not be written. Its effect is pending until the case has heard of it.
struct UnwrittenNotice: Sendable {
    var key: String
    var notice: Notice
    var why: String
}

/// Writes the files of one batch and moves its drops to where they stay.
struct Publisher {
    let files: any FileSystem
    let notices: any NoticeWriter
    let log: Logger

    /// One finished file and where it belongs.
    private struct OutboxFile {
        var folder: Folder
        var name: FileName
        var temporary: FileName
    }

    /// First the outbox, then the drops' last move, then the receipts, so that a
    /// receipt promises files that are there. When it returns, contents are durable and names will be with the next sync.
    /// - Returns: notices that cannot be written; a task for a person lies in their place.
    func publish(_ publication: Publication) throws(FileSystemError) -> [UnwrittenNotice] {
        var unwritten: [UnwrittenNotice] = []
        let (effects, cases, reports) = (publication.effects, publication.cases, publication.reports)
        var outbox: [OutboxFile] = []
        var receipts: [OutboxFile] = []
        for effect in effects {
            let isCrowded = publication.crowded.contains(effect.key)
            guard let (folder, name, bytes) = file(for: effect, cases: cases, isCrowded: isCrowded, &unwritten) else {
                continue
            }
            outbox.append(try write(bytes, to: name, in: folder, number: outbox.count))
        }
        var rejectedNames: Set<FileName> = []
        var receiptNames: Set<FileName> = []
        for report in reports {
            var rejectedFile: String?
            if !report.rejected.isEmpty {
                let bytes = rejectedFileBytes(report.rejected)
                let name = try rejectedName(for: report.drop, bytes, taken: &rejectedNames)
                let number = outbox.count + receipts.count
                outbox.append(try write(bytes, to: name, in: Spool.tasks, number: number))
                rejectedFile = "\(Spool.tasks.path)/\(name.printable)"
            }
            if report.drop.needsPerson {
                let number = outbox.count + receipts.count
                let task = report.drop.taskFile.bytes()
                outbox.append(try write(task, to: report.drop.taskName, in: Spool.tasks, number: number))
            }
            let number = outbox.count + receipts.count
            let receipt = report.file(rejectedFile: rejectedFile).bytes()
            let receiptName = try receiptName(of: report, taken: &receiptNames)
            receipts.append(try write(receipt, to: receiptName, in: Spool.receipts, number: number))
            guard report.drop.disposition == .quarantine, let target = report.drop.target else { continue }
            let name = FileName(target.name.bytes + Array(".reason.json".utf8))
            outbox.append(try write(report.drop.reasonFile.bytes(), to: name, in: target.folder, number: number + 1))
        }
        var rewritten: [(report: DropReport, name: FileName, receipt: OutboxFile?)] = []
        for report in publication.served {
            let number = outbox.count + receipts.count + rewritten.count
            let name = try receiptName(of: report, taken: &receiptNames)
            rewritten.append((report, name, try rewrite(receiptOf: report, as: name, number: number)))
        }
        try files.sync()
        for file in outbox { try publish(file) }
        for effect in effects where effect.effect == .publishResult {
            for name in cases[effect.caseID]?.doneTasks ?? [] { try removeTask(FileName(name)) }
        }
        for report in reports { try putAway(report.drop) }
        for file in receipts { try publish(file) }
        for receipt in rewritten.compactMap(\.receipt) { try publish(receipt) }
        for (report, receipt) in zip(reports, receipts) { try removeReceipts(of: report, but: receipt.name) }
        for (report, name, _) in rewritten { try removeReceipts(of: report, but: name) }
        return unwritten
    }

    /// What the drop's receipt was before, under another name.
    private func removeReceipts(of report: DropReport, but name: FileName) throws(FileSystemError) {
        for old in report.outdatedFileNames where old != name {
            if try isReceipt(old, of: report.drop) { try files.remove(old, in: Spool.receipts) }
        }
    }

    /// The receipt of a drop that was put away before, as its cases are now; nil when that is what stands there. Of the rows that could not be
    /// read it says what it said: somebody may have dealt with them.
    private func rewrite(
        receiptOf report: DropReport, as name: FileName, number: Int
    ) throws(FileSystemError) -> OutboxFile? {
        var rejected: JSONNode?
        for old in report.outdatedFileNames where rejected == nil {
            let bytes = try receipt(old, of: report.drop)
            rejected = bytes.flatMap { try? JSONReader.read($0)["rejected"] }  // a receipt: it was read just now
        }
        let bytes = report.file(rejected: rejected).bytes()
        if try receipt(name, of: report.drop) == bytes { return nil }
        return try write(bytes, to: name, in: Spool.receipts, number: number)
    }

    /// The plain name, unless another drop of the same name has its receipt there.
    private func receiptName(
        of report: DropReport, taken: inout Set<FileName>
    ) throws(FileSystemError) -> FileName {
        let plain = report.fileName
        guard taken.insert(plain).inserted else { return report.numberedFileName }
        if try files.inspect(plain, in: Spool.receipts) == nil { return plain }
        return try isReceipt(plain, of: report.drop) ? plain : report.numberedFileName
    }

    /// Another drop may have been dropped under the same name: its receipt is none of ours.
    private func isReceipt(_ name: FileName, of drop: DropRecord) throws(FileSystemError) -> Bool {
        try receipt(name, of: drop) != nil
    }

    /// The bytes of this drop's receipt under `name`, if it stands there.
    private func receipt(_ name: FileName, of drop: DropRecord) throws(FileSystemError) -> [UInt8]? {
        guard let facts = try files.inspect(name, in: Spool.receipts), facts.kind == .regular else { return nil }
        let file = try files.open(name, in: Spool.receipts)
        defer { file.release() }
        let bytes = try file.read(limit: facts.size)
        let receipt = try? JSONReader.read(bytes)  // not ours when it is no JSON
        return receipt?["place"]?.string == drop.place ? bytes : nil
    }

    /// A task that nobody has to do any more. Somebody may have taken it away.
    private func removeTask(_ name: FileName) throws(FileSystemError) {
        guard try files.inspect(name, in: Spool.tasks) != nil else { return }
        try files.remove(name, in: Spool.tasks)
    }

    private func publish(_ file: OutboxFile) throws(FileSystemError) {
        try files.replace(file.temporary, from: Spool.temporary, to: file.name, in: file.folder)
    }

    private func write(
        _ bytes: [UInt8], to name: FileName, in folder: Folder, number: Int
    ) throws(FileSystemError) -> OutboxFile {
        let temporary = FileName("publish-\(number)")
        try files.write(bytes, to: temporary, in: Spool.temporary)
        return OutboxFile(folder: folder, name: name, temporary: temporary)
    }

    /// Moves a decided drop out of `work/`. Repeating it after a crash finds the file already there, or (when recovery has seen
    /// that) nothing at all.
    private func putAway(_ drop: DropRecord) throws(FileSystemError) {
        guard let target = drop.target else { return }
        let move = { () throws(FileSystemError) in
            try files.move(drop.workName, from: Spool.work, to: target.name, in: target.folder)
        }
        do throws(FileSystemError) {
            try move()
        } catch .exists {
            try keepOnce(drop, in: target.folder, as: target.name)
        } catch .missing {
            // The first drop of a day, or one that was put away before, or one whose bytes are gone.
            try files.create(target.folder)
            if try files.inspect(target.name, in: target.folder) != nil { return }
            if drop.isSpoilt, try files.inspect(drop.workName, in: Spool.work) == nil { return }
            try move()
        }
    }

    /// The place is taken: by the same bytes, which then are kept already, or by others (a restored ledger), which nobody overwrites.
    private func keepOnce(_ drop: DropRecord, in folder: Folder, as name: FileName) throws(FileSystemError) {
        let kept = try files.open(name, in: folder)
        defer { kept.release() }
        let bytes = try kept.read(limit: kept.facts.size)
        if let sha256 = drop.sha256, Digest.sha256(bytes) == sha256 {
            return try files.remove(drop.workName, in: Spool.work)
        }
        let other = FileName(name.bytes + Array("-\(drop.acquiredAt.milliseconds)".utf8))
        try files.move(drop.workName, from: Spool.work, to: other, in: folder)
        log.error(
            "a file is kept under another name, because its place is taken",
            metadata: ["drop": "\(drop.number)", "place": "\(folder.path)/\(other.printable)"])
    }

    /// Folder, name and bytes of what an effect publishes; nil when there is nothing to write any more.
    private func file(
        for record: EffectRecord, cases: [CaseID: Case], isCrowded: Bool, _ unwritten: inout [UnwrittenNotice]
    ) -> (Folder, FileName, [UInt8])? {
        switch record.effect {
        case .command, .reread: return nil
        case .publishResult:
            guard let subject = cases[record.caseID] else { return nil }
            return (Spool.results, FileName("\(subject.id).json"), subject.resultFile.bytes())
        // What was done before it could be written is not to be done.
        case .openTask(let task) where cases[record.caseID]?.doneTasks?.contains(task.fileName) == true: return nil
        case .openTask(let task):
            return (Spool.tasks, FileName(task.fileName), task.file.bytes())
        case .send(let notice):
            do throws(NoticeError) {
                if isCrowded { throw .tooMany }
                let folder = notice.medium == .email ? Spool.emails : Spool.textMessages
                return (folder, FileName(notice.fileName), try notices.write(notice))
            } catch {
                unwritten.append(UnwrittenNotice(key: record.key, notice: notice, why: error.advice))
                return unsendable(notice, error)
            }
        }
    }

    /// A customer who cannot be reached is a person's task, never a silent loss.
    private func unsendable(_ notice: Notice, _ error: NoticeError) -> (Folder, FileName, [UInt8])? {
        log.error("notice cannot be written", metadata: ["case": "\(notice.caseID)", "advice": "\(error.advice)"])
        let task = OperatorTask(
            caseID: notice.caseID, kind: .review, at: notice.at,
            what: "고객에게 알림(\(notice.kind.rawValue))을 보낼 수 없습니다. 스토어에서 직접 안내해 주세요.", because: [error.advice])
        let name = "\(notice.caseID)-notice-\(notice.kind.rawValue)-\(notice.medium.rawValue).json"
        return (Spool.tasks, FileName(name), task.file.bytes())
    }
}
