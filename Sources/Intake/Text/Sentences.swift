// Live lines cut into sentences, and sentences squeezed to what patterns are matched against.

/// One sentence: letters and digits only, each with its place in the folded text.
struct Sentence {
    let scalars: [Unicode.Scalar]
    let places: [Int]
    let letters: Letters
    let isQuestion: Bool

    init(_ scalars: [Unicode.Scalar], at places: [Int], isQuestion: Bool = false) {
        self.scalars = scalars
        self.places = places
        letters = Letters(scalars)
        self.isQuestion = isQuestion
    }

    /// Folded indexes from the first to the last character; empty for an empty sentence.
    var range: Range<Int> {
        guard let first = places.first, let last = places.last else { return 0..<0 }
        return first..<(last + 1)
    }

    /// Folded indexes of a range of the squeezed characters.
    func range(_ squeezed: Range<Int>) -> Range<Int> {
        guard let first = squeezed.first, let last = squeezed.last, last < places.count else { return range }
        return places[first]..<(places[last] + 1)
    }

    func matches(_ patterns: [Pattern]) -> Bool { patterns.contains { $0.first(in: self) != nil } }

    /// The part that stands within folded `range`.
    func part(in range: Range<Int>) -> Sentence {
        let inside = places.indices.filter { range.contains(places[$0]) }
        return Sentence(inside.map { scalars[$0] }, at: inside.map { places[$0] }, isQuestion: isQuestion)
    }
}

/// The sentences of `lines`. A line that was wrapped by a mail program goes on in the next. A title is made of phrases:
/// there brackets, dashes and colons part too.
func sentences(in text: FoldedText, lines: [Range<Int>], isTitle: Bool = false) -> [Sentence] {
    var sentences: [Sentence] = []
    var scalars: [Unicode.Scalar] = []
    var places: [Int] = []
    func close(isQuestion: Bool = false) {
        guard !scalars.isEmpty else { return }
        sentences.append(Sentence(scalars, at: places, isQuestion: isQuestion))
        scalars.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }
    for line in lines {
        for place in line {
            let scalar = text.scalars[place]
            if isWordScalar(scalar) {
                scalars.append(scalar)
                places.append(place)
            } else if endsSentence(text.scalars, place) || (isTitle && endsPhrase(text.scalars, place)) {
                close(isQuestion: scalar == "?")
            }
        }
        if width(text.scalars[line]) < wrapWidth { close() }
    }
    close()
    return sentences
}

/// Mail programs wrap at 72 to 78 columns; a shorter line ended because its writer ended it.
private let wrapWidth = 60

private func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) }
}

private func endsSentence(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    switch scalars[place] {
    case "?", "!", "…", "。", ";": return true
    case ".":
        let next = place + 1 < scalars.count ? scalars[place + 1] : " "
        return !isDigit(next)
    default: return false
    }
}

private func endsPhrase(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    switch scalars[place] {
    case "[", "]", "(", ")", "<", ">", ":", "|", "/", ",", "【", "】": true
    case "-": place == 0 || scalars[place - 1] == " "
    default: false
    }
}
