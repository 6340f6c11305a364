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
            if let isWhole = try isWhole(record, as: record.workName, in: Spool.work) {
                return isWhole ? .whole : .damaged
            }
            if let target = record.target {
                do throws(FileSystemError) {
                    if let isWhole = try isWhole(record, as: target.name, in: target.folder) {
                        return isWhole ? .whole : .damaged
                    }
                } catch .missing {
                    // Not even the folder is there.
                }
            }
            let name = FileName(record.name)
            for inbox in settings.inboxes where inbox.name == record.inbox {
                guard record.sha256 != nil, try isWhole(record, as: name, in: inbox.folder) == true else { continue }
                try files.move(name, from: inbox.folder, to: record.workName, in: Spool.work)
                return .whole
            }
            return .gone
        }
    }

    /// Whether the file is, byte for byte, what was read; nil when there is none. One that was not read has nothing to compare.
    private func isWhole(_ record: DropRecord, as name: FileName, in folder: Folder) throws(FileSystemError) -> Bool? {
        guard let facts = try files.inspect(name, in: folder), facts.kind == .regular else { return nil }
        guard let sha256 = record.sha256 else { return true }
        guard facts.size == record.bytes, facts.size <= limits.drop else { return false }
        let file = try files.open(name, in: folder)
        defer { file.release() }
        return Digest.sha256(try file.read(limit: limits.drop)) == sha256
    }

    /// A drop that was never read (poison, too large) and is not in `work/` any more: a power cut undid the rename, and nothing was
    /// decided but to put it aside. Its claim is taken back, and the sweep finds it if it is still there.
    func takeBack(_ record: DropRecord) {
        var claimed = record
        claimed.state = .claimed
        confirmed.drops.append(claimed)
        confirmed.unclaimed.append(record.number)
    }

    /// The drop with the word for its bytes, which its receipt and a task show; the ledger learns it with the next commit.
    func spoilt(_ record: DropRecord, _ problem: String) -> DropRecord {
        var record = record
        record.problem = problem
        confirmed.drops.append(record)
        let metadata: Logger.Metadata = ["drop": "\(record.number)", "name": "\(record.printableName)"]
        log.error(
            "the bytes of a decided drop are gone or damaged: see outbox/tasks. Its cases go on", metadata: metadata)
        return record
    }
}

extension DropRecord {
    static let bytesDamaged =
        "보관된 파일의 내용이 처리할 때와 다릅니다(정전 등으로 손상). 요청은 손상되기 전에 읽어 처리했습니다. 증빙이 필요하면 보낸 쪽의 원본을 받아 두세요."
    static let bytesGone = "처리한 파일이 스풀의 어느 폴더에도 없습니다. 요청은 읽어 처리했습니다. 증빙이 필요하면 백업이나 보낸 쪽에서 원본을 찾아 두세요."

    /// It was read and decided, and its bytes are not what was read any more.
    var isSpoilt: Bool { disposition == .archive && problem != nil }
}
