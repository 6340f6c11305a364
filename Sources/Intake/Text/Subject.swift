// The subject line of a mail.

/// A subject line: a reply's subject is history, a tag at its start is outspoken.
struct Subject {
    let text: FoldedText
    let isReply: Bool
    /// Behind `Re:` and the like.
    let own: Range<Int>

    /// Begins with a tag such as `[취소요청]`, which says outright what the mail is.
    var isTagged: Bool {
        let first = text.scalars[own].first { $0 != " " }
        return first == "[" || first == "【"
    }

    init(_ subject: String, limits: Limits) {
        text = FoldedText(subject, limit: min(limits.mailText, 4096))
        let prefix = replyPrefixes.match(in: text.scalars, 0..<text.scalars.count)
        isReply = prefix != nil
        own = (prefix?.length ?? 0)..<text.scalars.count
    }
}

private let replyPrefixes = Words([
    "re:", "re :", "re[", "fw:", "fwd:", "fw :", "fwd :", "답장:", "회신:", "답변:", "전달:", "[re]", "[fw]", "[답장]", "[회신]",
    "(re)", "답장 :", "회신 :",
    "전달 :", "re：",
])
