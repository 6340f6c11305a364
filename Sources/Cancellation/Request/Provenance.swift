// Where a request came from, as far as trust and answering are concerned.

/// What an inbox's configuration says about the files dropped into it.
package enum InboxTrust: String, Codable, Sendable, CaseIterable {
    /// Nothing here may move money unless the store itself shows the buyer's open claim.
    case none
    /// Exports (JSON, tables) are the seller's own word and may cancel by themselves; mails are not.
    case exports
    /// Everything dropped here may cancel by itself.
    case all
}

/// The mail a request was read from, for answering in its thread.
package struct MailThread: Hashable, Codable, Sendable {
    package var messageID: String?
    package var references: [String]
    /// The address an answer goes to (`Reply-To`, else `From`): a claim of the mail, not a proven fact.
    package var replyTo: String?
    package var subject: String?
    /// `Auto-Submitted`, list and bounce marks: never answered, never opens a case.
    package var isAutomatic: Bool

    package init(
        messageID: String? = nil, references: [String] = [], replyTo: String? = nil, subject: String? = nil,
        isAutomatic: Bool = false
    ) {
        self.messageID = messageID
        self.references = references
        self.replyTo = replyTo
        self.subject = subject
        self.isAutomatic = isAutomatic
    }
}

/// How it was known, when a drop was claimed, that nobody was writing to it any more.
package enum WriterGone: String, Hashable, Codable, Sendable, CaseIterable {
    /// The kernel granted a read lease: nobody had it open for writing.
    case proved
    /// No lease to be had: it lay unchanged for as long as the configuration asks.
    case assumed
}

/// Where one request came from.
package struct Provenance: Hashable, Codable, Sendable {
    package var drop: String
    package var name: String
    package var index: Int
    package var inboxTrust: InboxTrust
    /// Nil for exports.
    package var mail: MailThread?
    /// Nil when it was not recorded: a ledger of before, or a file found in `work/` without a row.
    package var writerGone: WriterGone?
    /// What the writer of a mail says, its subject first; at most `longestWords` characters. For the person who decides.
    package var words: String?

    /// Characters of `words`.
    package static let longestWords = 2_000

    package init(
        drop: String, name: String, index: Int, inboxTrust: InboxTrust, mail: MailThread? = nil,
        writerGone: WriterGone? = nil, words: String? = nil
    ) {
        self.words = words
        self.drop = drop
        self.name = name
        self.index = index
        self.inboxTrust = inboxTrust
        self.mail = mail
        self.writerGone = writerGone
    }

    /// Nobody else than who spoke in `other` speaks here, as far as that can be told without proof: the same address, or an answer within one
    /// thread. Where neither was a mail it is the same exporter's.
    package func isSameVoice(as other: Provenance) -> Bool {
        guard let mail, let earlier = other.mail else { return mail == nil && other.mail == nil }
        if let one = mail.replyTo?.lowercased(), one == earlier.replyTo?.lowercased() { return true }
        return earlier.messageID.map { mail.references.contains($0) } ?? false
    }

    /// The inbox lets this request act by itself.
    package var isTrusted: Bool {
        switch inboxTrust {
        case .none: false
        case .exports: mail == nil
        case .all: true
        }
    }
}
