// How many pieces a writer speaks of: ordered, and to be cancelled.

/// Pieces as they are told in words.
struct Quantities {
    /// `2개 중 …`: how many there are.
    var ordered: Int?
    /// How many of them are to be cancelled.
    var cancelled: Int?
    /// Folded range of the words.
    var range: Range<Int>?
}

/// `2개 중 1개만 취소`, `1개만 취소`, `cancel 1 of 2`; nothing where all of it is meant.
func quantities(in sentences: [Sentence]) -> Quantities {
    for sentence in sentences {
        let text = sentence.scalars
        let counts = counts(in: sentence)
        for (index, count) in counts.enumerated() {
            let rest = count.range.upperBound..<text.count
            if among.begin(rest, of: text), index + 1 < counts.count {
                let part = counts[index + 1]
                guard part.range.lowerBound - count.range.upperBound <= 6, part.value < count.value else { continue }
                // 2개 중 1개만 보내 주세요, 2개에서 1개로: the other one is not wanted.
                let next = part.range.upperBound..<min(part.range.upperBound + 7, text.count)
                let isKept =
                    keptFirst(in: text, next) || reduced.begin(part.range.upperBound..<text.count, of: text)
                return Quantities(
                    ordered: count.value, cancelled: isKept ? count.value - part.value : part.value,
                    range: sentence.range(count.range.lowerBound..<part.range.upperBound))
            }
            if onlyThese.begin(rest, of: text) {
                return Quantities(cancelled: count.value, range: sentence.range(count.range))
            }
            if ofThem.begin(rest, of: text) {
                return Quantities(cancelled: count.value, range: sentence.range(count.range))
            }
            if let total = englishTotal(text, behind: count), total > count.value {
                return Quantities(ordered: total, cancelled: count.value, range: sentence.range(count.range))
            }
        }
    }
    return Quantities()
}

/// The number at the end of `상품: 캠핑 의자 2개입 (3개)`, and the name before it.
func productAndQuantity(_ value: Range<Int>, in text: FoldedText) -> (name: Range<Int>, quantity: Int?) {
    var end = value.upperBound
    while end > value.lowerBound, ") ]".unicodeScalars.contains(text.scalars[end - 1]) { end -= 1 }
    var unit = end
    while unit > value.lowerBound, isWordScalar(text.scalars[unit - 1]), !isDigit(text.scalars[unit - 1]) { unit -= 1 }
    var start = unit
    while start > value.lowerBound, isDigit(text.scalars[start - 1]) { start -= 1 }
    guard start < unit, unit - start < 5, counters.hold(unit..<end, of: text.scalars),
        let quantity = number(text.scalars[start..<unit])
    else { return (value, nil) }
    var name = start
    while name > value.lowerBound, "( [/,x-".unicodeScalars.contains(text.scalars[name - 1]) { name -= 1 }
    return (value.lowerBound..<name, quantity)
}

/// The first number of a value such as `1개`.
func leadingNumber(_ value: Range<Int>, in text: FoldedText) -> Int? {
    number(text.scalars[value].prefix(5).prefix(while: isDigit))
        ?? nativeNumbers.match(in: text.scalars, value).map { nativeValues[$0.number] }
}

private struct Count {
    var value: Int
    /// Number and counter, as indexes of the sentence.
    var range: Range<Int>
}

private func counts(in sentence: Sentence) -> [Count] {
    let scalars = sentence.scalars
    var found: [Count] = []
    var place = 0
    while place < scalars.count {
        defer { place += 1 }
        let rest = place..<scalars.count
        var value: Int?
        var behind = place
        if isDigit(scalars[place]) {
            let digits = scalars[rest].prefix(6).prefix(while: isDigit)
            guard digits.count < 5, canBeginNumber(place, in: sentence) else { continue }
            value = number(digits)
            behind = place + digits.count
        } else if let (index, length) = nativeNumbers.match(in: scalars, rest) {
            guard canBeginNumber(place, in: sentence) else { continue }
            value = nativeValues[index]
            behind = place + length
        }
        guard let value, value > 0 else { continue }
        if let (_, length) = counters.match(in: scalars, behind..<scalars.count) {
            let end = behind + length
            // 2개입, 3개월: no count of pieces.
            if notPieces.begin(end..<scalars.count, of: scalars) { continue }
            found.append(Count(value: value, range: place..<end))
            place = end - 1
        } else if ofWord.begin(behind..<scalars.count, of: scalars) {
            found.append(Count(value: value, range: place..<behind))
        }
    }
    return found
}

/// Not within another number. Behind one as long as an order's, parted from it, a number of pieces begins: `2026112012345671 2개`.
private func canBeginNumber(_ place: Int, in sentence: Sentence) -> Bool {
    guard place > 0, isDigit(sentence.scalars[place - 1]) else { return true }
    guard sentence.places[place] - sentence.places[place - 1] > 1 else { return false }
    return sentence.scalars[..<place].suffix(8).count(where: isDigit) == 8
}

private func englishTotal(_ scalars: [Unicode.Scalar], behind count: Count) -> Int? {
    let rest = count.range.upperBound..<scalars.count
    var next = 0
    while let (index, length) = ofTotal.match(in: scalars, rest, from: next) {
        let digits = scalars[(rest.lowerBound + length)...].prefix(5).prefix(while: isDigit)
        if let total = number(digits) { return total }
        next = index + 1
    }
    return nil
}

/// Words that count pieces; 건 counts orders and is none of them.
private let counters = Words("켤레 박스 세트 상자 묶음 포대 개 장 벌 병 권 대 봉 팩 매 통 캔 쌍 ea pcs piece")

private let notPieces = Words("입 월 들이 세트구성")

private let nativeNumbers = Words("하나 한 두 둘 세 네 다섯 여섯")
private let nativeValues = [1, 1, 2, 2, 3, 4, 5, 6]

private let among = Words("중 가운데 에서")

private let onlyThese = Words("만취소 를취소 을취소 취소 는취소 은취소 만주문취소 만빼 만캔슬 만환불 는빼 은빼")

private let kept = Words("보내 받 배송 구매 살게")

/// 보내 주시고 취소: the pieces before it are kept, whatever follows.
private func keptFirst(in text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    for place in range {
        if givenUp.begin(place..<range.upperBound, of: text) { return false }
        if kept.begin(place..<range.upperBound, of: text) { return true }
    }
    return false
}

private let reduced = Words("로 으로")

private let givenUp = Words("취소 캔슬 환불")

private let ofWord = Words("of")

/// `cancel 2 of them`; in English the verb stands before.
private let ofThem = Words("ofthem ofthese ofthose")

private let ofTotal = Words("ofthe outof of")

private func number(_ digits: some Collection<Unicode.Scalar>) -> Int? {
    digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1.value) - 48 }
}
