// Writes notices from templates: who may receive, then the words, then the bytes. The same notice gives the same bytes.

package import Cancellation
package import Ports

/// The notice port on Mustache templates: complete mails (RFC 5322) and text messages (`cancelbox.sms/1`). One thread at a time.
/// Unchecked: the converter of characters is no value; it belongs to whoever publishes, and the engine publishes one batch after another.
package final class TemplateNoticeWriter: NoticeWriter, @unchecked Sendable {
    private let sender: Sender
    private let mailbox: MailAddress
    private let replyTo: MailAddress?
    private let smsNumber: PhoneNumber?
    private let wording: Wording
    private let characters: CP949

    /// - Throws: `.template` naming the file and line, or the part of the sender, that cannot be used.
    package init(sender: Sender, templates: Templates) throws(NoticeError) {
        characters = try CP949()
        guard let shopName = oneLine(sender.shopName, limit: 100),
            oneLine(characters.carried(shopName), limit: 100) != nil
        else { throw .template("the sender has no shop name") }
        guard let mailbox = MailAddress(sender.mailAddress) else {
            throw .template("the sender's mail address is none: \(sender.mailAddress)")
        }
        self.mailbox = mailbox
        replyTo = try sender.replyTo.map { text throws(NoticeError) in
            guard let address = MailAddress(text) else {
                throw .template("the sender's replyTo is no mail address: \(text)")
            }
            return address
        }
        smsNumber = try sender.smsNumber.map { text throws(NoticeError) in
            guard let number = PhoneNumber(sender: text) else {
                throw .template("the sender's smsNumber is no number that may send text messages: \(text)")
            }
            return number
        }
        self.sender = sender
        wording = try Wording(templates)
        startGMime()
    }

    package func write(_ notice: Notice) throws(NoticeError) -> [UInt8] {
        switch notice.medium {
        case .email: try mail(notice)
        case .sms: try textMessage(notice)
        }
    }

    private func mail(_ notice: Notice) throws(NoticeError) -> [UInt8] {
        guard let to = MailAddress(notice.to), !to.isAutomatic,
            ![mailbox, replyTo].contains(where: { $0?.isSame(as: to) == true })
        else { throw .badRecipient(notice.to) }
        // Answering a program's mail is how loops begin (RFC 3834, 2).
        if notice.thread?.isAutomatic == true { throw .badRecipient(notice.to) }
        let facts = TemplateValues(notice, from: sender, limit: 500)
        let words = wording.words(notice.kind, .email, facts)
        return try Mail(
            fromName: oneLine(sender.shopName, limit: 100) ?? "", from: mailbox, to: to, replyTo: replyTo,
            subject: oneLine(words.subject, limit: 200) ?? "", text: words.body, at: notice.at,
            messageID: messageID(of: notice), thread: notice.thread
        ).bytes()
    }

    private func textMessage(_ notice: Notice) throws(NoticeError) -> [UInt8] {
        guard let to = PhoneNumber(recipient: notice.to) else { throw .badRecipient(notice.to) }
        guard let smsNumber else { throw .template("a text message, but the sender has no smsNumber") }
        let facts = TemplateValues(notice, from: sender, limit: 100, carried: characters.carried)
        let words = wording.words(notice.kind, .sms, facts)
        return TextMessage(short: words.short, subject: words.subject, long: words.body, in: characters)
            .json(of: notice, from: smsNumber, to: to)
    }

    /// The name of the notice's file at our domain: written twice, it is still the same mail.
    private func messageID(of notice: Notice) -> String {
        let name = notice.messageName.unicodeScalars.map { scalar -> UInt8 in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": UInt8(ascii: scalar)
            default: UInt8(ascii: ".")
            }
        }
        return String(decoding: name.suffix(120), as: UTF8.self) + "@" + mailbox.domain
    }
}
