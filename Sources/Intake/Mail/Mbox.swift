// Telling the messages of an mbox apart. A body line may begin with "From " too, so a separator must prove itself.

/// The messages of an mbox, each without its separator line, in order.
func messages(inMbox bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var starts: [(separator: Int, message: Int)] = []
    var lines = Lines(bytes)
    var afterBlank = true
    var place = bytes.startIndex
    // Thunderbird and Takeout wrote separators without a date; they count only in an mbox that begins with one.
    var first = Lines(bytes.prefix(512))
    let isUndated = first.next().map(isUndatedSeparator) ?? false
    while let line = lines.next() {
        if afterBlank, isSeparatorLine(line) || (isUndated && isUndatedSeparator(line)),
            startsWithField(bytes[lines.place...])
        {
            starts.append((place, lines.place))
        }
        afterBlank = line.isEmpty
        place = lines.place
    }
    return starts.indices.map { index in
        bytes[starts[index].message..<(index + 1 < starts.count ? starts[index + 1].separator : bytes.endIndex)]
    }
}

/// `From address Thu Nov 20 10:11:12 2026`: the shape that mbox writers agree upon, with a date as `asctime` writes it.
/// A zone may stand around the year, the seconds may miss.
func isSeparatorLine(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < 512 else { return false }
    let words = line.dropFirst(5).split(separator: 32)
    guard words.count >= 4 else { return false }
    for start in words.indices.dropLast(3)
    where isName(words[start], of: weekdays) && isName(words[start + 1], of: months) {
        guard let day = number(words[start + 2]), (1...31).contains(day), isTime(words[start + 3]) else { continue }
        return words[(start + 4)...].contains { word in number(word).map { (1970...2999).contains($0) } ?? false }
    }
    return false
}

/// `From -` or `From 184434779@xxx`, and nothing more.
func isUndatedSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < 128 else { return false }
    let words = line.dropFirst(5).split(separator: 32)
    return words.count == 1 && (words[0].elementsEqual("-".utf8) || words[0].contains(UInt8(ascii: "@")))
}

private let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
private let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

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

private func startsWithField(_ bytes: ArraySlice<UInt8>) -> Bool {
    var lines = Lines(bytes.prefix(1024))
    return lines.next().flatMap { fieldColon(in: $0) } != nil
}
