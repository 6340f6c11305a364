// The bytes that the places of facts count, so that evidence can be quoted. Pure like all of intake.

/// The UTF-8 bytes that the ranges of `part` count in a drop of these bytes; nil for parts that cannot be had again by themselves, such
/// as attachments.
package func quotable(
    _ part: String, of bytes: [UInt8], limits: Limits = Limits(), names: FieldNames = .usual, lexicon: Lexicon = .usual
) -> [UInt8]? {
    if part.isEmpty {
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        do throws(JSONProblem) { return try JSONBytes(bytes).utf8 } catch { return nil }
    }
    let mail = read(bytes, limits: limits, names: names, lexicon: lexicon).mail
    switch part {
    case "subject": return mail?.subject.map { Array($0.utf8) }
    case "text": return mail?.text.map { Array($0.utf8) }
    default: return nil
    }
}
