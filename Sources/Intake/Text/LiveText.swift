// What the writer wrote this time: a mail's lines without quoted history, signature and the advertising of phones.

/// The lines of a folded text that speak, in order.
struct LiveText {
    let text: FoldedText
    private(set) var lines: [Range<Int>] = []

    /// `isReply`: the subject says that there is history below.
    init(_ text: FoldedText, isReply: Bool = false) {
        self.text = text
        let all = splitLines(text.scalars)
        var isInQuote = false
        for (index, range) in all.enumerated() {
            let line = text.folded(range).trimmingBlanks()
            let isAttribution = isAttribution(all, index, line)
            if line == "--" || isSeparator(line) || (isAttribution && !answersBelow(all, after: index)) { break }
            if isHeaderBlock(all, index, line), isReply || !lines.isEmpty { break }
            // The second half of an attribution that was wrapped belongs to the quotation too.
            let isRest = isInQuote && endsAttribution(line)
            isInQuote = isAttribution || isRest || line.hasPrefix(">")
            if !isInQuote, !isFooter(line) { lines.append(range) }
        }
    }

    /// Everything below is history, say the mail programs.
    private func isSeparator(_ line: String) -> Bool {
        guard line.hasPrefix("--") || line.hasPrefix("__") || line.hasPrefix("==") else { return false }
        return historyMarks.contains(line.filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "=" })
    }

    /// The quoted lines follow here, and the answer below them.
    private func answersBelow(_ all: [Range<Int>], after index: Int) -> Bool {
        let next = all[(index + 1)...].prefix(4).map { text.folded($0).trimmingBlanks() }
        return next.first { !$0.isEmpty && !endsAttribution($0) }?.hasPrefix(">") ?? false
    }

    /// `2026년 … 님이 작성:`, `On … wrote:`, on one line or two.
    private func isAttribution(_ all: [Range<Int>], _ index: Int, _ line: String) -> Bool {
        guard line.utf8.count < 400 else { return false }
        let isWhole = endsAttribution(line)
        let next = index + 1 < all.count && !isWhole ? text.folded(all[index + 1]).trimmingBlanks() : ""
        guard isWhole || (next.utf8.count < 120 && endsAttribution(next)) else { return false }
        return line.hasPrefix("on ") || line.contains("님") || (line.hasPrefix("20") && line.contains("년"))
    }

    private func endsAttribution(_ line: String) -> Bool {
        line.utf8.last == UInt8(ascii: ":") && attributionEnds.contains { line.hasSuffix($0) }
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
