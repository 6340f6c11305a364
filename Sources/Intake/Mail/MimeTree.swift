// The parts of one message as values: what they are called and declared to be, and their decoded bytes on demand.

internal import CGMime

/// One part that holds no parts of its own. Borrows from the message it was found in.
struct MimeLeaf {
    /// Its place, such as `1.2`: second part of the first part.
    var path: String
    /// Lower case, such as `text/plain`.
    var type: String
    var charset: String?
    var name: String?
    /// Declared as an attachment, whatever its type.
    var isDetached: Bool
    /// How the lines of a plain text flow; nil when they stand as they are.
    var flow: Flow?
    fileprivate let object: UnsafeMutablePointer<GMimeObject>

    var isText: Bool { type == "text/plain" || type == "text/html" }

    /// The content without its transfer encoding; a message within the message as it stands.
    func bytes() -> [UInt8] {
        if let part = cancelbox_part(object) {
            guard let content = g_mime_part_get_content(part) else { return [] }
            if g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE,
                let raw = g_mime_data_wrapper_get_stream(content)
            {
                return decodedQuotedPrintable(collected { _ = g_mime_stream_write_to_stream(raw, $0) })
            }
            return collected { _ = g_mime_data_wrapper_write_to_stream(content, $0) }
        }
        if let multipart = cancelbox_multipart(object) {
            return Array((borrowed(g_mime_multipart_get_prologue(multipart)) ?? "").utf8)
        }
        guard let inner = cancelbox_message_part(object).flatMap({ g_mime_message_part_get_message($0) }) else {
            return []
        }
        return collected { _ = g_mime_object_write_to_stream(cancelbox_object_of_message(inner), nil, $0) }
    }
}

/// A part and the parts within it.
indirect enum MimeNode {
    case leaf(MimeLeaf)
    /// `kind` is the subtype, such as `alternative`.
    case multipart(kind: String, [MimeNode])
}

/// Walks a message within `limits`.
struct MimeWalk {
    let limits: Limits
    let options: OpaquePointer?
    private(set) var parts = 0
    /// What stopped the walk.
    private(set) var problem: String?

    init(limits: Limits, options: OpaquePointer?) {
        self.limits = limits
        self.options = options
    }

    mutating func node(_ object: UnsafeMutablePointer<GMimeObject>, path: [Int] = []) -> MimeNode? {
        parts += 1
        guard parts <= limits.mimeParts else {
            problem =
                "메일의 조각이 \(limits.mimeParts)개보다 많습니다. 일반 메일로 다시 보내 주세요 (more than \(limits.mimeParts) parts: send a plain mail)."
            return nil
        }
        guard path.count <= limits.mimeDepth else {
            problem =
                "메일의 조각이 \(limits.mimeDepth)겹보다 깊습니다. 일반 메일로 다시 보내 주세요 (nested deeper than \(limits.mimeDepth): send a plain mail)."
            return nil
        }
        // A multipart whose boundary never came holds no parts; what was found instead must not get lost.
        guard let multipart = cancelbox_multipart(object), g_mime_multipart_get_count(multipart) > 0 else {
            return .leaf(leaf(object, path: path))
        }
        var children: [MimeNode] = []
        for index in 0..<g_mime_multipart_get_count(multipart) {
            guard let child = g_mime_multipart_get_part(multipart, index) else { continue }
            guard let node = node(child, path: path + [Int(index) + 1]) else { return nil }
            children.append(node)
        }
        return .multipart(kind: subtype(object), children)
    }

    private func leaf(_ object: UnsafeMutablePointer<GMimeObject>, path: [Int]) -> MimeLeaf {
        let type = g_mime_object_get_content_type(object)
        let disposition = borrowed(g_mime_object_get_disposition(object))?.lowercased()
        return MimeLeaf(
            path: path.isEmpty ? "1" : path.map(String.init).joined(separator: "."),
            type: mimeType(object),
            charset: borrowed(g_mime_content_type_get_parameter(type, "charset")),
            name: fileName(object),
            isDetached: disposition != nil && disposition != "inline",
            flow: Flow(
                format: borrowed(g_mime_content_type_get_parameter(type, "format")),
                delSp: borrowed(g_mime_content_type_get_parameter(type, "delsp"))),
            object: object)
    }

    /// From Content-Disposition, else from Content-Type; parsed anew from what `unified` makes of them.
    private func fileName(_ object: UnsafeMutablePointer<GMimeObject>) -> String? {
        let headers = MailHeaders(of: object, options: options)
        if let raw = headers.raw("content-disposition"), let parsed = g_mime_content_disposition_parse(options, raw) {
            defer { g_object_unref(parsed) }
            if let name = readableName(g_mime_content_disposition_get_parameter(parsed, "filename")) { return name }
        }
        // Most parts have no name, and nothing needs to be parsed to see that.
        guard let raw = headers.raw("content-type"), namesSomething(raw),
            let parsed = g_mime_content_type_parse(options, raw)
        else {
            return nil
        }
        defer { g_object_unref(parsed) }
        return readableName(g_mime_content_type_get_parameter(parsed, "name"))
    }
}

/// The MIME type in lower case.
func mimeType(_ object: UnsafeMutablePointer<GMimeObject>) -> String {
    taken(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)))?.lowercased() ?? "text/plain"
}

private func subtype(_ object: UnsafeMutablePointer<GMimeObject>) -> String {
    borrowed(g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(object)))?.lowercased() ?? "mixed"
}

/// Whether a Content-Type may have a `name`.
private func namesSomething(_ raw: String) -> Bool {
    var letters = raw.utf8[...]
    while let start = letters.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "n") }) {
        letters = letters[start...]
        if letters.prefix(4).elementsEqual("name".utf8, by: { $0 | 0x20 == $1 }) { return true }
        letters = letters.dropFirst()
    }
    return false
}

private func readableName(_ name: UnsafePointer<CChar>?) -> String? {
    guard let name = borrowed(name)?.trimmingBlanks(), !name.isEmpty else { return nil }
    return name
}
