// Bytes of a declared, a wrongly declared or an undeclared charset → text. Korean mail says EUC-KR and means CP949.

internal import CGMime

/// The name to convert `charset` by: every name of the KS C 5601 family is CP949, which contains them all, but for its edition with all
/// combinations of jamo, which is Johab.
func effectiveCharset(_ charset: String) -> String {
    let name = charset.lowercased()
    if koreanCodePage.contains(name) { return "cp949" }
    return johab.contains(name) ? "johab" : name
}

private let johab: Set<String> = [
    "johab", "x-johab", "ksc5601-1992", "ks_c_5601-1992", "ms1361", "cp1361", "windows-1361",
]

private let koreanCodePage: Set<String> = [
    "ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ks_c_5601_1987", "ksc5601", "ksc_5601", "ksc5601-1987",
    "ks-c-5601", "ksc-5601", "ks_c-5601-1987", "korean", "iso-ir-149", "euc-kr", "euckr", "euc_kr", "cseuckr",
    "csksc56011987", "ms949", "cp949", "uhc", "windows-949", "x-windows-949", "x-cp949", "5601", "949",
]

/// `bytes` as text. Without a charset, or with one that the bytes contradict: UTF-8 when they are valid UTF-8, else CP949. Mailers that
/// know no Korean declare it as Latin, and relays change the bytes to UTF-8 and leave the old name.
func decoded(_ bytes: [UInt8], charset: String?) -> String {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let name = charset.map(effectiveCharset) ?? ""
    if saysNothing.contains(name) { return undeclared(bytes) }
    let isEightBit = bytes.contains { $0 >= 0x80 }
    if isEightBit, sevenBit.contains(name) { return undeclared(bytes) }
    if isEightBit, foreign.contains(name), let text = koreanInDisguise(bytes) { return text }
    if name == "cp949" || latin.contains(name), let text = korean(bytes, declared: name) { return text }
    return converted(bytes, from: name, replacing: true) ?? undeclared(bytes)
}

/// Names that tell no more than the bytes do.
private let saysNothing: Set<String> = [
    "", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown", "unknown", "default",
    "x-user-defined", "binary", "none",
]

private let latin: Set<String> = ["iso-8859-1", "iso8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252"]

/// Charsets that know no byte above 127.
private let sevenBit: Set<String> = [
    "iso-2022-kr", "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "csiso2022jp", "csiso2022kr",
    "iso-2022-cn", "utf-7", "unicode-1-1-utf-7", "hz-gb-2312",
]

/// Charsets of our neighbours, whose names stand on Korean mails of theirs.
private let foreign: Set<String> = [
    "gb2312", "csgb2312", "gbk", "cp936", "windows-936", "gb18030", "big5", "big5-hkscs", "cp950", "csbig5",
    "shift_jis",
    "shift-jis", "sjis", "cp932", "windows-31j", "ms_kanji", "euc-jp", "eucjp", "x-euc-jp",
]

/// Any bytes of these charsets may be CP949 too, so only words that our customers write tell Korean from Chinese or Japanese.
private func koreanInDisguise(_ bytes: [UInt8]) -> String? {
    let text = String(validating: bytes, as: UTF8.self) ?? strictlyKorean(bytes)
    return text.flatMap { text in usualWords.contains(where: text.contains) ? text : nil }
}

private let usualWords = ["취소", "주문", "환불", "반품", "니다", "세요", "해요", "어요", "아요"]

/// What bytes that were declared as CP949 or Latin are in truth; nil when that is what was declared.
private func korean(_ bytes: [UInt8], declared: String) -> String? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    // UTF-8 of two syllables is next to never anything else.
    if let text = String(validating: bytes, as: UTF8.self), hasHangul(text) { return text }
    // Letters of Latin stand between others of ASCII; those of Korean stand in pairs, and nearly all are syllables.
    guard declared != "cp949", let text = converted(bytes, from: "cp949", replacing: false) else { return nil }
    let others = text.unicodeScalars.count { $0.value >= 0x80 && !isSyllable($0) }
    return hasHangul(text) && others * 4 <= text.unicodeScalars.count(where: isSyllable) ? text : nil
}

private func hasHangul(_ text: String) -> Bool { text.unicodeScalars.count(where: isSyllable) >= 2 }

private func isSyllable(_ scalar: Unicode.Scalar) -> Bool { (0xAC00...0xD7A3).contains(scalar.value) }

/// `bytes` as text where they are CP949 from beginning to end; nil where they are not.
func strictlyKorean(_ bytes: [UInt8]) -> String? { converted(bytes, from: "cp949", replacing: false) }

private func undeclared(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self).flatMap { $0.contains("\u{1B}") ? withEscapes(bytes) ?? $0 : $0 }
        ?? strictlyKorean(bytes)
        ?? cutKorean(bytes)
        ?? String(decoding: bytes, as: UTF8.self)
}

/// ISO-2022 announces itself by its escape sequences.
private func withEscapes(_ bytes: [UInt8]) -> String? {
    let announced: [(escape: [UInt8], charset: String)] = [
        ([0x1B, 0x24, 0x29, 0x43], "iso-2022-kr"), ([0x1B, 0x24, 0x42], "iso-2022-jp"),
        ([0x1B, 0x24, 0x40], "iso-2022-jp"),
    ]
    return announced.first { bytes.firstRange(of: $0.escape) != nil }
        .flatMap { converted(bytes, from: $0.charset, replacing: false) }
}

/// CP949 that somebody cut within its last character; nil where that is not all that is wrong. UTF-8 is told by itself.
private func cutKorean(_ bytes: [UInt8]) -> String? {
    guard let last = bytes.lastIndex(where: { $0 > 32 }), bytes[last] >= 0x81,
        let text = strictlyKorean(Array(bytes[..<last])), hasHangul(text)
    else { return nil }
    return text + "\u{FFFD}"
}

/// `bytes` converted by iconv; nil when the charset is unknown, or when something is invalid and `replacing` is false.
private func converted(_ bytes: [UInt8], from charset: String, replacing: Bool) -> String? {
    _ = startedGMime
    guard let converter = cancelbox_converter_to_utf8(charset) else { return nil }
    defer { g_mime_iconv_close(converter) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 3 / 2 + 16)
    let valid = bytes.withUnsafeBytes { input in
        let start = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        return convert(converter, start, input.count, replacing: replacing, into: &text)
    }
    return valid ? String(decoding: text, as: UTF8.self) : nil
}

private func convert(
    _ converter: iconv_t, _ start: UnsafePointer<CChar>?, _ count: Int, replacing: Bool, into text: inout [UInt8]
) -> Bool {
    var (next, left) = (start, count)
    var piece = [UInt8](repeating: 0, count: 4096)
    while left > 0 {
        var outcome = CANCELBOX_CONVERTED
        let written = piece.withUnsafeMutableBytes { output in
            var (end, room) = (output.baseAddress?.assumingMemoryBound(to: CChar.self), output.count)
            outcome = cancelbox_convert(converter, &next, &left, &end, &room)
            return output.count - room
        }
        text.append(contentsOf: piece.prefix(written))
        guard outcome == CANCELBOX_INVALID_INPUT || outcome == CANCELBOX_INPUT_CUT else { continue }
        guard replacing else { return false }
        text.append(contentsOf: "\u{FFFD}".utf8)
        next = next.map { $0 + 1 }
        left -= 1
    }
    return true
}
