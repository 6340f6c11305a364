// Settling: whether the writer of a file is gone. Proved by the kernel where it can, else by patience on our own clock.

import Cancellation
import Intake
import Ports

extension Quiet {
    /// What the evidence says of it; nil while somebody writes.
    var writerGone: WriterGone? {
        switch self {
        case .proved: .proved
        case .assumed: .assumed
        case .writing: nil
        }
    }
}

/// A file whose writer is gone: open, read, and (when `quiet` is proved) held against new writers until released.
struct SettledFile {
    var candidate: Candidate
    var file: any OpenFile
    var bytes: [UInt8]
    /// A reason not to read it at all, such as its size.
    var problem: String?

    /// What the sender of a file that is larger than `limit` bytes is told.
    static func tooLarge(limit: Int) -> String { "파일이 너무 큽니다 (최대 \(limit) 바이트). 나누어 다시 넣어 주세요." }
}

/// Remembers files that are not ready, and since when they have lain unchanged.
struct Settling {
    private struct Watched {
        var facts: FileStatus
        var unchangedSince: Int64
        /// When it was looked at last.
        var seenAt: Int64
        /// A writer came while the file was being acquired: it is given its time, whatever the kernel says just now.
        var isDisturbed = false
    }

    private let delayMilliseconds: Int64
    private let limits: Limits
    private var watched: [Candidate: Watched] = [:]
    /// Names that are no files; said once.
    private var refused: Set<Candidate> = []
    /// Files that cannot be moved out of their inbox, and since when they are left alone.
    private var unmovable: [Candidate: Int64] = [:]
    /// Drops that a done file announces and that are not there, and since when; at most so many.
    private var missing: [Candidate: Int64] = [:]
    private static let mostMissing = 1024
    private let missingMilliseconds: Int64

    /// - Parameter missingMilliseconds: how long a done file may lie without its file before a word is said about it.
    init(delayMilliseconds: Int64, missingMilliseconds: Int64, limits: Limits) {
        self.delayMilliseconds = delayMilliseconds
        self.missingMilliseconds = missingMilliseconds
        self.limits = limits
    }

    /// What a look at one candidate found.
    enum Finding {
        case settled(SettledFile)
        /// Still being written, or too fresh to tell; look again.
        case waiting
        /// Not to be read: left where it is. The text says why, the first time only.
        case refused(String?)
        case gone
    }

    /// When the next waiting file may be ready, in milliseconds from `now`; nil when none waits.
    func nextLook(now: Int64) -> Int64? {
        let waits = watched.values.map { watched in
            // Twice at most for one file: after the usual delay, and after that of a file that is cut off.
            let usual = watched.unchangedSince + delayMilliseconds - now
            return usual > 0 ? usual : watched.unchangedSince + 3 * delayMilliseconds - now
        }
        return waits.min().map { max(50, $0) }
    }

    /// A complete listing began at `start` and is over: names that it did not show are gone, and nobody waits for them.
    mutating func forgetUnlisted(since start: Int64) { watched = watched.filter { $0.value.seenAt >= start } }

    /// Leaves a file that cannot be taken alone for a while. True the first time: then it is worth a word to the operator.
    mutating func setAside(_ candidate: Candidate, now: Int64) -> Bool {
        unmovable[candidate] = now
        return refused.insert(candidate).inserted
    }

    /// A writer came to `file` while it was being acquired. It may have the right to write and not have begun: the next look
    /// must not come before it does.
    mutating func wasDisturbed(_ file: SettledFile, now: Int64) {
        watched[file.candidate] = Watched(
            facts: file.file.facts, unchangedSince: now, seenAt: now, isDisturbed: true)
    }

    /// Whether `candidate` could not be moved less than `period` milliseconds ago.
    mutating func isSetAside(_ candidate: Candidate, period: Int64, now: Int64) -> Bool {
        guard let since = unmovable[candidate] else { return false }
        if now - since < period { return true }
        unmovable[candidate] = nil
        return false
    }

    /// - Parameters:
    ///   - now: Monotonic milliseconds.
    ///   - clock: Milliseconds since 1970, for comparison with the time of the last writing.
    mutating func look(at candidate: Candidate, on files: any FileSystem, now: Int64, clock: Int64) -> Finding {
        let file: any OpenFile
        do throws(FileSystemError) {
            file = try files.open(candidate.name, in: candidate.inbox.folder)
        } catch {
            watched[candidate] = nil
            if candidate.inbox.hasDoneFiles, case .missing = error { return miss(candidate, now: now) }
            return finding(of: error, candidate)
        }
        if missing.removeValue(forKey: candidate) != nil { refused.remove(candidate) }
        // Nobody drops a program that runs with somebody else's rights by accident.
        guard !file.facts.isPrivileged else {
            file.release()
            return refuse(candidate, because: "it is set-user-ID or set-group-ID; take that mark away (chmod ug-s)")
        }
        if isReady(file, candidate, now: now) { return settle(file, candidate, now: now, clock: clock) }
        file.release()
        return .waiting
    }

