// The seam to GMime: starting it, and owning what it hands out. Never interprets a mail.

internal import CGMime

/// GMime's own tables, filled once; a global's initialiser runs once whatever threads come first.
let startedGMime: Void = {
    g_mime_init()
    // glibc unloads a charset nobody holds a converter for, and loads it again for the next header. These are held for good.
    for charset in ["cp949", "euc-kr", "iso-2022-kr"] { _ = cancelbox_converter_to_utf8(charset) }
}()

/// One reference to a GObject, given back when the value ends.
struct Owned<Object>: ~Copyable {
    private let pointer: UnsafeMutablePointer<Object>

    /// Takes over a reference that the caller holds; nil for a null pointer.
    init?(_ pointer: UnsafeMutablePointer<Object>?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    deinit { g_object_unref(pointer) }

    /// Lends the object for the length of `body`: what is borrowed from it must not leave.
    borrowing func lend<Result>(_ body: (UnsafeMutablePointer<Object>) -> Result) -> Result { body(pointer) }
}

/// GMime's parser options: lenient, and Korean where a charset is not declared.
struct MimeOptions: ~Copyable {
    let pointer: OpaquePointer?

    init() {
        _ = startedGMime
        pointer = cancelbox_parser_options()
    }

    deinit { g_mime_parser_options_free(pointer) }
}

/// Parses `bytes` as one message and lends it to `body`; nil when GMime finds no message in them.
func withMessage<Result>(
    in bytes: ArraySlice<UInt8>, _ options: borrowing MimeOptions,
    _ body: (UnsafeMutablePointer<GMimeMessage>) -> Result?
) -> Result? {
    let copy = withWholeLinesBeforeBoundaries(bytes).withUnsafeBytes {
        g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count)
    }
    guard let stream = Owned(copy) else { return nil }
    guard let parser = Owned(stream.lend { g_mime_parser_new_with_stream($0) }) else { return nil }
    let options = options.pointer
    let parsed = parser.lend { parser in
        // The parts then point into the one copy of the bytes that the stream holds.
        g_mime_parser_set_persist_stream(parser, 1)
        return g_mime_parser_construct_message(parser, options)
    }
    guard let message = Owned(parsed) else { return nil }
    return message.lend(body)
}

/// Text that GMime allocated for us: copied, and freed.
func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { g_free(text) }
    return String(cString: text)
}

/// Text that GMime keeps.
func borrowed(_ text: UnsafePointer<CChar>?) -> String? { text.map { String(cString: $0) } }

/// What `write` puts into a stream.
func collected(_ write: (UnsafeMutablePointer<GMimeStream>) -> Void) -> [UInt8] {
    guard let stream = Owned(g_mime_stream_mem_new()) else { return [] }
    return stream.lend { stream in
        write(stream)
        guard let array = g_mime_stream_mem_get_byte_array(cancelbox_memory_stream(stream)),
            let data = array.pointee.data
        else { return [] }
        return Array(UnsafeBufferPointer(start: data, count: Int(array.pointee.len)))
    }
}
