// The judge of our mails: the same mail, written by GMime as a whole.

import CGMime
import Cancellation

@testable import Notices

extension Mail {
    /// What GMime makes of this mail. Texts of From and Subject are ours (EncodedWords.swift says why).
    func writtenByGMime() -> [UInt8]? {
        startGMime()
        guard let date = g_date_time_new_from_iso8601(at.iso8601, nil), let message = g_mime_message_new(0) else {
            return nil
        }
        defer {
            g_date_time_unref(date)
            g_object_unref(message)
        }
        let object = cancelbox_object_of_message(message)
        func setWritten(_ name: String, _ text: String, _ more: String = "") {
            var value: [UInt8] = []
            appendHeaderText(text, to: &value)
            let header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name)
            g_mime_header_set_raw_value(header, " \(String(decoding: value, as: UTF8.self))\(more)\n")
        }
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, nil, from.text)
        setWritten("From", fromName, "\n <\(from.text)>")
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, nil, to.text)
        if let replyTo { g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, nil, replyTo.text) }
        g_mime_message_set_subject(message, "-", "utf-8")
        setWritten("Subject", subject)
        g_mime_message_set_date(message, date)
        g_mime_message_set_message_id(message, messageID)
        if let answered = thread?.messageID {
            g_mime_object_set_header(object, "In-Reply-To", "<\(answered)>", "utf-8")
            let references = (thread?.references ?? []) + [answered]
            let value = references.map { "<\($0)>" }.joined(separator: " ")
            g_mime_object_set_header(object, "References", value, "utf-8")
        }
        g_mime_object_set_header(object, "Auto-Submitted", thread == nil ? "auto-generated" : "auto-replied", "utf-8")
        setText(of: message)
        guard let written = g_mime_object_to_string(object, nil) else { return nil }
        defer { g_free(written) }
        return Array(String(cString: written).utf8)
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
