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
        let counts = counts(in: sentence.scalars)
        for (index, count) in counts.enumerated() {
            let rest = sentence.scalars[count.range.upperBound...]
            if starts(rest, ["중", "가운데", "에서"]), index + 1 < counts.count {
                let part = counts[index + 1]
                let behind = sentence.scalars[part.range.upperBound...]
                guard part.range.lowerBound - count.range.upperBound <= 6, part.value < count.value else { continue }
                // 2개 중 1개만 보내 주세요: the other one is not wanted.
                let next = behind.prefix(7)
                let isKept =
                    mentions(next, ["보내", "받", "배송", "구매", "살게"]) && !mentions(next, ["취소", "캔슬", "환불"])
                return Quantities(
                    ordered: count.value, cancelled: isKept ? count.value - part.value : part.value,
                    range: sentence.range(count.range.lowerBound..<part.range.upperBound))
            }
            if starts(rest, ["만취소", "를취소", "을취소", "취소", "는취소", "은취소", "만주문취소", "만빼", "만캔슬", "만환불"]) {
                return Quantities(cancelled: count.value, range: sentence.range(count.range))
            }
            if let total = englishTotal(sentence.scalars, behind: count), total > count.value {
                return Quantities(ordered: total, cancelled: count.value, range: sentence.range(count.range))
            }
        }
    }
    return Quantities()
}

/// The number at the end of `상품: 캠핑 의자 2개입 (3개)`, and the name before it.
func productAndQuantity(_ value: Range<Int>, in text: FoldedText) -> (name: Range<Int>, quantity: Int?) {
    var end = value.upperBound
    while end > value.lowerBound, [")", " ", "]"].contains(text.scalars[end - 1]) { end -= 1 }
    var unit = end
    while unit > value.lowerBound, isWordScalar(text.scalars[unit - 1]), !isDigit(text.scalars[unit - 1]) { unit -= 1 }
    var start = unit
    while start > value.lowerBound, isDigit(text.scalars[start - 1]) { start -= 1 }
    let counter = Array(text.scalars[unit..<end])
    guard start < unit, unit - start < 5, counters.contains(counter), let quantity = number(text.scalars[start..<unit])
    else { return (value, nil) }
    var name = start
    while name > value.lowerBound, ["(", " ", "[", "/", ",", "x", "-"].contains(text.scalars[name - 1]) { name -= 1 }
    return (value.lowerBound..<name, quantity)
}

/// The first number of a value such as `1개`.
func leadingNumber(_ value: Range<Int>, in text: FoldedText) -> Int? {
    number(text.scalars[value].prefix(5).prefix(while: isDigit))
        ?? nativeNumbers.first { text.scalars[value].starts(with: $0.word) }?.value
}

private struct Count {
    var value: Int
    /// Number and counter, as indexes of the sentence.
    var range: Range<Int>
}

private func counts(in scalars: [Unicode.Scalar]) -> [Count] {
    var found: [Count] = []
    var place = 0
    while place < scalars.count {
        defer { place += 1 }
        let digits = scalars[place...].prefix(6).prefix(while: isDigit)
        var value = number(digits)
        var behind = place + digits.count
        if digits.isEmpty {
            guard let native = nativeNumbers.first(where: { scalars[place...].starts(with: $0.word) }) else { continue }
            value = native.value
            behind = place + native.word.count
        }
        guard let value, value > 0, digits.count < 5, place == 0 || !isDigit(scalars[place - 1]) else { continue }
        if let counter = counters.first(where: { scalars[behind...].starts(with: $0) }) {
            let end = behind + counter.count
            // 2개입, 3개월: no count of pieces.
            if starts(scalars[end...], ["입", "월", "들이", "세트구성"]) { continue }
            found.append(Count(value: value, range: place..<end))
            place = end - 1
        } else if starts(scalars[behind...], ["of"]) {
            found.append(Count(value: value, range: place..<behind))
        }
    }
    return found
}

private func englishTotal(_ scalars: [Unicode.Scalar], behind count: Count) -> Int? {
    for lead in ["ofthe", "outof", "of"] where scalars[count.range.upperBound...].starts(with: lead.unicodeScalars) {
        let digits = scalars[(count.range.upperBound + lead.unicodeScalars.count)...].prefix(5).prefix(while: isDigit)
        if let total = number(digits) { return total }
    }
    return nil
}

/// Words that count pieces; 건 counts orders and is none of them.
private let counters: [[Unicode.Scalar]] = [
    "켤레", "박스", "세트", "상자", "묶음", "개", "장", "벌", "병", "권", "대", "봉", "팩", "매", "통", "캔", "쌍", "ea", "pcs", "piece",
].map { Array($0.unicodeScalars) }

private let nativeNumbers: [(word: [Unicode.Scalar], value: Int)] = [
    ("하나", 1), ("한", 1), ("두", 2), ("둘", 2), ("세", 3), ("네", 4), ("다섯", 5), ("여섯", 6),
].map { (Array($0.0.unicodeScalars), $0.1) }

private func number(_ digits: some Collection<Unicode.Scalar>) -> Int? {
    digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1.value) - 48 }
}

private func starts(_ scalars: ArraySlice<Unicode.Scalar>, _ words: [String]) -> Bool {
    words.contains { scalars.starts(with: $0.unicodeScalars) }
}

private func mentions(_ scalars: ArraySlice<Unicode.Scalar>, _ words: [String]) -> Bool {
    scalars.indices.contains { starts(scalars[$0...], words) }
}
