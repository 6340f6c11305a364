// What a crash left of the bytes of a decided drop. Its cases go on whatever it is; a person is told when the bytes are not what
// was read.

import Digest
import Intake
import Logging
import Ports

/// What is left of a decided drop.
enum Remains {
    /// In `work/` or where it belongs, as it was read.
    case whole
    /// There, but other bytes: a power cut came before the disk had all that its sender wrote.
    case damaged
    /// In no folder of the spool.
    case gone
}

extension Pipeline {
    /// Looks in `work/`, where the drop belongs, and in its inbox: a power cut may have undone the rename out of there after the
    /// ledger had learned of it. Then the same bytes are taken out of there once more.
    func remains(of record: DropRecord) throws(EngineError) -> Remains {
        try EngineError.files { () throws(FileSystemError) in
            if let place = try place(of: record) { return try isWhole(record, at: place) ? .whole : .damaged }
            let name = FileName(record.name)
            for inbox in settings.inboxes where inbox.name == record.inbox && record.sha256 != nil {
                let place = (folder: inbox.folder, name: name)
                guard try isFile(at: place), try isWhole(record, at: place) else { continue }
                try files.move(name, from: inbox.folder, to: record.workName, in: Spool.work)
                return .whole
            }
            return .gone
        }
    }

    /// Where the file of a decided drop lies: in `work/`, or where it belongs; nil when in neither.
    private func place(of record: DropRecord) throws(FileSystemError) -> (folder: Folder, name: FileName)? {
        let work = (folder: Spool.work, name: record.workName)
        if try isFile(at: work) { return work }
        guard let target = record.target else { return nil }
        do throws(FileSystemError) {
            return try isFile(at: target) ? target : nil
        } catch .missing {
            // Not even the folder is there.
            return nil
        }
    }

    private func isFile(at place: (folder: Folder, name: FileName)) throws(FileSystemError) -> Bool {
        try files.inspect(place.name, in: place.folder)?.kind == .regular
    }

    /// Whether the file is, byte for byte, what was read. One that was not read has nothing to compare.
    private func isWhole(
        _ record: DropRecord, at place: (folder: Folder, name: FileName)
    ) throws(FileSystemError) -> Bool {
        guard let sha256 = record.sha256 else { return true }
        let facts = try files.inspect(place.name, in: place.folder)
        guard let facts, facts.size == record.bytes, facts.size <= limits.drop else { return false }
        return Digest.sha256(try content(at: place)) == sha256
    }

    private func content(at place: (folder: Folder, name: FileName)) throws(FileSystemError) -> [UInt8] {
        let file = try files.open(place.name, in: place.folder)
        defer { file.release() }
        return try file.read(limit: limits.drop)
    }

    /// The rows to be handed back of a drop that was decided before a crash: its bytes are read once more, which gives the same
    /// rows. None where the bytes are not what was read: other bytes have other rows.
    func rejectedRows(of record: DropRecord) throws(EngineError) -> [RejectedRows] {
        guard record.hasRejectedRows, !record.isSpoilt else { return [] }
        let bytes = try EngineError.files { () throws(FileSystemError) in
            try place(of: record).map { place throws(FileSystemError) in try content(at: place) }
        }
        return bytes.map { reader.document(of: $0).rejected } ?? []
    }

    /// A drop that was never read (poison, too large) and is not in `work/` any more: a power cut undid the rename, and nothing was
    /// decided but to put it aside. Its acquisition is taken back, and the sweep finds it if it is still there.
    func takeBack(_ record: DropRecord) {
        var acquired = record
        acquired.state = .acquired
        confirmed.drops.append(acquired)
        confirmed.untaken.append(record.number)
    }

    /// The drop with the word for its bytes, which its receipt and a task show; the ledger learns it with the next commit.
    func spoilt(_ record: DropRecord, _ remains: String) -> DropRecord {
        var record = record
        // The words of a refusal stay; those of an earlier start that found the same do not stand there twice.
        if !record.isSpoilt { record.problem = [record.problem, remains].compactMap(\.self).joined(separator: " ") }
        confirmed.drops.append(record)
        let metadata: Logger.Metadata = ["drop": "\(record.number)", "name": "\(record.printableName)"]
        log.error(
            "the bytes of a decided drop are gone or damaged: see outbox/tasks. Its cases go on", metadata: metadata)
        return record
    }
}

extension DropRecord {
    static let bytesDamaged =
        "보관된 파일의 내용이 읽었을 때와 다릅니다(정전 등으로 손상). 판단은 손상되기 전의 내용으로 끝났습니다. 증빙이 필요하면 보낸 쪽의 원본을 받아 두세요."
    static let bytesGone =
        "읽은 파일이 스풀의 어느 폴더에도 없습니다. 판단은 파일이 있을 때 끝났습니다. 증빙이 필요하면 백업이나 보낸 쪽에서 원본을 찾아 두세요."

    /// It was read and decided, and its bytes are not what was read any more.
    var isSpoilt: Bool { [Self.bytesDamaged, Self.bytesGone].contains { problem?.hasSuffix($0) ?? false } }
}
