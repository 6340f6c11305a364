// Character references of HTML: numeric ones, and the named ones that mails use.

/// The text with its references decoded; an unknown one stays as it stands.
func decodedEntities(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
    var out: [UInt8] = []
    var place = text.startIndex
    while place < text.endIndex {
        if text[place] == UInt8(ascii: "&"), let (replacement, end) = entity(in: text, at: place) {
            out.append(contentsOf: replacement.utf8)
            place = end
        } else {
            out.append(text[place])
            place += 1
        }
    }
    return String(decoding: out, as: UTF8.self)
}

private func entity(in text: ArraySlice<UInt8>, at start: Int) -> (String, end: Int)? {
    let body = text[(start + 1)...].prefix(32).prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "#") }
    guard !body.isEmpty else { return nil }
    let end =
        body.endIndex < text.endIndex && text[body.endIndex] == UInt8(ascii: ";") ? body.endIndex + 1 : body.endIndex
    let name = String(decoding: body, as: UTF8.self)
    guard name.hasPrefix("#") else { return named[name].map { ($0, end) } }
    let digits = name.dropFirst()
    let code = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = code.flatMap(Unicode.Scalar.init), scalar.value != 0 else { return nil }
    return (String(scalar), end)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
}

private let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®",
    "trade": "™",
    "middot": "·", "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
    "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›", "times": "×",
    "divide": "÷", "deg": "°", "plusmn": "±", "frac12": "½", "frac14": "¼", "frac34": "¾", "sect": "§", "para": "¶",
    "cent": "¢", "pound": "£", "yen": "¥", "euro": "€", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔",
    "check": "✓", "star": "☆", "starf": "★", "hearts": "♥", "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "",
    "zwj": "",
    "shy": "", "lrm": "", "rlm": "", "iexcl": "¡", "iquest": "¿", "agrave": "à", "aacute": "á", "acirc": "â",
    "auml": "ä",
    "aring": "å", "aelig": "æ", "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "iacute": "í",
    "ntilde": "ñ", "oacute": "ó", "ocirc": "ô", "ouml": "ö", "oslash": "ø", "uacute": "ú", "ucirc": "û", "uuml": "ü",
    "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "Eacute": "É", "szlig": "ß", "sol": "/", "num": "#", "lpar": "(",
    "rpar": ")",
    "colon": ":", "semi": ";", "comma": ",", "period": ".", "excl": "!", "quest": "?", "percnt": "%", "plus": "+",
    "equals": "=", "lowbar": "_", "hyphen": "‐", "Tab": "\t", "NewLine": "\n",
]
