// Headers of addresses and message identifiers. Where a line has to be folded, GMime says how.

import CGMime

/// Appends a header whose value is written as it stands: ASCII, made of addresses or message identifiers.
func appendHeader(_ name: String, _ value: String, to mail: inout [UInt8]) {
    // Below the 76 characters that GMime folds at, in any case.
    if name.utf8.count + value.utf8.count <= 70 { return mail += "\(name): \(value)\n".utf8 }
    startGMime()
    let list = g_mime_header_list_new(nil)
    defer { g_object_unref(list) }
    g_mime_header_list_append(list, name, value, "utf-8")
    guard let written = g_mime_header_list_to_string(list, nil) else { return }
    defer { g_free(written) }
    mail += String(cString: written).utf8
}

/// Starts GMime, which is global to the process and idle until then.
func startGMime() { _ = started }
private let started: Void = g_mime_init()