    /// Ready by the clock alone, or (when nobody has it open) by its own form.
    private mutating func isReady(_ file: any OpenFile, _ candidate: Candidate, now: Int64) -> Bool {
        let before = watched[candidate].flatMap { $0.facts == file.facts ? $0 : nil }
        var seen = before ?? Watched(facts: file.facts, unchangedSince: now, seenAt: now)
        seen.seenAt = now
        let since = seen.unchangedSince
        watched[candidate] = seen
        if seen.isDisturbed, now - since < delayMilliseconds { return false }
        switch file.quiet {
        case .writing:
            watched[candidate]?.unchangedSince = now
            return false
        // Maildir deliverers finish a file before they give it its name.
        case .proved where candidate.inbox.isMaildir: return true
        case .proved, .assumed: return now - since >= delayMilliseconds || file.quiet == .proved
        }
    }

    private mutating func settle(
        _ file: any OpenFile, _ candidate: Candidate, now: Int64, clock: Int64
    ) -> Finding {
        do throws(FileSystemError) {
            let since = watched[candidate]?.unchangedSince ?? now
            guard file.facts.size <= limits.drop else {
                // Its end cannot be looked at, so only time tells whether there is more to come.
                guard now - since >= delayMilliseconds else {
                    file.release()
                    return .waiting
                }
                throw .tooLarge(path: candidate.name.printable, limit: limits.drop)
            }
            let bytes = try file.read(limit: limits.drop)
            let quiet = max(now - since, file.unwrittenMilliseconds(at: clock))
            guard candidate.inbox.isMaildir || quiet >= patience(with: bytes) else {
                file.release()
                return .waiting
            }
            watched[candidate] = nil
            return .settled(SettledFile(candidate: candidate, file: file, bytes: bytes))
        } catch .tooLarge(_, let limit) {
            watched[candidate] = nil
            return .settled(
                SettledFile(candidate: candidate, file: file, bytes: [], problem: SettledFile.tooLarge(limit: limit)))
        } catch {
            file.release()
            return finding(of: error, candidate)
        }
    }

    /// How long these bytes must have lain unchanged: a file that is clearly cut off is given three times as long, because
    /// its writer has most likely only paused.
    private func patience(with bytes: [UInt8]) -> Int64 {
        switch completeness(of: bytes) {
        case .whole: 0
        case .unclear: delayMilliseconds
        case .cut: 3 * delayMilliseconds
        }
    }

    /// A done file without its file: its sender may be late, or have forgotten it.
    private mutating func miss(_ candidate: Candidate, now: Int64) -> Finding {
        if missing.count >= Self.mostMissing, missing[candidate] == nil { missing = [:] }
        let since = missing[candidate, default: now]
        missing[candidate] = since
        guard now - since >= missingMilliseconds, refused.insert(candidate).inserted else { return .gone }
        return .refused("its done file is there, and the file itself is not; drop the file, or remove the done file")
    }

    private mutating func finding(of error: FileSystemError, _ candidate: Candidate) -> Finding {
        if case .missing = error {
            refused.remove(candidate)
            return .gone
        }
        return refuse(candidate, because: error.whyNotOpened)
    }

    private mutating func refuse(_ candidate: Candidate, because reason: String) -> Finding {
        watched[candidate] = nil
        return .refused(refused.insert(candidate).inserted ? reason : nil)
    }
}

extension OpenFile {
    /// How long ago the last writer was done, by the file's own time. Only the kernel's word that nobody has the file open makes
    /// that time worth anything: a copy that is under way may show the time of its original.
    fileprivate func unwrittenMilliseconds(at clock: Int64) -> Int64 {
        quiet == .proved ? clock - facts.modified / 1_000_000 : 0
    }
}

extension FileSystemError {
    /// Why something in an inbox is left there, for the operator.
    fileprivate var whyNotOpened: String {
        switch self {
        case .notRegular: "it is no regular file; links, pipes, sockets, devices and folders are never opened"
        case .denied: "Cancelbox has no right to read it"
        default: "\(self)"
        }
    }
}
