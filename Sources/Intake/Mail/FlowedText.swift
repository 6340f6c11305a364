// format=flowed (RFC 3676): lines that end with a blank go on in the next one.

/// The parameters of a flowed text.
struct Flow: Hashable {
    /// The blank at the end of a line belongs to the flow, not to the text: words of Korean and Chinese are broken anywhere.
    var deletesBlank: Bool

    /// Nil when `format` says that the lines are fixed, or nothing.
    init?(format: String?, delSp: String?) {
        guard format?.lowercased() == "flowed" else { return nil }
        deletesBlank = delSp?.lowercased() == "yes"
    }
}

/// `text` with its paragraphs on one line each. Lines of different depths of quotation never run together, and the line `-- ` before a
/// signature stays as it is.
func flowed(_ text: String, _ flow: Flow) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    /// How deeply the open line is quoted; nil when no line is open.
    var open: Int?
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
        var rest = line.last == 13 ? line.dropLast() : line
        let depth = rest.prefix { $0 == UInt8(ascii: ">") }.count
        rest = rest.dropFirst(depth)
        if rest.first == 32 { rest = rest.dropFirst() }
        let isSignature = rest.elementsEqual("-- ".utf8)
        if open != depth || isSignature {
            if open != nil { out.append(10) }
            out.append(contentsOf: repeatElement(UInt8(ascii: ">"), count: depth))
            if depth > 0 { out.append(32) }
        }
        let flows = rest.last == 32 && !isSignature
        out.append(contentsOf: flows && flow.deletesBlank ? rest.dropLast() : rest)
        open = flows ? depth : nil
        if !flows { out.append(10) }
    }
    // The last line feed ended a line that was not there.
    if out.last == 10, open == nil { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
}
