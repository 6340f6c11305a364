// What intake makes of a drop: what kind of thing it is, what it asks for, or why it cannot be read.

package import Cancellation

/// What the bytes turned out to be.
package enum DocumentKind: String, Hashable, Sendable {
    case json, ndjson, mail, mbox, csv, xlsx, xls
    /// A web page with a table in it; order tools name it .xls.
    case html
    /// What persons have decided about cases; never beside requests.
    case decision
    /// A workbook that none of the passwords given opens: a person has to do something about it.
    case lockedWorkbook
    /// Nothing we read: `problem` says what to do.
    case unknown
}

/// An attachment of a mail; its own requests stand among the document's.
package struct Attachment: Hashable, Sendable {
    /// As the mail names it, made readable; nil for a nameless one.
    package var name: String?
    /// MIME type, lower case, such as `application/json`.
    package var type: String
    package var bytes: Int
    package var sha256: String

    package init(name: String?, type: String, bytes: Int, sha256: String) {
        self.name = name
        self.type = type
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// What a mail says of itself. Facts as written, judged by nobody: a mail proves nothing about its sender.
package struct MailFacts: Hashable, Sendable {
    package var subject: String?
    /// The decoded `From` header, as a person reads it.
    package var from: String?
    /// The bare address of the first `From` mailbox.
    package var fromAddress: String?
    package var date: Instant?
    /// Without angle brackets.
    package var messageID: String?
    /// The first text/plain part, else the HTML rendered to text.
    package var text: String?
    package var attachments: [Attachment]
    /// What answering needs.
    package var thread: MailThread
    /// What a judgement about the sender would need.
    package var origin: MailOrigin

    package init(
        subject: String? = nil, from: String? = nil, fromAddress: String? = nil, date: Instant? = nil,
        messageID: String? = nil, text: String? = nil, attachments: [Attachment] = [],
        thread: MailThread = MailThread(),
        origin: MailOrigin = MailOrigin()
    ) {
        self.subject = subject
        self.from = from
        self.fromAddress = fromAddress
        self.date = date
        self.messageID = messageID
        self.text = text
        self.attachments = attachments
        self.thread = thread
        self.origin = origin
    }
}

/// Rows of one table that could not be read, as they stood there.
package struct RejectedRows: Hashable, Sendable {
    /// The names of the columns.
    package var titles: [String]
    package var rows: [RejectedRow]

    package init(titles: [String], rows: [RejectedRow]) {
        self.titles = titles
        self.rows = rows
    }
}

/// One row that could not be read.
package struct RejectedRow: Hashable, Sendable {
    /// Every column's text, empty ones too.
    package var cells: [String]
    /// Where it is, what is wrong and what to do.
    package var reason: String

    package init(cells: [String], reason: String) {
        self.cells = cells
        self.reason = reason
    }
}

/// Everything intake understood of one drop.
package struct Document: Hashable, Sendable {
    package var kind: DocumentKind
    package var mail: MailFacts?
    package var requests: [Request]
    /// Of a decision file: what persons have decided. Empty otherwise.
    package var decisions: [PersonDecision] = []
    /// For an mbox: how many messages were told apart.
    package var messages: Int?
    /// For an mbox of several messages: the mail that each request was read from. Empty otherwise.
    package var threads: [MailThread] = []
    /// Why the drop cannot be read, and what its sender can do. Set means: nothing of it is acted on.
    package var problem: String?
    /// The drop could be read, and names nothing that is ours: what its sender can do. It is not acted on either.
    package var remark: String?
    /// What of a table is not acted on; its other rows are.
    package var rejected: [RejectedRows]

    package init(
        kind: DocumentKind, mail: MailFacts? = nil, requests: [Request] = [], problem: String? = nil,
        remark: String? = nil, rejected: [RejectedRows] = []
    ) {
        self.kind = kind
        self.mail = mail
        self.requests = requests
        self.rejected = rejected
        self.problem = problem
        self.remark = remark
    }

    /// The mail a request was read from; nil for exports, which are their sender's own word.
    package func thread(ofRequest index: Int) -> MailThread? {
        mail?.thread ?? (threads.indices.contains(index) ? threads[index] : nil)
    }

    /// Why nothing of this drop is acted on; nil when it is.
    package var refusal: String? { problem ?? remark }
}

extension MailFacts {
    /// Subject and text for a person who decides, cut at `Provenance.longestWords`; nil where there are none.
    package var words: String? {
        let said = [subject, text].compactMap { $0?.unicodeScalars.prefix(Provenance.longestWords) }
            .map { String(String.UnicodeScalarView($0)).trimmingBlanks() }.filter { !$0.isEmpty }.joined(
                separator: "\n\n")
        return said.isEmpty
            ? nil : String(String.UnicodeScalarView(said.unicodeScalars.prefix(Provenance.longestWords)))
    }
}
