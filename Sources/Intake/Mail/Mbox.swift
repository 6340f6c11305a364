// Telling the messages of an mbox apart: mboxo, mboxrd, mboxcl and mboxcl2, which no mbox says it is. A body line may begin
// with "From " too, so a separator must prove itself. One pass, whatever is in it.

/// One message of an mbox, without its separator line and the empty line behind it.
struct MboxMessage {
    /// As they stand in the mbox.
    var bytes: ArraySlice<UInt8>
    /// Where its body begins; nil when its header has no end.
    var bodyStart: Int?
    /// Its Content-Length was true, so its writer need not have quoted anything.
    var isCounted: Bool

    /// The message as it was before its writer put a `>` before lines that begin with "From ".
    func unquoted() -> ArraySlice<UInt8> {
        guard let bodyStart, bodyStart <= bytes.endIndex else { return bytes }
        var lines = Lines(bytes[bodyStart...])
        var plain: [UInt8] = []
        var place = bodyStart
        var copied = bytes.startIndex
        while let line = lines.next() {
            // Whoever counts and leaves such a line as it is (mboxcl2) quotes none.
            if isCounted, line.starts(with: "From ".utf8) { return bytes }
            if line.first == quote, line.drop(while: { $0 == quote }).starts(with: "From ".utf8) {
                plain += bytes[copied..<place]
                copied = place + 1
            }
            place = lines.place
        }
        return copied == bytes.startIndex ? bytes : (plain + bytes[copied...])[...]
    }
}

/// The messages of an mbox in order; no more than `most` and one.
func messages(inMbox bytes: ArraySlice<UInt8>, most: Int = .max) -> [MboxMessage] {
    // Thunderbird and Takeout wrote separators without a date, others wrote odd dates; they count only in an mbox that begins with one.
    var first = Lines(bytes.prefix(512))
    let isUndated = first.next().map { !isSeparatorLine($0) } ?? false
    var found: [MboxMessage] = []
    var lines = Lines(bytes)
    var place = bytes.startIndex
    /// Where the empty line before this one begins.
    var blank: Int? = place
    while let line = lines.next() {
        if let end = blank, isSeparator(line, before: bytes[lines.place...], isUndated: isUndated) {
            if let last = found.indices.last, !found[last].isCounted { found[last].end(at: end, place) }
            guard found.count <= most else { return found }
            let header = HeaderBlock(of: bytes[lines.place...])
            var message = MboxMessage(bytes: bytes[lines.place...], bodyStart: header.bodyStart, isCounted: false)
            if let next = message.endAsCounted(header, isUndated: isUndated) { lines = Lines(bytes[next...]) }
            found.append(message)
            place = lines.place
            blank = message.isCounted ? place : nil
        } else {
            blank = line.isEmpty ? place : nil
            place = lines.place
        }
    }
    return found
}

private let quote = UInt8(ascii: ">")

private func isSeparator(_ line: ArraySlice<UInt8>, before rest: ArraySlice<UInt8>, isUndated: Bool) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < 512 else { return false }
    if isSeparatorLine(line) || (isUndated && isUndatedSeparator(line)) {
        var lines = Lines(rest.prefix(1024))
        return lines.next().flatMap { fieldColon(in: $0) } != nil
    }
    return isUndated && hasMailHeader(rest)
}

extension MboxMessage {
    /// Ends at the separator, without the empty line before it unless that is the one that ends the header.
    fileprivate mutating func end(at blank: Int, _ separator: Int) {
        bytes = bytes[..<(bodyStart.map { blank >= $0 } == true ? blank : separator)]
    }

    /// Ends where Content-Length says, but only if the mbox or the message really does end there: many a program copies the
    /// field and changes the body.
    /// - Returns: where the next separator stands; nil when the field is missing or wrong.
    fileprivate mutating func endAsCounted(_ header: HeaderBlock, isUndated: Bool) -> Int? {
        guard let bodyStart, let length = contentLength(header), length <= bytes.endIndex - bodyStart else {
            return nil
        }
        let end = bodyStart + length
        var place = end
        // The end of the last line may be counted or not, and an empty line may follow.
        for _ in 0..<2 {
            var lines = Lines(bytes[place...])
            guard let line = lines.next(), line.isEmpty else { break }
            place = lines.place
        }
        if place < bytes.endIndex {
            var lines = Lines(bytes[place...])
            guard bytes[place - 1] == 10, let line = lines.next(),
                isSeparator(line, before: bytes[lines.place...], isUndated: isUndated)
            else { return nil }
        }
        isCounted = true
        bytes = bytes[..<end]
        return place
    }
}

/// Nil unless there is one Content-Length, and it is a number.
private func contentLength(_ header: HeaderBlock) -> Int? {
    let fields = header.fields.filter { fieldName($0.name) == "content-length" }
    guard fields.count == 1, let field = fields.first else { return nil }
    let text = String(decoding: field.value, as: UTF8.self).trimmingBlanks()
    return text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
}
