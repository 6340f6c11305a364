// The sweep: the listing of the inboxes is the truth about what is there. Holds a bounded piece of it at a time.

import Ports

/// A name in an inbox that may be a drop.
struct Candidate: Hashable {
    var inbox: Inbox
    var name: FileName

    /// The name alone tells nearly all apart; an inbox is dear to hash.
    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Names that are still being made, by the customs of the tools that make them.
enum InProgress {
    private static let suffixes = [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".swx", "~"]
        .map { Array($0.utf8) }

    static func covers(_ name: FileName) -> Bool {
        name.bytes.first == UInt8(ascii: ".") || suffixes.contains { name.bytes.ends(with: $0) }
    }
}

extension Array<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count > suffix.count && self.suffix(suffix.count) == suffix[...]
    }
}

/// Lists the inboxes piece by piece: at most `limit` names are held, sorted so that runs are repeatable.
struct Sweep {
    private let inboxes: [Inbox]
    private let limit: Int
    private var queue: ArraySlice<Candidate> = []
    /// Folders in an inbox that hold inboxes of their own, such as `mail` in `inbox`: no drops, and nothing to warn of.
    private let inner: Set<String>

    init(inboxes: [Inbox], limit: Int = 8192) {
        self.inboxes = inboxes
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

    private func list(on files: any FileSystem, skip: (Candidate) -> Bool) throws(FileSystemError) -> [Candidate] {
        var found: [Candidate] = []
        for inbox in inboxes {
            try files.list(inbox.folder) { name in
                let candidate = Candidate(inbox: inbox, name: name)
                if !InProgress.covers(name), !isInner(candidate), !skip(candidate) { found.append(candidate) }
                return found.count < limit
            }
        }
        return found.sorted { $0.name < $1.name }
    }
}
