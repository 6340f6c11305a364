// Which texts are mail addresses that may be written to. Narrower than RFC 5322 on purpose: one plain, answerable mailbox.

/// A mailbox such as `hong@example.com`: no name, no comment, no quoting, no list, and a person behind it as far as its
/// spelling tells.
struct MailAddress {
    let text: String
    private let lowercase: [UInt8]
    /// Where the `@` stands.
    private let at: Int

    /// Nil unless `text` is a plain address (RFC 5321 lengths; letters, digits and the marks that people's addresses hold).
    init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(255))
        guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")), isLocalPart(bytes[..<at]),
            isDomain(bytes[(at + 1)...])
        else { return nil }
        self.text = text
        lowercase = bytes.map(lowercased)
        self.at = at
    }

    /// The side behind the `@`, in lower case.
    var domain: String { String(decoding: lowercase[(at + 1)...], as: UTF8.self) }

    /// The same mailbox, as far as anybody treats it (RFC 5321 lets the left side differ by case; nobody does).
    func isSame(as other: MailAddress) -> Bool { lowercase == other.lowercase }

    /// Programs and lists live there: an answer would start a loop or reach nobody (RFC 3834, 2).
    var isAutomatic: Bool {
        let name = lowercase[..<at]
        let letters = name.filter(isAlphanumeric)
        return Automatic.anywhere.contains { letters.holds($0) }
            || Automatic.names.contains { name.elementsEqual($0) }
            || Automatic.starts.contains { name.starts(with: $0) }
            || Automatic.ends.contains { name.reversed().starts(with: $0.reversed()) }
            || lowercase[(at + 1)...].starts(with: Automatic.lists)
    }
}

/// How the addresses of programs and lists are spelled, in lower case.
private enum Automatic {
    /// Marks left out.
    static let anywhere = bytes(["noreply", "donotreply", "dontreply", "mailerdaemon", "autoreply"])
    static let names = bytes(["postmaster", "majordomo", "listserv", "bounce", "bounces", "root", "nobody"])
    static let starts = bytes(["owner-", "bounce-", "bounce+", "bounces-", "bounces+", "listserv-"])
    static let ends = bytes(["-owner", "-request", "-bounces", "-subscribe", "-unsubscribe", "-list"])
    static let lists = Array("lists.".utf8)

    private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }
}

extension Array<UInt8> {
    fileprivate func holds(_ word: [UInt8]) -> Bool { indices.contains { self[$0...].starts(with: word) } }
}

private func isLocalPart(_ part: ArraySlice<UInt8>) -> Bool {
    // `*` is legal there, and it is how stores mask addresses; `%` and `!` were once routes.
    (1...64).contains(part.count) && part.allSatisfy { isAlphanumeric($0) || ".+-_'&=~".utf8.contains($0) }
        && part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        && part.first != UInt8(ascii: "-")
}

private func isDomain(_ part: ArraySlice<UInt8>) -> Bool {
    let (dash, dot) = (UInt8(ascii: "-"), UInt8(ascii: "."))
    let labels = part.split(separator: dot, omittingEmptySubsequences: false)
    return labels.count >= 2
        && labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != dash && label.last != dash
                && label.allSatisfy { isAlphanumeric($0) || $0 == dash }
        }
        && labels.last?.contains { !(48...57).contains($0) } == true
}

private func lowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
    default: false
    }
}
