// One mail as the bytes that `sendmail -t` takes: complete RFC 5322, one text part, byte for byte as GMime writes it (a test
// compares). Never a random mark or today's date, so the same mail is the same bytes.

import Cancellation
import Ports

/// A mail before it is written. All texts are clean: one line each, except `text`.
struct Mail {
    let fromName: String
    let from: MailAddress
    let to: MailAddress
    let replyTo: MailAddress?
    let subject: String
    /// Lines end with a line feed.
    let text: String
    let at: Instant
    /// Without angle brackets.
    let messageID: String
    /// The mail that is answered.
    let thread: MailThread?

    /// Lines end with LF, as `sendmail -t` and files of this system have it; the base64 inside holds CRLF (RFC 2046, 4.1.1).
    func bytes() throws(NoticeError) -> [UInt8] {
        guard let date = mailDate(at) else {
            throw .template("the notice's time is none that a mail can have: \(at.milliseconds)")
        }
        var mail: [UInt8] = []
        mail.reserveCapacity(1024 + text.utf8.count * 3 / 2)
        mail += "From: ".utf8
        appendHeaderText(fromName, to: &mail)
        mail += "\n <\(from.text)>\n".utf8
        appendHeader("To", to.text, to: &mail)
        if let replyTo { appendHeader("Reply-To", replyTo.text, to: &mail) }
        mail += "Subject: ".utf8
        appendHeaderText(subject, to: &mail)
        mail += "\nDate: \(date)\n".utf8
        appendHeader("Message-Id", "<\(messageID)>", to: &mail)
        if let answered = thread?.messageID.flatMap(messageIdentifier) {
            appendHeader("In-Reply-To", "<\(answered)>", to: &mail)
            let references = earlier.filter { $0 != answered } + [answered]
            appendHeader("References", references.map { "<\($0)>" }.joined(separator: " "), to: &mail)
        }
        // RFC 3834, 5: so that no other program answers us.
        mail += (thread == nil ? "Auto-Submitted: auto-generated\n" : "Auto-Submitted: auto-replied\n").utf8
        mail +=
            """
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64


            """.utf8
        appendBase64Lines(canonicalText, to: &mail)
        return mail
    }

    /// The thread so far, as far as it is made of message identifiers: the first and the last ones, as RFC 5322 3.6.4 allows.
    private var earlier: [String] {
        let all = (thread?.references ?? []).compactMap(messageIdentifier)
        return all.count <= 20 ? all : [all[0]] + all.suffix(19)
    }

    /// Lines end with CRLF.
    private var canonicalText: [UInt8] {
        var text = text
        var bytes: [UInt8] = []
        text.withUTF8 { text in
            bytes.reserveCapacity(text.count + 128)
            for line in text.split(separator: 10, omittingEmptySubsequences: false) {
                bytes.append(contentsOf: line)
                bytes.append(13)
                bytes.append(10)
            }
        }
        return bytes
    }
}

/// `Mon, 23 Nov 2026 10:14:51 +0900`: `at` as a Korean clock shows it. Nil outside the years 1 to 9999.
private func mailDate(_ at: Instant) -> String? {
    let clock = KoreanDateTime(at)
    guard (1...9999).contains(clock.year) else { return nil }
    func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let date = "\(padded(clock.day)) \(months[clock.month - 1]) \(padded(clock.year, 4))"
    let time = "\(padded(clock.hour)):\(padded(clock.minute)):\(padded(clock.second))"
    return "\(weekdays[clock.weekday]), \(date) \(time) +0900"
}

private let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// `text` without angle brackets when it is one message identifier short enough for a line: printable ASCII, `left@right`.
private func messageIdentifier(_ text: String) -> String? {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") { bytes = bytes.dropFirst().dropLast() }
    let at = UInt8(ascii: "@")
    guard (3...250).contains(bytes.count),
        bytes.allSatisfy({ (33...126).contains($0) && !"<>()\\\",;".utf8.contains($0) }),
        bytes.count(where: { $0 == at }) == 1, bytes.first != at, bytes.last != at
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
}
