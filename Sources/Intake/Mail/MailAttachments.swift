// What is attached to a mail: exports, which say more than the words around them, and mails, which somebody passed on.

internal import Cancellation
internal import Digest

/// Reads the bytes of an attachment of the given MIME type and name; nil when it is nothing that holds requests.
typealias AttachmentReading = ([UInt8], _ type: String, _ name: String?) -> Document?

/// Whether an attachment is a mail of its own.
func isAttachedMail(_ bytes: [UInt8], type: String, name: String?) -> Bool {
    let isNamedMail = name?.lowercased().hasSuffix(".eml") ?? false
    return (isNamedMail || type == "message/rfc822" || type == "message/global") && looksLikeMail(bytes)
}

/// Everything attached to one mail, read.
struct MailAttachments {
    private(set) var all: [Attachment] = []
    /// What attached exports ask for.
    private(set) var exported: [Request] = []
    /// What attached mails ask for, in their order.
    private(set) var forwarded: [Request] = []
    /// Rows that could not be read, and files that should have been: they are handed back.
    private(set) var rejected: [RejectedRows] = []
    /// Names (or types) of parts that nobody here can read, pictures and the like included.
    private(set) var unread: [String] = []
    /// Those of them that hold the mail itself: encrypted, signed around the text, or packed by Outlook.
    private(set) var sealed: [String] = []
    private static let seals: Set<String> = [
        "application/pkcs7-mime", "application/x-pkcs7-mime", "application/ms-tnef", "application/vnd.ms-tnef",
        "application/pgp-encrypted",
    ]

    /// - Parameter isAutomatic: a machine sent the mail. What it brings back (a bounce its message, an answering machine the question)
    ///   asks for nothing.
    init(_ leaves: [MimeLeaf], isAutomatic: Bool, _ readAttachment: AttachmentReading) {
        for leaf in leaves {
            let content = leaf.bytes()
            all.append(Attachment(name: leaf.name, type: leaf.type, bytes: content.count, sha256: sha256(content)))
            guard let read = readAttachment(content, leaf.type, leaf.name) else {
                let name = leaf.name ?? leaf.type
                unread.append(name)
                if Self.seals.contains(leaf.type) || name.lowercased() == "winmail.dat" { sealed.append(name) }
                continue
            }
            if let problem = read.problem ?? read.problemWithinMail {
                let cell = leaf.name ?? leaf.path
                rejected.append(
                    RejectedRows(titles: ["첨부 파일"], rows: [RejectedRow(cells: [cell], reason: "\(cell): \(problem)")]))
            } else if read.kind == .mail || read.kind == .mbox {
                // Some programs save a mail with the separator of an mbox above it.
                guard !isAutomatic else { continue }
                let asked = read.requests.enumerated().filter {
                    read.thread(ofRequest: $0.offset)?.isAutomatic == false
                }
                forwarded += asked.map { $0.element.within("\(leaf.path)/\($0.element.evidence.part)") }
                rejected += read.rejected
            } else {
                exported += read.requests.map { $0.within("\(leaf.path):\(leaf.name ?? "")") }
                rejected += read.rejected
            }
        }
    }

    /// What the mail asks for, all in all, where its own words ask for `written`.
    ///
    /// An attached export says more than the words around it; but whoever writes "do not cancel" above it means that. An attached mail is
    /// history where the words above it name an order themselves; where they only wish something, it tells which order they mean; where
    /// they wish nothing, it speaks for itself.
    /// - Parameter isCovering: the words above only hand the attachments over, or wish for what they wish; else whatever they hold is shown to
    ///   a person.
    func requests(
        besides written: [Request], isCovering: @autoclosure () -> Bool, date: Instant?
    ) -> [Request] {
        guard !exported.isEmpty || !forwarded.isEmpty else { return written }
        let isCovering = isCovering()
        let isTakenBack = written.contains { $0.intent == .withdraw }
        if !exported.isEmpty {
            return exported.map { request in
                var request = isCovering ? request : request.doubtful
                if request.requestedAt == nil { request.requestedAt = date }
                if isTakenBack, request.intent == .cancel { request.intent = .withdraw }
                return request
            }
        }
        let asked = forwarded.filter { $0.intent != .none || $0.namesOrder }
        guard !asked.isEmpty, !written.contains(where: \.namesOrder) else { return written }
        guard let wish = written.first(where: { $0.intent != .none }) else {
            return isCovering ? asked : asked.map(\.doubtful)
        }
        if asked.count == 1 { return [wish.about(asked[0])] }
        return asked.map { request in
            var request = isCovering ? request : request.doubtful
            if isTakenBack, request.intent == .cancel { request.intent = .withdraw }
            return request
        }
    }
}

extension Document {
    /// Anybody can write a mail, and a mail is quoted, forwarded and kept: no place for a person's decision and its token.
    fileprivate var problemWithinMail: String? {
        guard kind == .decision else { return nil }
        return "결정은 메일로 받지 않습니다. 결정 파일을 수신함에 바로 넣어 주세요 (no decisions by mail: drop the decision file itself)."
    }
}

extension Request {
    fileprivate var namesOrder: Bool { orderID != nil || productOrderID != nil }

    /// The same request, read from this part.
    func within(_ part: String) -> Request {
        var request = self
        request.evidence.part = part
        return request
    }

    /// Not sure enough to be acted upon.
    fileprivate var doubtful: Request {
        var request = self
        request.confidence = min(confidence, unsure)
        return request
    }

    /// A wish that names no order, with the order that an attached mail names. Two that wish the same are one request; otherwise the words
    /// above decide, and a person looks at them.
    fileprivate func about(_ attached: Request) -> Request {
        var request = attached
        request.conditional = conditional || attached.conditional
        guard intent != attached.intent else { return request }
        (request.intent, request.conditional) = (intent, conditional)
        (request.reason, request.cancelQuantity) = (reason, cancelQuantity)
        (request.requester, request.requestedAt) = (requester, requestedAt)
        request.confidence = min(confidence, unsure)
        for field in ["intent", "reason", "cancelQuantity"] { request.evidence.fields[field] = nil }
        return request
    }
}
