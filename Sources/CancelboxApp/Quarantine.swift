// The files that could not be read, as they lie in quarantine/ with their reasons. The folder is the truth; the ledger is not asked.

import Engine
import Foundation
import LinuxHost
import Ports
import StrictJSON

/// One file in quarantine.
struct QuarantinedFile {
    /// In `quarantine/`.
    var file: String
    /// As it was dropped, made printable; the name in `quarantine/` where nobody wrote down why.
    var name: String
    /// The folder it was dropped into, below the spool.
    var inbox: String
    /// When it was taken, as the reason says it.
    var at: String?
    var bytes: Int
    var problem: String?

    /// The number of its drop, without zeros in front; nil where the name bears none.
    var number: String? {
        let digits = file.prefix { $0.isNumber }.drop { $0 == "0" }
        return digits.isEmpty ? nil : String(digits)
    }
}

/// `quarantine/` of a spool.
struct Quarantine {
    private static let ending = ".reason.json"
    let spool: String

    private var folder: String { "\(spool)/\(Spool.quarantine.path)" }

    /// Oldest first.
    func files() throws -> [QuarantinedFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return names.filter { !$0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.map { file in
            let reason = reason(for: file)
            // Somebody may take it away just now.
            let size = (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)"))?[.size] as? Int
            return QuarantinedFile(
                file: file, name: reason?["name"]?.string ?? file, inbox: reason?["inbox"]?.string ?? Spool.inbox.path,
                at: reason?["at"]?.string, bytes: size ?? 0, problem: reason?["problem"]?.string)
        }
    }

    /// Nil where there is none that can be read: the list shows the file all the same.
    private func reason(for file: String) -> JSONNode? {
        FileManager.default.contents(atPath: "\(folder)/\(file)\(Self.ending)").flatMap {
            try? JSONReader.read([UInt8]($0))  // another one's file: shown as none
        }
    }

    /// Moves `file` back into its inbox in one step, and takes its reason and its task away: it is a new drop from now on.
    /// - Returns: where it lies, below the spool.
    /// - Throws: `QuarantineError`; then the file is where it was.
    func requeue(_ file: QuarantinedFile) throws(QuarantineError) -> String {
        // A name that is no plain one any more is replaced by that of the drop.
        let isPlain = !file.name.isEmpty && !file.name.contains("/") && !file.name.hasPrefix(".")
        let name = isPlain && file.name.utf8.count <= 255 ? file.name : file.file
        let target = "\(file.inbox)/\(name)"
        do {
            let files = try LiveFileSystem(spool: spool)
            try files.move(FileName(file.file), from: Spool.quarantine, to: FileName(name), in: Folder(file.inbox))
            // Left behind they would tell of a file that is not there; both may have been taken away already.
            let task = FileName("drop-\(file.file.prefix { $0.isNumber }).json")
            for (name, folder) in [(FileName(file.file + Self.ending), Spool.quarantine), (task, Spool.tasks)] {
                try? files.remove(name, in: folder)  // the file is dropped again whatever becomes of these
            }
            return target
        } catch {
            switch error {
            case .exists: throw .taken(target)
            case .missing: throw .noInbox(file.inbox)
            default: throw .failed("\(error)")
            }
        }
    }
}

/// Why a file stays in quarantine.
enum QuarantineError: Error {
    case taken(String)
    case noInbox(String)
    case failed(String)

    /// What the operator can do.
    var advice: String {
        switch self {
        case .taken(let target): "\(target) exists: wait until it is taken, or rename it, then try again"
        case .noInbox(let inbox):
            "the folder \(inbox) is not there any more: make it, or move the file into an inbox by hand"
        case .failed(let why): why
        }
    }
}
