// Done files: where an inbox has them, `x.json` is a drop only once `x.json.done` lies beside it. The sweep lists the done files
// and looks for the drops they announce; the acquisition of a drop takes its done file away.

import Logging
package import Ports

/// The name that announces another one.
package enum DoneFile {
    private static let suffix = Array(".done".utf8)

    /// The done file of `name`.
    package static func announcing(_ name: FileName) -> FileName { FileName(name.bytes + suffix) }

    /// The drop that `name` announces; nil when it is no done file.
    package static func announced(by name: FileName) -> FileName? {
        guard name.bytes.count > suffix.count, name.bytes.suffix(suffix.count) == suffix[...] else { return nil }
        return FileName(Array(name.bytes.dropLast(suffix.count)))
    }
}

extension FileSystem {
    /// Takes the done file of a drop away that has just been renamed into `work/`. After a crash in between
    /// `removeLeftDoneFiles` does it. One that cannot be removed holds nothing up.
    func removeDoneFile(of candidate: Candidate, log: Logger) throws(FileSystemError) {
        guard candidate.inbox.hasDoneFiles else { return }
        let done = DoneFile.announcing(candidate.name)
        do throws(FileSystemError) {
            try remove(done, in: candidate.inbox.folder)
        } catch {
            guard error.isOfOneFile else { throw error }
            let metadata: Logger.Metadata = ["file": "\(done.printable)", "reason": "\(error)"]
            log.error("a done file cannot be removed; give Cancelbox the right to", metadata: metadata)
        }
    }
}

extension Pipeline {
    /// Removes what the acquisitions of `open` left beside a crash. Where the dropped name is there again, somebody has dropped
    /// another file under it, and the done file may be that one's: it stays.
    func removeLeftDoneFiles(of open: [DropRecord]) throws(EngineError) {
        for inbox in settings.inboxes where inbox.hasDoneFiles {
            for record in open where record.inbox == inbox.name {
                let name = FileName(record.name)
                try EngineError.files { () throws(FileSystemError) in
                    guard try files.inspect(name, in: inbox.folder) == nil else { return }
                    try files.removeDoneFile(of: Candidate(inbox: inbox, name: name), log: log)
                }
            }
        }
    }
}
