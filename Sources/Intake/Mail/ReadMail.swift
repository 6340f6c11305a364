// Bytes of a mail or an mbox → document. The requests come from attached exports, else from what the writer wrote.

internal import CGMime
internal import Cancellation
internal import Digest

/// Reads one mail, or all of an mbox. Never fails: what cannot be read comes back with `problem` set.
func readMail(_ bytes: [UInt8], limits: Limits, lexicon: Lexicon = .usual, readAttachment: AttachmentReading)
    -> Document
{
    guard looksLikeMbox(bytes) else { return readMessage(mailStart(bytes), limits: limits, lexicon, readAttachment) }
    let messages = messages(inMbox: mailStart(bytes), most: limits.mboxMessages)
    var document = Document(kind: .mbox)
    guard messages.count <= limits.mboxMessages else {
        document.problem =
            "메일이 \(limits.mboxMessages)통보다 많습니다. 나누어 다시 넣어 주세요 (more than \(limits.mboxMessages) messages: split the mbox)."
        return document
    }
    document.messages = messages.count
    // One mail that cannot be read does not take the others along.
    var unread: [RejectedRow] = []
    for (index, message) in messages.enumerated() {
        let read = readMessage(message.unquoted(), limits: limits, lexicon, readAttachment)
        if let problem = read.problem {
            let reason = "\(index + 1)번째 메일 (message \(index + 1) of the mbox): \(problem)"
            unread.append(RejectedRow(cells: [String(index + 1)], reason: reason))
            continue
        }
        document.requests += read.requests.map { $0.within("\(index + 1)/\($0.evidence.part)") }
        document.rejected += read.rejected
        if messages.count == 1 {
            document.mail = read.mail
        } else {
            document.threads += Array(repeating: read.mail?.thread ?? MailThread(), count: read.requests.count)
        }
        guard document.requests.count <= limits.requests else {
            document.problem =
                "요청이 \(limits.requests)건보다 많습니다. 나누어 다시 넣어 주세요 (more than \(limits.requests) requests: split the mbox)."
            document.requests = []
            return document
        }
    }
    if let first = unread.first, unread.count == messages.count {
        document.problem = first.reason
    } else if !unread.isEmpty {
        document.rejected.append(RejectedRows(titles: ["메일 (message)"], rows: unread))
    }
    return document
}

private func readMessage(
    _ bytes: ArraySlice<UInt8>, limits: Limits, _ lexicon: Lexicon, _ readAttachment: AttachmentReading
) -> Document {
    let block = HeaderBlock(of: bytes)
    guard !block.fields.isEmpty else {
        return Document(
            kind: .mail,
            problem:
                "메일 머리글이 없습니다. 원본 메일을 다시 저장해 넣어 주세요 (no mail: it has no header line; save the original message again).")
    }
    guard block.bodyStart != nil || block.mayBeWholeMail(in: bytes) else {
        return Document(
            kind: .mail,
            problem:
                "메일이 머리글에서 끊겼습니다. 온전한 메일을 다시 넣어 주세요 (the mail is cut off within its header; drop the complete message again)."
        )
    }
    if let problem = mimeCostProblem(bytes, limits: limits) { return Document(kind: .mail, problem: problem) }
    let options = MimeOptions()
    let pointer = options.pointer
    let read = withMessage(in: bytes, options) { message in
        document(of: message, options: pointer, limits: limits, lexicon, readAttachment)
    }
    return read
        ?? Document(
            kind: .mail,
            problem:
                "메일로 읽을 수 없습니다. 원본 메일을 다시 저장해 넣어 주세요 (this cannot be read as a mail; save the original message again).")
}

private func document(
    of message: UnsafeMutablePointer<GMimeMessage>, options: OpaquePointer?, limits: Limits,
    _ lexicon: Lexicon, _ readAttachment: AttachmentReading
) -> Document? {
    guard let body = g_mime_message_get_mime_part(message) else { return nil }
    let headers = MailHeaders(of: cancelbox_object_of_message(message), options: options)
    let from = headers.addresses("from")
    let subject = headers.text("subject")
    let messageID = headers.messageIDs("message-id").first
    var mail = MailFacts(
        subject: subject,
        from: from.isEmpty ? headers.text("from") : from.map(\.readable).joined(separator: ", "),
        fromAddress: from.first.flatMap { $0.address.contains("@") ? $0.address : nil },
        date: headers.date("date"),
        messageID: messageID,
        thread: MailThread(
            headers, from: from.first?.address, subject: subject, messageID: messageID, type: mimeType(body)),
        origin: MailOrigin(headers, limits: limits))
    var walk = MimeWalk(limits: limits, options: options)
    guard let root = walk.node(body) else { return Document(kind: .mail, mail: mail, problem: walk.problem) }

    let parts = MailParts(root)
    mail.text = text(of: parts).map(withPlainLineEnds)
    let attached = MailAttachments(parts.attachments, isAutomatic: mail.thread.isAutomatic, readAttachment)
    mail.attachments = attached.all
    let sender = Requester(name: from.first?.name, email: mail.thread.replyTo)
    let words = WrittenMail(
        subject: mail.subject, body: mail.text, sender: sender.email, limits: limits, lexicon: lexicon)
    let written = words.requests(date: mail.date, from: sender)
    guard written.count <= limits.mailOrders else {
        return Document(
            kind: .mail, mail: mail,
            problem:
                "메일 본문의 주문번호가 \(limits.mailOrders)개보다 많습니다. 표(CSV·XLSX)로 만들어 다시 넣어 주세요 (more than \(limits.mailOrders) order numbers in one mail: drop them as a table)."
        )
    }
    var asked = attached.requests(
        besides: written, isCovering: words.isCoveringNote(written), date: mail.date)
    let isEmpty = mail.text?.trimmingBlanks().isEmpty ?? true
    if let unopened = attached.sealed.first ?? (isEmpty ? attached.unread.first : nil) {
        for index in asked.indices where asked[index].orderID == nil && asked[index].productOrderID == nil {
            asked[index].unopened = unopened
        }
    }
    return Document(kind: .mail, mail: mail, requests: asked, rejected: attached.rejected)
}
