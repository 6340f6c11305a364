// What the writer wrote this time: a mail's lines without quoted history, signature and the advertising of phones.

/// The lines of a folded text that speak, in order.
struct LiveText {
    let text: FoldedText
    private(set) var lines: [Range<Int>] = []

    /// `isReply`: the subject says that there is history below.
    init(_ text: FoldedText, isReply: Bool = false) {
        self.text = text
        let all = splitLines(text.scalars)
        var skipsQuotedReply = false
        for (index, range) in all.enumerated() {
            let line = text.folded(range).trimmingBlanks()
            if line == "--" || (startsHistory(all, index, line) && !answersBelow(all, after: index)) { break }
            if isHeaderBlock(all, index, line), isReply || !lines.isEmpty { break }
            if line.hasPrefix(">") || isAttribution(all, index, line) || isFooter(line) {
                skipsQuotedReply = true
                continue
            }
            // The second half of an attribution that was wrapped.
            if skipsQuotedReply, line.hasSuffix("작성:") || line.hasSuffix("wrote:") { continue }
            skipsQuotedReply = false
            lines.append(range)
        }
    }

    /// Everything below is history: the separators of mail programs, and attributions with the old mail below.
    private func startsHistory(_ all: [Range<Int>], _ index: Int, _ line: String) -> Bool {
        let bare = line.filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "=" }
        if line.hasPrefix("--") || line.hasPrefix("__") || line.hasPrefix("=="), historyMarks.contains(bare) {
            return true
        }
        return isAttribution(all, index, line)
    }

    /// The quoted lines follow here, and the answer below them.
    private func answersBelow(_ all: [Range<Int>], after index: Int) -> Bool {
        let next = all[(index + 1)...].prefix(4).map { text.folded($0).trimmingBlanks() }
        return next.first { !$0.isEmpty && !$0.hasSuffix("작성:") && !$0.hasSuffix("wrote:") }?.hasPrefix(">") ?? false
    }

    /// `2026년 … 님이 작성:`, `On … wrote:`, on one line or two.
    private func isAttribution(_ all: [Range<Int>], _ index: Int, _ line: String) -> Bool {
        let isEnglish = line.hasPrefix("on ")
        let isKorean = line.contains("님") || (line.hasPrefix("20") && line.contains("년"))
        guard isEnglish || isKorean, line.utf8.count < 400 else { return false }
        let next = index + 1 < all.count ? text.folded(all[index + 1]).trimmingBlanks() : ""
        let endings = isEnglish ? ["wrote:"] : koreanAttributions
        return endings.contains { line.hasSuffix($0) || (next.hasSuffix($0) && next.utf8.count < 120) }
    }

    /// `보낸 사람: …` above `받는 사람: …`: a mail program's heading of the mail below.
    private func isHeaderBlock(_ all: [Range<Int>], _ index: Int, _ line: String) -> Bool {
        guard senderLabels.contains(where: { line.hasPrefix($0) }) else { return false }
        let following = all[(index + 1)...].prefix(5).map { text.folded($0).trimmingBlanks() }
        return following.contains { next in headingLabels.contains { next.hasPrefix($0) } }
    }

    private func isFooter(_ line: String) -> Bool {
        guard line.utf8.count < 120, !line.isEmpty else { return false }
        return footerStarts.contains { line.hasPrefix($0) } || footerEnds.contains { line.hasSuffix($0) }
    }
}

private func splitLines(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, scalar) in scalars.enumerated() where scalar == "\n" {
        lines.append(start..<index)
        start = index + 1
    }
    lines.append(start..<scalars.count)
    return lines
}
