// Which lines part the messages of an mbox. Sees one line at a time.

/// `From address Thu Nov 20 10:11:12 2026`: the shape that mbox writers agree upon, with a date as `asctime` writes it.
/// A zone may stand around the year, the seconds may miss, and UUCP put `remote from host` behind it.
func isSeparatorLine(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < 512 else { return false }
    let words = line.dropFirst(5).split(separator: 32)
    guard words.count >= 4 else { return false }
    for start in words.indices.dropLast(3)
    where isName(words[start], of: weekdays) && isName(words[start + 1], of: months) {
        guard let day = number(words[start + 2]), day >= 1, day <= days(of: words[start + 1]), isTime(words[start + 3])
        else { continue }
        if endsAsDate(words[(start + 4)...]) { return true }
    }
    return false
}

/// The year, a zone on either side of it, and nothing that a sentence would go on with.
private func endsAsDate(_ words: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    var rest = words
    if let first = rest.first, isZone(first) { rest = rest.dropFirst() }
    guard let year = rest.first.flatMap(number), (1970...2999).contains(year) else { return false }
    rest = rest.dropFirst()
    if let first = rest.first, isZone(first) { rest = rest.dropFirst() }
    return rest.isEmpty
        || rest.count == 3 && rest.starts(with: ["remote", "from"]) { word, name in word.elementsEqual(name.utf8) }
}

/// `+0900`, `KST`.
private func isZone(_ word: ArraySlice<UInt8>) -> Bool {
    if let sign = word.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        return word.count == 5 && word.dropFirst().allSatisfy { (48...57).contains($0) }
    }
    return (1...5).contains(word.count) && word.allSatisfy { (65...90).contains($0) }
}

/// `From -` or `From 184434779@xxx`, and nothing more.
func isUndatedSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < 128 else { return false }
    let words = line.dropFirst(5).split(separator: 32)
    return words.count == 1 && (words[0].elementsEqual("-".utf8) || words[0].contains(UInt8(ascii: "@")))
}

private let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
private let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

private func days(of month: ArraySlice<UInt8>) -> Int {
    switch String(decoding: month, as: UTF8.self).lowercased() {
    case "feb": 29
    case "apr", "jun", "sep", "nov": 30
    default: 31
    }
}

private func isName(_ word: ArraySlice<UInt8>, of names: [String]) -> Bool {
    word.count == 3 && names.contains(String(decoding: word, as: UTF8.self).lowercased())
}

private func number(_ word: ArraySlice<UInt8>) -> Int? { Int(String(decoding: word, as: UTF8.self)) }

private func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let fields = word.split(separator: UInt8(ascii: ":")).map(number)
    guard (2...3).contains(fields.count), let hour = fields[0], let minute = fields[1] else { return false }
    let second = fields.count == 3 ? fields[2] : 0
    return (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second ?? -1)
}
