// The door of intake: bytes in, document out. Pure: no disk, no clock, no network.

import Cancellation
import StrictJSON
import Tables

/// Reads dropped bytes of any kind. Never fails: what cannot be read comes back with `problem` set.
/// - Parameter names: what exports call their fields.
/// - Parameter lexicon: what customers say in their own words.
/// - Parameter passwords: for workbooks that are protected.
package func read(
    _ bytes: [UInt8], limits: Limits = Limits(), names: FieldNames = .usual, lexicon: Lexicon = .usual,
    passwords: [String] = []
) -> Document {
    let known = Known(names: names, lexicon: lexicon, passwords: passwords)
    guard bytes.count <= limits.drop else {
        return .unreadable("파일이 너무 큽니다 (최대 \(limits.drop) 바이트). 나누어 다시 넣어 주세요.")
    }
    var document = understand(bytes, limits: limits, known)
    guard document.requests.count <= limits.requests else {
        return .unreadable("요청이 너무 많습니다 (최대 \(limits.requests)건). 나누어 다시 넣어 주세요.")
    }
    for index in document.requests.indices { document.requests[index].fillReason(lexicon) }
    return document
}

/// Whether bytes are whole by their own form, so that a writer who is still busy can be told from one who is done.
package enum Completeness: Hashable, Sendable {
    /// One JSON value that closes, or a mail whose last MIME boundary is there.
    case whole
    /// Clearly cut off: an open bracket or string, a header without an end, a MIME part without its last boundary.
    case cut
    /// The form does not tell (plain mails, several JSON values, other text): only time can.
    case unclear
}

/// How complete `bytes` are, in one pass and without interpreting them.
package func completeness(of bytes: [UInt8]) -> Completeness {
    if bytes.isEmpty { return .cut }
    // A ZIP file ends with its directory; of OLE2 files only time tells.
    if looksLikeZip(bytes) { return isWholeZip(bytes) ? .whole : .cut }
    if looksLikeCompound(bytes) { return .unclear }
    if looksLikeMbox(bytes) || linesOfOldMail(bytes) != nil { return .unclear }
    if looksLikeMail(bytes) { return mailCompleteness(bytes) }
    if looksLikeJSON(bytes) { return jsonCompleteness(bytes) }
    return isCutInCharacter(bytes) ? .cut : .unclear
}

/// What a seller has told about the files to come.
private struct Known {
    var names: FieldNames
    var lexicon: Lexicon
    var passwords: [String]
}

private func understand(_ bytes: [UInt8], limits: Limits, _ known: Known) -> Document {
    guard bytes.contains(where: { !isBlank($0) }) else {
        return .unreadable("빈 파일입니다. 내용을 확인한 뒤 다시 넣어 주세요.")
    }
    if looksLikeWorkbook(bytes) {
        return readWorkbook(bytes, limits: limits, names: known.names, passwords: known.passwords)
    }
    if looksLikeJSON(bytes) {
        let json = readJSON(bytes, limits: limits, names: known.names)
        // A table below a line such as `[취소관리] …`.
        guard json.problem != nil, json.requests.isEmpty, bytes.first(where: { !isBlank($0) }) != UInt8(ascii: "{"),
            let table = readDelimited(bytes, limits: limits, names: known.names)
        else { return json }
        return table
    }
    if let lines = linesOfOldMail(bytes) { return readMail(lines, limits: limits, known) }
    if looksLikeMbox(bytes) || looksLikeMail(bytes) {
        return readMail(bytes, limits: limits, known)
    }
    if looksLikeHTML(bytes) { return readPage(bytes, limits: limits, names: known.names) }
    if looksLikeXMLWorkbook(bytes) {
        return .unreadable(
            "XML 스프레드시트(Excel 2003 XML)입니다. 엑셀에서 열어 '다른 이름으로 저장'에서 XLSX나 CSV로 저장해 다시 넣어 주세요 (a spreadsheet in XML, not a workbook: open it in Excel, save it as XLSX or CSV and drop that)."
        )
    }
    if let table = readDelimited(bytes, limits: limits, names: known.names) { return table }
    // A bare string or number is JSON too (RFC 8259), and its sender is told that it asks for nothing.
    if isBareValue(bytes, limits: limits) { return readJSON(bytes, limits: limits, names: known.names) }
    return .unreadable("JSON도 메일도 주문번호 열이 있는 표도 아닌 파일입니다. 스토어나 주문 도구에서 엑셀·CSV·JSON으로 내보내거나 메일(.eml)로 저장해 다시 넣어 주세요.")
}

private func readMail(_ bytes: [UInt8], limits: Limits, _ known: Known) -> Document {
    readMail(bytes, limits: limits, lexicon: known.lexicon) { content, type, name in
        readAttachment(content, type: type, name: name, limits: limits, known)
    }
}

/// An attachment that is a drop of its own, with the mail as its context.
private func readAttachment(
    _ bytes: [UInt8], type: String, name: String?, limits: Limits, _ known: Known
) -> Document? {
    if looksLikeWorkbook(bytes) {
        return readWorkbook(bytes, limits: limits, names: known.names, passwords: known.passwords)
    }
    if name?.lowercased().hasSuffix(".xls") == true, looksLikeHTML(bytes) {
        return readPage(bytes, limits: limits, names: known.names)
    }
    let isNamedTable = [".csv", ".tsv", ".txt"].contains { name?.lowercased().hasSuffix($0) ?? false }
    if isNamedTable || type == "text/csv" || type == "text/tab-separated-values" {
        return readDelimited(bytes, limits: limits, names: known.names)
    }
    let isNamedJSON = name?.lowercased().hasSuffix(".json") ?? false
    if type == "application/json" || isNamedJSON, looksLikeJSON(bytes) {
        return readJSON(bytes, limits: limits, names: known.names)
    }
    guard isAttachedMail(bytes, type: type, name: name) else { return nil }
    guard limits.mailsWithin > 0 else {
        return Document(
            kind: .mail,
            problem: "메일 속의 메일이 너무 깊어 읽지 않았습니다. 그 메일만 따로 넣어 주세요 (mails within mails: drop this one by itself).")
    }
    var inner = limits
    inner.mailsWithin -= 1
    return readMail(bytes, limits: inner, known)
}

/// By the first byte that is not blank; marks of UTF-8, UTF-16 and UTF-32 and the record separator of RFC 7464 go before.
private func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, 0x1E]
    guard let first = bytes.prefix(4096).first(where: { !isBlank($0) && !marks.contains($0) }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
}

/// One JSON value that is no object and no array. Bounded, because only real exports are long.
private func isBareValue(_ bytes: [UInt8], limits: Limits) -> Bool {
    guard bytes.count <= limits.bareValue else { return false }
    do {
        _ = try JSONReader.read(bytes)
        return true
    } catch {
        return false
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

extension Document {
    fileprivate static func unreadable(_ problem: String) -> Document { Document(kind: .unknown, problem: problem) }
}

extension Request {
    /// Words without the store's code (an export's own column, a customer's sentence) get the code and cause they speak of.
    fileprivate mutating func fillReason(_ lexicon: Lexicon) {
        guard let said = reason, said.code == nil, let words = said.text,
            let told = Intake.reason(in: words, lexicon: lexicon)
        else {
            return
        }
        reason = Reason(code: told.code, cause: told.cause, text: words)
    }
}
