// Which texts are mail addresses that may be written to. Narrower than RFC 5322 on purpose: one plain, answerable mailbox.

/// A mailbox such as `hong@example.com`: no name, no comment, no quoting, no list, and a person behind it as far as its
/// spelling tells.
struct MailAddress {
    let text: String
    /// Lower case.
    let domain: String

    /// Nil unless `text` is a plain address (RFC 5321 lengths; letters, digits and the marks that people's addresses hold).
    init?(_ text: String) {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, halves.count == 2, isLocalPart(halves[0]), isDomain(halves[1]) else { return nil }
        self.text = text
        domain = halves[1].lowercased()
    }

    /// The same mailbox, as far as anybody treats it (RFC 5321 lets the left side differ by case; nobody does).
    func isSame(as other: MailAddress) -> Bool { text.lowercased() == other.text.lowercased() }

    /// Programs and lists live there: an answer would start a loop or reach nobody (RFC 3834, 2).
    var isAutomatic: Bool {
        let name = text.prefix { $0 != "@" }.lowercased()
        let letters = name.filter { $0.isLetter || $0.isNumber }
        return ["noreply", "donotreply", "dontreply", "mailerdaemon", "autoreply"].contains { letters.contains($0) }
            || ["postmaster", "majordomo", "listserv", "bounce", "bounces", "root", "nobody"].contains(name)
            || ["owner-", "bounce-", "bounce+", "bounces-", "bounces+", "listserv-"].contains { name.hasPrefix($0) }
            || ["-owner", "-request", "-bounces", "-subscribe", "-unsubscribe", "-list"].contains { name.hasSuffix($0) }
            || domain.hasPrefix("lists.")
    }
}

private func isLocalPart(_ part: Substring) -> Bool {
    // `*` is legal there, and it is how stores mask addresses; `%` and `!` were once routes.
    let marks = Set(".+-_'&=~".utf8)
    return (1...64).contains(part.utf8.count) && part.utf8.allSatisfy { isAlphanumeric($0) || marks.contains($0) }
        && part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        && part.first != "-"
}

private func isDomain(_ part: Substring) -> Bool {
    let labels = part.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
        && labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
        && labels.last?.contains { !$0.isNumber } == true
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
    default: false
    }
}
