// The sweep: the listing of the inboxes is the truth about what is there. Holds a bounded piece of it at a time.

import Ports

/// A name in an inbox that may be a drop.
struct Candidate: Hashable {
    var inbox: Inbox
    var name: FileName

    /// Hashes only the name: hashing the inbox as well is slow, and names differ nearly always.
    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Lists the inboxes piece by piece: at most `limit` names are held, sorted so that runs are repeatable. An inbox that cannot be
/// listed keeps nobody from the others.
struct Sweep {
    /// What is new about an inbox as a whole; no error: it can be listed again.
    struct News {
        var inbox: Inbox
        var error: FileSystemError?
    }

    private let inboxes: [Inbox]
    private let inProgress: InProgress
    private let limit: Int
    private var unusable: Set<Inbox> = []
    private var news: [News] = []
    private var queue: ArraySlice<Candidate> = []
    /// Folders in an inbox that hold inboxes of their own, such as `mail` in `inbox`: no drops, and nothing to warn of.
    private let inner: Set<String>

    init(inboxes: [Inbox], inProgress: InProgress, limit: Int = 8192) {
        self.inboxes = inboxes
        self.inProgress = inProgress
        self.limit = limit
        inner = Set(inboxes.flatMap { Self.prefixes(of: $0.folder.path) })
    }

    private static func prefixes(of path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }

    /// The next names, at most `count`; lists again when the held ones are used up. Empty: nothing is left to look at.
    /// - Parameter skip: names not to be held, such as those that are still settling.
    mutating func next(_ count: Int, on files: any FileSystem, skip: (Candidate) -> Bool) throws(FileSystemError)
        -> [Candidate]
    {
        if queue.isEmpty { queue = try list(on: files, skip: skip)[...] }
        let next = queue.prefix(count)
        queue = queue.dropFirst(next.count)
        return Array(next)
    }

    /// Forgets what was listed: the next call lists afresh.
    mutating func restart() { queue = [] }

    private func isInner(_ candidate: Candidate) -> Bool {
        inner.contains(candidate.inbox.folder.path + "/" + String(decoding: candidate.name.bytes, as: UTF8.self))
    }

    /// What has become of the inboxes since this was asked last.
    mutating func takeNews() -> [News] {
        defer { news = [] }
        return news
    }

    private mutating func list(on files: any FileSystem, skip: (Candidate) -> Bool) throws(FileSystemError)
        -> [Candidate]
    {
        var found: [Candidate] = []
        for inbox in inboxes {
            do throws(FileSystemError) {
                try list(inbox, on: files, skip: skip, into: &found)
                if unusable.remove(inbox) != nil { news.append(News(inbox: inbox)) }
            } catch {
                if case .storage = error { throw error }
                if unusable.insert(inbox).inserted { news.append(News(inbox: inbox, error: error)) }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    private func list(
        _ inbox: Inbox, on files: any FileSystem, skip: (Candidate) -> Bool, into found: inout [Candidate]
    ) throws(FileSystemError) {
        func visit(_ name: FileName) -> Bool {
            guard let dropped = inbox.hasDoneFiles ? DoneFile.announced(by: name) : name else { return true }
            let candidate = Candidate(inbox: inbox, name: dropped)
            if !inProgress.covers(dropped), !isInner(candidate), !skip(candidate) { found.append(candidate) }
            return found.count < limit
        }
        do throws(FileSystemError) {
            try files.list(inbox.folder, visit)
        } catch .missing {
            // Somebody has removed it: within the spool it is made again, elsewhere only its owner can.
            try files.create(inbox.folder)
            try files.list(inbox.folder, visit)
        }
    }
}
