// One tag of HTML, as far as reading text needs it: name, whether it closes, whether it hides.

struct HTMLTag {
    /// Lower case; empty for a comment or a declaration.
    private(set) var name = ""
    private(set) var isClosing = false
    /// Its attributes take it out of sight.
    private var isStyledAway = false
    /// Its attributes say that a mail program quotes in it, or that everything behind it is an earlier mail.
    private(set) var quotation: Quotation?
    /// Columns and rows that a cell of a table takes.
    private(set) var span = (columns: 1, rows: 1)
    private(set) var end: Int

    enum Quotation { case inside, behind }

    /// Reads the tag that begins with the `<` at `start`; nil when that is only a character. An unfinished tag
    /// reaches to the end, so that no input makes reading it slow.
    init?(in bytes: [UInt8], at start: Int) {
        var place = start + 1
        guard place < bytes.count else { return nil }
        end = bytes.count
        switch bytes[place] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            end = HTMLTag.endOfDeclaration(in: bytes, at: start)
            return
        case UInt8(ascii: "/"):
            isClosing = true
            place += 1
        default: break
        }
        let nameStart = place
        // Before the name is looked through: `<<<<…` would be looked through once for every character of it.
        guard place < bytes.count, isLetter(bytes[place]) else { return nil }
        while place < bytes.count, isNameByte(bytes[place]) { place += 1 }
        name = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
        readAttributes(bytes, from: place)
    }

    private mutating func readAttributes(_ bytes: [UInt8], from start: Int) {
        var place = start
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
            let nameStart = place
            while place < bytes.count, isNameByte(bytes[place]) { place += 1 }
            let attribute = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
            if attribute == "hidden" { isStyledAway = true }
            guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
                if place == nameStart { place += 1 }
                continue
            }
            place += 1
            while place < bytes.count, bytes[place] <= 32 { place += 1 }
            guard place < bytes.count else { break }
            let quote = bytes[place]
            let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
            let valueStart = isQuoted ? place + 1 : place
            let close = bytes[valueStart...].firstIndex { isQuoted ? $0 == quote : $0 <= 32 || $0 == UInt8(ascii: ">") }
            let valueEnd = close ?? bytes.count
            if attribute == "colspan" { span.columns = count(in: bytes[valueStart..<valueEnd]) }
            if attribute == "rowspan" { span.rows = count(in: bytes[valueStart..<valueEnd]) }
            if attribute == "style", hidesInStyle(bytes[valueStart..<valueEnd]) { isStyledAway = true }
            if !isClosing, ["id", "class", "name"].contains(attribute) {
                quotation = quotation ?? quotationMark(in: bytes[valueStart..<valueEnd])
            }
            place = isQuoted ? valueEnd + 1 : valueEnd
        }
        end = min(place + 1, bytes.count)
    }

    /// Behind a comment, a doctype or a conditional section.
    private static func endOfDeclaration(in bytes: [UInt8], at start: Int) -> Int {
        guard bytes[start...].starts(with: "<!--".utf8) else {
            return bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        }
        var place = start + 4
        while let dash = bytes[min(place, bytes.count)...].firstIndex(of: UInt8(ascii: ">")) {
            if dash >= start + 6, bytes[dash - 1] == UInt8(ascii: "-"), bytes[dash - 2] == UInt8(ascii: "-") {
                return dash + 1
            }
            place = dash + 1
        }
        return bytes.count
    }

    /// Its content is no HTML and never seen.
    var isRaw: Bool { ["script", "style", "title", "template", "textarea"].contains(name) }

    var isBlock: Bool { blockNames.contains(name) }

    /// Opens an element whose content is not seen, or struck out. An element without content hides nothing.
    var hides: Bool { (isStyledAway || struckNames.contains(name)) && !isClosing && !voidNames.contains(name) }
}

/// A small number of columns or rows; 1 where it is none.
private func count(in value: ArraySlice<UInt8>) -> Int {
    value.count <= 5 ? max(1, Int(String(decoding: value, as: UTF8.self)) ?? 1) : 1
}

/// How mail programs name the element of what they quote: Gmail, Yahoo, ProtonMail, Zoho and QQ put it inside, Outlook begins it.
private func quotationMark(in value: ArraySlice<UInt8>) -> HTMLTag.Quotation? {
    guard value.count <= 200 else { return nil }
    for word in String(decoding: value, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace) {
        let name = word.hasPrefix("x_") ? word.dropFirst(2) : word
        if quotingElements.contains(String(name)) { return .inside }
        if headingElements.contains(String(name)) { return .behind }
    }
    return nil
}

private let quotingElements: Set<String> = [
    "gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "gmail_quote_container", "mail_quote",
]

private let headingElements: Set<String> = [
    "divrplyfwdmsg", "appendonsend", "outlookmessageheader", "ms-outlook-mobile-reference-message",
]

/// What is struck out is not wished any more.
private let struckNames: Set<String> = ["s", "strike", "del"]

private let blockNames: Set<String> = [
    "address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
    "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "section", "ul",
]

private let voidNames: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr",
]

private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

private func isNameByte(_ byte: UInt8) -> Bool {
    byte > 32 && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "/")
        && byte != UInt8(ascii: "\"")
}

/// Whether a style takes its element out of sight: what adverts put before their text for the list of mails, and what copies of old
/// texts hide in.
private func hidesInStyle(_ style: ArraySlice<UInt8>) -> Bool {
    let squeezed = String(decoding: style.filter { $0 > 32 }, as: UTF8.self).lowercased()
    return squeezed.split(separator: ";").contains { declaration in
        let declaration = declaration.replacing("!important", with: "")
        return hidingStyles.contains(String(declaration)) || hasNoSize(String(declaration))
    }
}

private let hidingStyles: Set<String> = [
    "display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all", "opacity:0", "opacity:0.0",
]

/// `font-size:0`, `max-height:0px`: nothing is drawn in it.
private func hasNoSize(_ declaration: String) -> Bool {
    guard let name = ["font-size:", "max-height:", "max-width:"].first(where: { declaration.hasPrefix($0) }) else {
        return false
    }
    let value = declaration.dropFirst(name.count)
    return value.first == "0" && !value.contains { "123456789".contains($0) }
}
