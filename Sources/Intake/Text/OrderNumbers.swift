// Finding the store's 16-digit numbers in text, and which of them belong together. Never decides what is wanted.

internal import Cancellation

/// One number as it was written.
struct OrderNumber: Hashable {
    enum Kind: Hashable { case order, productOrder }

    var kind: Kind
    var digits: String
    /// Folded indexes.
    var range: Range<Int>
}

/// Numbers of one purchase, or of one product of it.
struct OrderReference: Hashable {
    var order: OrderNumber?
    var productOrder: OrderNumber?

    func contains(_ digits: String) -> Bool { order?.digits == digits || productOrder?.digits == digits }
}

/// The order numbers in `lines`, in the order they stand, with repetitions.
func orderNumbers(in text: FoldedText, lines: [Range<Int>], _ lexicon: Lexicon) -> [OrderNumber] {
    var numbers: [OrderNumber] = []
    var carried: Label?
    for line in lines {
        var lastEnd: Int?
        for range in idRanges(in: text.scalars, line: line) {
            var label = wordBefore(range.lowerBound, in: text, line: line, lexicon)
            // `상품주문번호: A, B`: the label counts for B as well.
            if label == nil, let lastEnd, !text.scalars[lastEnd..<range.lowerBound].contains(where: isLoud) {
                label = carried
            }
            if label == nil, lastEnd == nil, isBare(text, from: line.lowerBound, to: range.lowerBound) {
                label = carried
            }
            carried = label
            lastEnd = range.upperBound
            guard label != .tracking else { continue }
            let digits = String(String.UnicodeScalarView(text.scalars[range].filter(isDigit)))
            numbers.append(
                OrderNumber(kind: label == .productOrder ? .productOrder : .order, digits: digits, range: range))
        }
        // A line that is nothing but a label announces the numbers below it.
        if lastEnd == nil { carried = wholeLabel(text, line, lexicon) }
    }
    return numbers
}

/// Which numbers belong together: order and product orders pair in the order they are written, `O P`, `O P P` or `P O`.
func references(_ numbers: [OrderNumber]) -> [OrderReference] {
    let kinds = Dictionary(numbers.map { ($0.digits, $0.kind) }) { $0 == .productOrder ? $0 : $1 }
    var seen: Set<String> = []
    let distinct = numbers.filter { seen.insert($0.digits).inserted }
    guard let first = distinct.first else { return [] }
    let opening = kinds[first.digits] ?? first.kind
    var blocks: [(order: OrderNumber?, products: [OrderNumber])] = []
    for number in distinct {
        let kind = kinds[number.digits] ?? number.kind
        let last = blocks.last
        let opens =
            last == nil || (last?.order != nil && kind == opening && (kind == .order || opening == .productOrder))
        if opens { blocks.append((nil, [])) }
        let index = blocks.count - 1
        if kind == .productOrder {
            blocks[index].products.append(number)
        } else if blocks[index].order == nil {
            blocks[index].order = number
        } else {
            blocks.append((number, []))
        }
    }
    return blocks.flatMap { block -> [OrderReference] in
        block.products.isEmpty
            ? [OrderReference(order: block.order)]
            : block.products.map { OrderReference(order: block.order, productOrder: $0) }
    }
}

/// The first number of the store in `range`, with whatever stands around it; nil when there is none.
func firstNumber(in text: FoldedText, _ range: Range<Int>) -> Range<Int>? {
    idRanges(in: text.scalars, line: range).first
}

/// What may part the groups of a number; a slash parts the days of dates and addresses.
private let separators: [Unicode.Scalar] = ["-", " ", ".", "_"]

/// 16 digits that begin with a date of this century, in groups held together by one kind of separator.
private func idRanges(in scalars: [Unicode.Scalar], line: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = line.lowerBound
    while place < line.upperBound {
        guard isDigit(scalars[place]) else {
            place += 1
            continue
        }
        if let end = idEnd(in: scalars, from: place, line: line) {
            found.append(place..<end)
            place = end
        } else {
            while place < line.upperBound, isDigit(scalars[place]) { place += 1 }
        }
    }
    return found
}

