// What the writer wrote this time: a mail's lines without quoted history, signature and the advertising of phones.

/// The lines of a folded text that speak, in order.
struct LiveText {
    let text: FoldedText
    private(set) var lines: [Range<Int>] = []

    /// `isReply`: the subject says that there is history below.
    init(_ text: FoldedText, isReply: Bool = false, lexicon: Lexicon = .usual) {
        self.text = text
        func begins(_ line: Range<Int>, _ beginnings: [[Unicode.Scalar]]) -> Bool {
            beginnings.contains { text.scalars[line].starts(with: $0) }
        }
        let whole = splitLines(text.scalars)
        let all = whole.map(trimmed)
        var isInQuote = false
        for (index, line) in all.enumerated() {
            let isAttribution = isAttribution(all, index)
            if says(line, "--") || isSeparator(line) || (isAttribution && !answersBelow(all, after: index)) { break }
            if begins(line, lexicon.historyStarts) { break }
            if isHeaderBlock(all, index), isReply || !lines.isEmpty { break }
            // The second half of an attribution that was wrapped belongs to the quotation too.
            let isRest = isInQuote && endsAttribution(line)
            isInQuote = isAttribution || isRest || starts(line, ">")
            if !isInQuote, !isFooter(line), !begins(line, lexicon.footers) { lines.append(whole[index]) }
        }
    }

    /// Without the blanks at both ends.
    private func trimmed(_ line: Range<Int>) -> Range<Int> {
        var line = line
        while let first = line.first, text.scalars[first] == " " { line = (first + 1)..<line.upperBound }
        while let last = line.last, text.scalars[last] == " " { line = line.lowerBound..<last }
        return line
    }

    private func starts(_ line: Range<Int>, _ word: String) -> Bool {
        text.scalars[line].starts(with: word.unicodeScalars)
    }

    private func says(_ line: Range<Int>, _ word: String) -> Bool {
        text.scalars[line].elementsEqual(word.unicodeScalars)
    }

    private func holds(_ line: Range<Int>, _ letter: Unicode.Scalar) -> Bool { text.scalars[line].contains(letter) }

    /// How many bytes the folded line takes.
    private func size(_ line: Range<Int>) -> Int { text.scalars[line].reduce(0) { $0 + UTF8.width($1) } }

    /// Everything below is history, say the mail programs.
    private func isSeparator(_ line: Range<Int>) -> Bool {
        guard starts(line, "--") || starts(line, "__") || starts(line, "==") else { return false }
        let mark = text.scalars[line].filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "=" }
        return historyMarks.hold(mark.indices, of: mark)
    }

    /// The quoted lines follow here, and the answer below them.
    private func answersBelow(_ all: [Range<Int>], after index: Int) -> Bool {
        let next = all[(index + 1)...].prefix(4).first { !$0.isEmpty && !endsAttribution($0) }
        return next.map { starts($0, ">") } ?? false
    }

    /// `2026년 … 님이 작성:`, `2026. 11. 22. 오후 3:20, … 작성:`, `On … wrote:`, on up to three lines.
    private func isAttribution(_ all: [Range<Int>], _ index: Int) -> Bool {
        let line = all[index]
        let isWhole = endsAttribution(line)
        let beginsWithDate =
            starts(line, "20") && (holds(line, "년") || text.scalars[line].prefix(24).count(where: isDigit) >= 7)
        guard size(line) < 400 else { return false }
        if isAddressedHeading(line) { return true }
        let beginsAsAttribution = attributionStarts.begin(line, of: text.scalars)
        guard beginsAsAttribution || holds(line, "님") || beginsWithDate || isWhole && holdsTime(line) else {
            return false
        }
        // The last line of the heading; with a date or `on` before it, it may be the second below.
        let further = all[(index + 1)...].prefix(isWhole ? 0 : beginsAsAttribution || beginsWithDate ? 2 : 1)
        return isWhole || further.contains { endsAttribution($0) && size($0) < 120 }
            || beginsAsAttribution && holdsTime(line)
                && further.contains { holds($0, "@") && endsWithColon($0) && size($0) < 120 }
    }

    /// Date, time and an address in angle brackets, with a colon at the end: how programs of any language introduce what they quote.
    private func isAddressedHeading(_ line: Range<Int>) -> Bool {
        endsWithColon(line) && holds(line, "@") && holds(line, "<") && holdsTime(line)
    }

    /// Something like `2026` and `10:14`.
    private func holdsTime(_ line: Range<Int>) -> Bool {
        text.scalars[line].count(where: isDigit) >= 7 && text.scalars[line].dropLast().contains(":")
    }

    private func endsWithColon(_ line: Range<Int>) -> Bool { line.last.map { text.scalars[$0] == ":" } ?? false }

    private func endsAttribution(_ line: Range<Int>) -> Bool {
        guard let last = line.last, text.scalars[last] == ":" else { return false }
        return attributionEnds.end(line, of: text.scalars)
    }

    /// `보낸 사람: …` above `받는 사람: …`: a mail program's heading of the mail below.
    private func isHeaderBlock(_ all: [Range<Int>], _ index: Int) -> Bool {
        guard senderLabels.begin(all[index], of: text.scalars) else { return false }
        return all[(index + 1)...].prefix(5).contains { headingLabels.begin($0, of: text.scalars) }
    }

    private func isFooter(_ line: Range<Int>) -> Bool {
        guard footerStarts.begin(line, of: text.scalars) || footerEnds.end(line, of: text.scalars) else { return false }
        return size(line) < 120
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
