// Which case a mail answers. Nothing is proved by it: an answer is one more voice, and acts only as far as its sender may.

extension CaseID {
    /// `[우리상점 2026112012345671-1]`: the mark in a subject by which an answer finds its case again. It bears the shop's name: our own
    /// would read as "cancelled".
    package func mark(of shop: String) -> String {
        "[\(shop.filter { !"[]".contains($0) }.prefix(40)) \(reference)]"
    }

    /// The 접수번호 as customers read it. For a case without an order it is `R-` and a few letters.
    package var reference: String {
        isUnmatched ? Self.requestPrefix + rawValue.dropFirst(Self.unmatchedPrefix.count) : rawValue
    }

    /// The case that a customer, or an operator, calls `reference`.
    package init?(reference: String) {
        guard reference.hasPrefix(Self.requestPrefix) else {
            self.init(rawValue: reference)
            return
        }
        self.init(rawValue: Self.unmatchedPrefix + reference.dropFirst(Self.requestPrefix.count))
    }

    private static let requestPrefix = "R-"
}

extension Notice {
    /// The name of the notice within a mail's `Message-ID`, which answers refer to.
    package var messageName: String { fileName }
}

extension MailThread {
    /// The cases that this mail names as the ones it answers: by our own messages in `In-Reply-To` and `References`, the latest first, then by
    /// the mark in its subject. Whether there are such cases nobody knows yet.
    package var answeredCases: [CaseID] {
        var found = references.reversed().prefix(20).compactMap(CaseID.init(answered:))
        if let subject, let mark = CaseID(markedIn: subject) { found.append(mark) }
        var seen: Set<CaseID> = []
        return found.filter { seen.insert($0).inserted }
    }
}

extension CaseID {
    /// The case of the notice with this `Message-ID`: `<case>-<kind>.eml@domain`.
    fileprivate init?(answered messageID: String) {
        guard let name = messageID.split(separator: "@").first, name.hasSuffix(".eml") else { return nil }
        let stem = name.dropLast(4)
        guard let dash = stem.lastIndex(of: "-"), NoticeKind(rawValue: String(stem[stem.index(after: dash)...])) != nil
        else { return nil }
        self.init(rawValue: String(stem[..<dash]))
    }

    /// The last mark in `subject`; programs put their `Re:` before it. Whatever stands before the number in it: the shop may be called
    /// otherwise by now. (Marks of before say 취소함.)
    fileprivate init?(markedIn subject: String) {
        let marks = subject.components(between: "[", and: "]")
        let named = marks.compactMap { $0.split(separator: " ").last.map(String.init) }
        guard let last = named.last(where: { $0.contains("-") && $0.contains(where: \.isNumber) }) else { return nil }
        self.init(reference: last)
    }
}

extension String {
    /// What stands between `opening` and the next `closing`, each time.
    fileprivate func components(between opening: Character, and closing: Character) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let start = rest.firstIndex(of: opening) {
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: closing) else { break }
            found.append(String(rest[..<end]))
        }
        return found
    }
}

extension Case {
    /// Waits for an answer about an order that is not known yet.
    package var asksForOrder: Bool { state == .asking && key.productOrder.isEmpty }

    /// `answer` with what this case has heard before: what the answer says goes before.
    package func completed(by answer: Request) -> Request {
        var whole = request
        whole.merge(answer)
        return whole
    }
}
