// One mail as the bytes that `sendmail -t` takes: complete RFC 5322, one text part, written by GMime. Never a random mark or
// today's date, so the same mail is the same bytes.

import CGMime
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

    /// Starts GMime, which is global to the process and idle until then.
    static func prepare() { _ = started }
    private static let started: Void = g_mime_init()

    /// Lines end with LF, as `sendmail -t` and files of this system have it; the base64 inside holds CRLF (RFC 2046, 4.1.1).
    func bytes() throws(NoticeError) -> [UInt8] {
        Mail.prepare()
        guard let date, let message = g_mime_message_new(0) else {
            throw .template("the notice's time is none that a mail can have: \(at.milliseconds)")
        }
        defer { g_object_unref(message) }
        let object = UnsafeMutableRawPointer(message).assumingMemoryBound(to: GMimeObject.self)
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, nil, from.text)
        setWritten(object, "From", headerText(fromName) + "\n <\(from.text)>")
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, nil, to.text)
        if let replyTo { g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, nil, replyTo.text) }
        g_mime_message_set_subject(message, "-", "utf-8")
        setWritten(object, "Subject", headerText(subject))
        g_mime_message_set_date(message, date)
        g_date_time_unref(date)
        g_mime_message_set_message_id(message, messageID)
        if let answered = thread?.messageID.flatMap(messageIdentifier) {
            g_mime_object_set_header(object, "In-Reply-To", "<\(answered)>", "utf-8")
            let references = earlier.filter { $0 != answered } + [answered]
            g_mime_object_set_header(
                object, "References", references.map { "<\($0)>" }.joined(separator: " "), "utf-8")
        }
        // RFC 3834, 5: so that no other program answers us.
        g_mime_object_set_header(object, "Auto-Submitted", thread == nil ? "auto-generated" : "auto-replied", "utf-8")
        setText(of: message)
        guard let written = g_mime_object_to_string(object, nil) else { throw .template("the mail cannot be written") }
        defer { g_free(written) }
        return Array(String(cString: written).utf8)
    }

    /// The thread so far, as far as it is made of message identifiers: the first and the last ones, as RFC 5322 3.6.4 allows.
    private var earlier: [String] {
        let all = (thread?.references ?? []).compactMap(messageIdentifier)
        return all.count <= 20 ? all : [all[0]] + all.suffix(19)
    }

    /// `at` as a Korean clock shows it; the caller releases it. Nil outside the years 1 to 9999.
    private var date: OpaquePointer? {
        guard let utc = g_date_time_new_from_unix_utc(gint64(at.milliseconds / 1000)) else { return nil }
        defer { g_date_time_unref(utc) }
        let zone = g_time_zone_new_offset(Int32(Instant.koreanOffsetMinutes * 60))
        defer { g_time_zone_unref(zone) }
        return g_date_time_to_timezone(utc, zone)
    }

    private func setText(of message: UnsafeMutablePointer<GMimeMessage>) {
        let canonical = Array((text + "\n").replacing("\n", with: "\r\n").utf8)
        guard let part = g_mime_part_new_with_type("text", "plain"),
            let stream = canonical.withUnsafeBytes({
                g_mime_stream_mem_new_with_buffer($0.bindMemory(to: CChar.self).baseAddress, $0.count)
            })
        else { return }
        defer {
            g_object_unref(part)
            g_object_unref(stream)
        }
        let content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)
        defer { g_object_unref(content) }
        let object = UnsafeMutableRawPointer(part).assumingMemoryBound(to: GMimeObject.self)
        g_mime_object_set_content_type_parameter(object, "charset", "utf-8")
        g_mime_part_set_content(part, content)
        g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64)
        g_mime_message_set_mime_part(message, object)
    }
}

/// Gives a header that is there its value as it will be written: ASCII, folded.
private func setWritten(_ object: UnsafeMutablePointer<GMimeObject>, _ name: String, _ value: String) {
    let header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name)
    g_mime_header_set_raw_value(header, " \(value)\n")
}

/// Base64 on one line.
func base64(_ bytes: [UInt8]) -> String {
    guard let text = g_base64_encode(bytes, gsize(bytes.count)) else { return "" }
    defer { g_free(text) }
    return String(cString: text)
}

/// `text` without angle brackets when it is one message identifier short enough for a line: printable ASCII, `left@right`.
private func messageIdentifier(_ text: String) -> String? {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") { bytes = bytes.dropFirst().dropLast() }
    let forbidden = Set("<>()\\\",; ".utf8)
    guard (3...250).contains(bytes.count), bytes.allSatisfy({ (33...126).contains($0) && !forbidden.contains($0) }),
        bytes.count(where: { $0 == UInt8(ascii: "@") }) == 1, bytes.first != UInt8(ascii: "@"),
        bytes.last != UInt8(ascii: "@")
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
}
