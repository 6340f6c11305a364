// The header fields of one message, decoded: subject, addresses, date, thread. Never looks at the body.

internal import CGMime
internal import Cancellation

/// One address as a header names it.
struct MailAddress: Hashable {
    var name: String?
    var address: String

    /// As a person reads it.
    var readable: String {
        guard let name, !name.isEmpty else { return address }
        return address.isEmpty ? name : "\(name) <\(address)>"
    }
}

/// The fields of a message, with raw values made ready for GMime (`unified`). Borrows from the message.
struct MailHeaders {
    private let list: UnsafeMutablePointer<GMimeHeaderList>?
    private let options: OpaquePointer?

    init(of object: UnsafeMutablePointer<GMimeObject>, options: OpaquePointer?) {
        list = g_mime_object_get_header_list(object)
        self.options = options
    }

    /// The first field of this name, ready for GMime.
    func raw(_ name: String) -> String? {
        g_mime_header_list_get_header(list, name).flatMap { g_mime_header_get_raw_value($0) }.map(rawText)
    }

    /// The first `most` fields of this name in their order, as they stand.
    func everyRaw(_ name: String, most: Int) -> [String] {
        var found: [String] = []
        for index in 0..<g_mime_header_list_get_count(list) where found.count < most {
            guard let header = g_mime_header_list_get_header_at(list, index),
                let raw = g_mime_header_get_raw_value(header),
                borrowed(g_mime_header_get_name(header))?.lowercased() == name
            else { continue }
            found.append(rawText(raw))
        }
        return found
    }

    func has(_ name: String) -> Bool { g_mime_header_list_contains(list, name) != 0 }

    /// The first field of this name as readable text on one line.
    func text(_ name: String) -> String? {
        guard let raw = raw(name), let unfolded = taken(g_mime_utils_header_unfold(raw)) else { return nil }
        return taken(g_mime_utils_header_decode_text(options, unfolded))?.trimmingBlanks()
    }

    /// The mailboxes of an address field, those of groups included.
    func addresses(_ name: String) -> [MailAddress] {
        guard let raw = raw(name), let unfolded = taken(g_mime_utils_header_unfold(raw)),
            let list = internet_address_list_parse(options, unfolded)
        else { return [] }
        defer { g_object_unref(list) }
        return mailboxes(in: list, depth: 0)
    }

    func date(_ name: String) -> Instant? {
        guard let raw = raw(name), let date = g_mime_utils_header_decode_date(raw) else { return nil }
        defer { g_date_time_unref(date) }
        return Instant(seconds: Int64(g_date_time_to_unix(date)))
    }

    /// The message ids of a field, without angle brackets.
    func messageIDs(_ name: String) -> [String] {
        guard let raw = raw(name), let list = g_mime_references_parse(options, raw) else { return [] }
        defer { g_mime_references_free(list) }
        return (0..<g_mime_references_length(list)).compactMap { borrowed(g_mime_references_get_message_id(list, $0)) }
    }
}

/// A raw header value as text that C can read: undeclared bytes become UTF-8 here.
func rawText(_ raw: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeBufferPointer(start: raw, count: strlen(raw)).map { UInt8(bitPattern: $0) }
    return decoded(unified(bytes), charset: nil)
}

private func mailboxes(in list: UnsafeMutablePointer<InternetAddressList>?, depth: Int) -> [MailAddress] {
    guard let list, depth < 4 else { return [] }
    return (0..<min(internet_address_list_length(list), 1000)).flatMap { index -> [MailAddress] in
        guard let address = internet_address_list_get_address(list, index) else { return [] }
        if let group = cancelbox_group(address) {
            return mailboxes(in: internet_address_group_get_members(group), depth: depth + 1)
        }
        guard let mailbox = cancelbox_mailbox(address) else { return [] }
        let bare = borrowed(internet_address_mailbox_get_addr(mailbox)) ?? ""
        return [MailAddress(name: borrowed(internet_address_get_name(address)), address: bare.trimmingBlanks())]
    }
}

extension MailThread {
    /// What answering needs, from the fields of a message whose body has the MIME type `type`; the first four were read
    /// already.
    init(
        _ headers: MailHeaders, from: String?, subject: String?, messageID: String?, type: String
    ) {
        let referred = headers.messageIDs("references").suffix(100)
        self.init(
            messageID: messageID,
            references: referred + headers.messageIDs("in-reply-to").prefix(10).filter { !referred.contains($0) },
            replyTo: headers.addresses("reply-to").first?.address ?? from,
            subject: subject,
            isAutomatic: isSentByMachine(headers, from: from, subject: subject, type: type))
    }
}
