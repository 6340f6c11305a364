// Which texts are Korean telephone numbers, and their one spelling: digits as dialled within Korea.

/// A telephone number of Korea, digits only, starting with 0 (or eight digits such as 1588-0000 for senders).
struct PhoneNumber: Hashable {
    let digits: String

    /// A number that a text message can be sent to: mobile (01x), 안심번호 (050x), landline or 070. Nil for anything masked,
    /// foreign or of the wrong length.
    init?(recipient text: String) {
        guard let digits = domesticDigits(text),
            isMobile(digits) || isRelay(digits) || isLandline(digits)
        else { return nil }
        self.digits = digits
    }

    /// A number that carriers accept as 발신번호: no 050x, but 15xx, 16xx and 18xx without an area code.
    init?(sender text: String) {
        guard let digits = domesticDigits(text),
            isMobile(digits) || isLandline(digits) || isRepresentative(digits)
        else { return nil }
        self.digits = digits
    }
}

/// Digits with +82 turned into the leading 0; nil when anything else but the usual separators stands between them.
private func domesticDigits(_ text: String) -> String? {
    guard text.utf8.count <= 60 else { return nil }
    var digits = ""
    var isInternational = false
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x30...0x39: digits.unicodeScalars.append(scalar)
        // Full-width digits, as Korean input methods leave them.
        case 0xFF10...0xFF19: digits += String(scalar.value - 0xFF10)
        case 0x2B where digits.isEmpty && !isInternational: isInternational = true
        case 0x20, 0xA0, 0x28, 0x29, 0x2D, 0x2E, 0x2010...0x2013: continue
        default: return nil
        }
    }
    guard isInternational else { return digits }
    guard digits.hasPrefix("82") else { return nil }
    let rest = digits.dropFirst(2)
    return rest.hasPrefix("0") ? String(rest) : "0" + rest
}

private func isMobile(_ digits: String) -> Bool {
    ["010", "011", "016", "017", "018", "019"].contains { digits.hasPrefix($0) } && (10...11).contains(digits.count)
}

private func isRelay(_ digits: String) -> Bool {
    digits.hasPrefix("050") && (11...12).contains(digits.count)
}

private func isLandline(_ digits: String) -> Bool {
    if digits.hasPrefix("02") { return (9...10).contains(digits.count) }
    if digits.hasPrefix("070") { return digits.count == 11 }
    let areas = [
        "031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061", "062", "063", "064",
    ]
    return areas.contains { digits.hasPrefix($0) } && (10...11).contains(digits.count)
}

private func isRepresentative(_ digits: String) -> Bool {
    ["15", "16", "18"].contains { digits.hasPrefix($0) } && digits.count == 8
}
