// The spool: every folder a thing can be in, and how things are named there. docs/STATES.md is its description.

package import Cancellation
package import Intake
package import Ports

/// The folders of a spool, relative to it.
package enum Spool {
    package static let inbox = Folder("inbox")
    package static let mailNew = Folder("inbox/mail/new")
    package static let mailCurrent = Folder("inbox/mail/cur")
    package static let mailTemporary = Folder("inbox/mail/tmp")
    /// Decision files of whoever may write to the spool: its owner, and nobody else.
    package static let decisions = Folder("decisions")
    package static let work = Folder("work")
    /// Files being written; a rename out of it publishes them.
    package static let temporary = Folder("tmp")
    package static let results = Folder("outbox/results")
    package static let emails = Folder("outbox/notices/email")
    package static let textMessages = Folder("outbox/notices/sms")
    package static let receipts = Folder("outbox/receipts")
    package static let tasks = Folder("outbox/tasks")
    package static let archive = Folder("archive")
    package static let quarantine = Folder("quarantine")

    /// In `work/`: the number of the drop that is being read.
    static let reading = FileName(".reading")
    /// In `work/`: the number of the drop that is being decided, or 0 for more than one thing.
    static let deciding = FileName(".deciding")

    /// What a new spool gets.
    package static let all = [inbox, mailNew, mailCurrent, mailTemporary] + own

    /// What every start makes sure of, whatever the inboxes are.
    static let own = [
        decisions, work, temporary, results, emails, textMessages, receipts, tasks, archive, quarantine,
    ]

    /// The usual inboxes, those of them that are in use: others are made by the sweep, where they can be.
    static func usualInboxes(among inboxes: [Inbox]) -> [Folder] {
        let folders = Set(inboxes.map(\.folder))
        let deliverers = folders.contains(mailNew) ? [mailTemporary] : []
        return [inbox, mailNew, mailCurrent].filter(folders.contains) + deliverers
    }

    /// The ledger, relative to the spool.
    package static let ledger = "ledger.sqlite"
}

extension DropRecord {
    /// Its name for good: unique by the number, recognisable by the fingerprint, openable by the extension.
    func keptName(fingerprint: String?) -> String {
        WorkName.padded(number) + (fingerprint.map { "-\($0.prefix(12))" } ?? "") + safeExtension
    }

    /// The folder and name it is moved to.
    var target: (folder: Folder, name: FileName)? {
        guard let place, let slash = place.lastIndex(of: "/") else { return nil }
        return (Folder(String(place[..<slash])), FileName(String(place[place.index(after: slash)...])))
    }

    /// The dropped name made printable, for people; never a path.
    package var printableName: String { FileName(name).printable }

    private var safeExtension: String {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        let letters = name[(dot + 1)...]
        let isSafe = letters.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
        }
        guard (1...8).contains(letters.count), isSafe else { return "" }
        return "." + String(decoding: letters, as: UTF8.self).lowercased()
    }
}

/// One inbox of the configuration.
package struct Inbox: Hashable, Sendable {
    package var name: String
    package var folder: Folder
    package var trust: InboxTrust
    /// The channel of requests that name none.
    package var channel: Channel
    /// A Maildir folder: its deliverers put files there whole, by link or rename.
    package var isMaildir: Bool
    /// A file is a drop only once one with `.done` after its name lies beside it.
    package var hasDoneFiles: Bool
    /// For decision files only, which need no token here.
    package var takesDecisions: Bool

    /// The private one of every spool.
    package static let decisions = Inbox(
        name: "decisions", folder: Spool.decisions, trust: .none, takesDecisions: true)

    package init(
        name: String, folder: Folder, trust: InboxTrust, channel: Channel = .smartstore, isMaildir: Bool = false,
        hasDoneFiles: Bool = false, takesDecisions: Bool = false
    ) {
        self.name = name
        self.folder = folder
        self.trust = trust
        self.channel = channel
        self.isMaildir = isMaildir
        self.hasDoneFiles = hasDoneFiles
        self.takesDecisions = takesDecisions
    }
}

/// What the engine counts with.
package struct EngineSettings: Sendable {
    package var inboxes: [Inbox]
    package var policy: Policy
    /// Who may decide in any inbox.
    package var operators: [Operator] = []
    /// Asked at each decision: nobody but the owner of the spool may write to its folder of decisions.
    package var decisionsArePrivate: @Sendable () -> Bool = { true }
    /// Names that are left alone.
    package var inProgress = InProgress()
    /// Tried on protected workbooks.
    package var workbookPasswords: [String] = []
    /// What exports call their fields.
    package var fieldNames = FieldNames.usual
    /// What customers say in their own words.
    package var lexicon = Lexicon.usual
    /// How long a file must lie unchanged when nothing proves that it is complete, in milliseconds.
    package var settleDelayMilliseconds: Int64 = 2000
    /// The longest time between two sweeps, in milliseconds: what a lost hint can cost.
    package var sweepIntervalMilliseconds: Int64 = 60_000
    /// Files and bytes of one batch.
    package var batchFiles = 512
    package var batchBytes = 32 << 20
    /// Batches of fewer drops than this are published at once: a lone drop must not wait for another thread to wake.
    package var handOverFiles = 6
    /// Nothing new is taken while the spool's file system has less room than this.
    package var freeSpaceFloorBytes = 64 << 20
    /// Nothing new is taken while so many requests wait for the store: each is held in memory with what it says.
    package var mostWaitingRequests = 10_000
    /// The most messages that one address or number gets in an hour.
    package var noticesPerHour = 30
    /// The most requests of one mail that proves nothing; a customer's mail asks for one or two things. The rest is a person's.
    package var requestsPerMail = 5
    /// Whose drops, requests and leases are ours, in a ledger that daemons of several spools share. A ledger in a spool belongs to that
    /// spool, wherever it is moved to and whatever the machine is called: there it is always this word.
    package var owner = "cancelbox"
    /// How often the reading of one drop may fail, or end the process, before that drop goes to quarantine.
    package var maximumAttempts = 3

    package init(inboxes: [Inbox], policy: Policy = .standard) {
        self.inboxes = inboxes
        self.policy = policy
    }
}
