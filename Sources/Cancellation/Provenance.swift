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

/// Where one request came from.
package struct Provenance: Hashable, Codable, Sendable {
    package var drop: String
    package var name: String
    package var index: Int
    package var inboxTrust: InboxTrust
    /// Nil for exports.
    package var mail: MailThread?

    package init(drop: String, name: String, index: Int, inboxTrust: InboxTrust, mail: MailThread? = nil) {
        self.drop = drop
        self.name = name
        self.index = index
        self.inboxTrust = inboxTrust
        self.mail = mail
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
