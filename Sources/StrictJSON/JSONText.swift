// Writing JSON whose members keep the order they are given in: results and receipts are read by people too.

/// A JSON value to be written.
package enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Written with at most two decimals; for shares and confidences.
    case decimal(Double)
    case string(String)
    case array([JSONText])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONText

        package init(key: String, value: JSONText) {
            self.key = key
            self.value = value
        }
    }

    /// An object whose members are written in this order.
    package static func members(_ members: (String, JSONText)...) -> JSONText {
        .object(members.map { Member(key: $0.0, value: $0.1) })
    }

    /// The object with one member more at its end; anything else as it is.
    package func adding(_ key: String, _ value: JSONText) -> JSONText {
        guard case .object(let members) = self else { return self }
        return .object(members + [Member(key: key, value: value)])
    }

    /// `text`, or null where there is none.
    package static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }
    package static func optional(_ number: Int?) -> JSONText { number.map { .integer($0) } ?? .null }

    /// The UTF-8 bytes: on one line, or indented by two spaces. Ends with a line feed.
    package func bytes(indented: Bool = true) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(4096)
        append(to: &out, depth: indented ? 0 : nil)
        out.append(10)
        return out
    }

    private func append(to out: inout [UInt8], depth: Int?) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .decimal(let value):
            // NaN and infinity are no JSON; they can only come from a bug, and null says so without lying.
            guard value.isFinite else { return out.append(contentsOf: "null".utf8) }
            out.append(contentsOf: String((value * 100).rounded() / 100).utf8)
        case .string(let text): appendQuoted(text, to: &out)
        case .array(let elements):
            appendList(elements, open: "[", close: "]", to: &out, depth: depth) { $0.append(to: &$1, depth: $2) }
        case .object(let members):
            appendList(members, open: "{", close: "}", to: &out, depth: depth) { member, out, depth in
                appendQuoted(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                if depth != nil { out.append(UInt8(ascii: " ")) }
                member.value.append(to: &out, depth: depth)
            }
        }
    }
}

private func appendList<Element>(
    _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, to out: inout [UInt8], depth: Int?,
    _ append: (Element, inout [UInt8], Int?) -> Void
) {
    out.append(UInt8(ascii: open))
    let inner = depth.map { $0 + 1 }
    for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        appendLineBreak(to: &out, depth: inner)
        append(element, &out, inner)
    }
    if !elements.isEmpty { appendLineBreak(to: &out, depth: depth) }
    out.append(UInt8(ascii: close))
}

private func appendLineBreak(to out: inout [UInt8], depth: Int?) {
    guard let depth else { return }
    out.append(10)
    for _ in 0..<depth {
        out.append(UInt8(ascii: " "))
        out.append(UInt8(ascii: " "))
    }
}

/// What needs no escape goes over in runs.
private func appendQuoted(_ text: String, to out: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
        out.append(UInt8(ascii: "\""))
        var start = 0
        for place in bytes.indices where isEscaped(bytes[place]) {
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<place]))
            appendEscape(of: bytes[place], to: &out)
            start = place + 1
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        out.append(UInt8(ascii: "\""))
    }
}

private func isEscaped(_ byte: UInt8) -> Bool {
    byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 127
}

private func appendEscape(of byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
    case 10: out.append(contentsOf: "\\n".utf8)
    case 13: out.append(contentsOf: "\\r".utf8)
    case 9: out.append(contentsOf: "\\t".utf8)
    default:
        let digits = Array("0123456789abcdef".utf8)
        out.append(contentsOf: "\\u00".utf8)
        out.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