private func idEnd(in scalars: [Unicode.Scalar], from start: Int, line: Range<Int>) -> Int? {
    if start > line.lowerBound, continues(scalars, start - 1, from: line.lowerBound) { return nil }
    var digits: [Int] = []
    var separator: Unicode.Scalar?
    var place = start
    while place < line.upperBound, digits.count < 16 {
        let scalar = scalars[place]
        if isDigit(scalar) {
            digits.append(Int(scalar.value - 48))
        } else {
            guard scalar == separator ?? scalar, separators.contains(scalar), place + 1 < line.upperBound,
                isDigit(scalars[place + 1])
            else { return nil }
            separator = scalar
        }
        place += 1
    }
    guard digits.count == 16, isPlausibleDate(digits) else { return nil }
    guard place < line.upperBound else { return place }
    let next = scalars[place]
    let isLonger =
        isDigit(next) || (97...122).contains(next.value)
        || (next == "-" && place + 1 < line.upperBound && isDigit(scalars[place + 1]))
    return isLonger ? nil : place
}

/// Whether the character before a digit makes it part of something longer.
private func continues(_ scalars: [Unicode.Scalar], _ before: Int, from start: Int) -> Bool {
    let scalar = scalars[before]
    if (97...122).contains(scalar.value) || scalar == "_" { return true }
    return (scalar == "-" || scalar == ".") && before > start && isDigit(scalars[before - 1])
}

private func isPlausibleDate(_ digits: [Int]) -> Bool {
    let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    return Instant(year: year, month: digits[4] * 10 + digits[5], day: digits[6] * 10 + digits[7]) != nil
        && (2010...2099).contains(year)
}

/// The label that stands directly before `end`: its longest form wins, so that 상품주문번호 is not taken for 주문번호.
private func wordBefore(_ end: Int, in text: FoldedText, line: Range<Int>, _ lexicon: Lexicon) -> Label? {
    // From its last letter to its first.
    var letters: [Unicode.Scalar] = []
    for place in (line.lowerBound..<end).reversed() where letters.count < 24 {
        let scalar = text.scalars[place]
        if isDigit(scalar) {
            // 상품주문번호 2건: …
            guard letters == ["건"] || letters == ["개"] else { break }
            letters = []
        } else if isLabelScalar(scalar) {
            letters.append(scalar)
        }
    }
    let word = Array(letters.reversed())
    if let label = label(endingOf: word, lexicon) { return label.ofNumber }
    if let last = word.last, "는은가이를".unicodeScalars.contains(last),
        let label = label(endingOf: word.dropLast(), lexicon)
    {
        return label.ofNumber
    }
    // `주문 2026…`
    return word.suffix(2) == ["주", "문"] ? .order : nil
}

/// The longest label that `word` ends with.
private func label(endingOf word: [Unicode.Scalar], _ lexicon: Lexicon) -> Label? {
    for start in word.indices {
        if let label = lexicon.label(of: start..<word.count, in: word) { return label }
    }
    return nil
}

extension Label {
    /// Nil for a label that announces no number.
    fileprivate var ofNumber: Label? { [.order, .productOrder, .tracking].contains(self) ? self : nil }
}

private func wholeLabel(_ text: FoldedText, _ line: Range<Int>, _ lexicon: Lexicon) -> Label? {
    // Most lines are too long for a label, or begin like none.
    guard let first = line.first(where: { isLabelScalar(text.scalars[$0]) }),
        lexicon.canBeginLabel(with: text.scalars[first])
    else { return nil }
    var word: [Unicode.Scalar] = []
    for place in line where isLabelScalar(text.scalars[place]) {
        word.append(text.scalars[place])
        if word.count > 24 { return nil }
    }
    return lexicon.label(of: word.indices, in: word)?.ofNumber
}

private func isLabelScalar(_ scalar: Unicode.Scalar) -> Bool { isWordScalar(scalar) || scalar == "#" }

/// Something other than what stands between members of a list.
func isLoud(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "와", "과", "및", "랑", "그", "리", "고", "하": false
    default: isWordScalar(scalar)
    }
}

private func isBare(_ text: FoldedText, from start: Int, to end: Int) -> Bool {
    !text.scalars[start..<end].contains(where: isWordScalar)
}
