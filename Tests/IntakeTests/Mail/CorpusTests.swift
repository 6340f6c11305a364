import Cancellation
import Digest
import Foundation
import Testing

@testable import Intake

/// What another parser reads in the same mails.
private struct Expected {
    var subject: String?
    var address: String?
    var date: Instant?
    var attachments: Int
    var text: String?
    /// Lengths of the attachments whose decoded bytes are known.
    var lengths: [Int?]

    init?(_ url: URL) {
        // A mail without an expectation beside it is passed over.
        guard let data = try? Data(contentsOf: url),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let parts = root["parts"] as? [[String: Any]], let headers = parts.first?["headers"] as? [[String: Any]]
        else { return nil }
        func value(_ name: String) -> [String: Any]? {
            headers.last { $0["name"] as? String == name }?["value"] as? [String: Any]
        }
        subject = value("subject")?["Text"] as? String
        if let from = value("from")?["Address"] as? [String: Any] {
            let list = from["List"] as? [[String: Any]]
            let groups = from["Group"] as? [[String: Any]]
            let first = list ?? groups?.flatMap { $0["addresses"] as? [[String: Any]] ?? [] }
            address = first?.first?["address"] as? String
        }
        if let at = value("date")?["DateTime"] as? [String: Any] {
            func number(_ key: String) -> Int { at[key] as? Int ?? 0 }
            let offset =
                (number("tz_hour") * 60 + number("tz_minute")) * (at["tz_before_gmt"] as? Bool == true ? -1 : 1)
            date = Instant(
                year: number("year"), month: number("month"), day: number("day"), hour: number("hour"),
                minute: number("minute"), second: number("second"), offsetMinutes: offset)
        }
        let attached = root["attachments"] as? [Int] ?? []
        attachments = attached.count
        lengths = attached.map { index in
            let body = parts[index]["body"] as? [String: Any]
            return ((body?["Binary"] ?? body?["InlineBinary"]) as? [Any])?.count
        }
        if let first = (root["text_body"] as? [Int])?.first, let body = parts[first]["body"] as? [String: Any] {
            text = body["Text"] as? String
        }
    }
}

@Suite struct CorpusTests {
    @Test func `the mails of another parser's tests read the same`() throws {
        guard let folder = SharedCorpus.folder("corpus/email-stalwart/eml") else { return }
        var tally = Tally()
        for url in SharedCorpus.files(in: folder, suffixes: ["eml"]) {
            guard let expected = Expected(url.deletingPathExtension().appendingPathExtension("json")) else { continue }
            let mail = MailFixture.read([UInt8](try Data(contentsOf: url))).mail
            tally.count("subject", (mail?.subject ?? "") == (expected.subject ?? ""))
            tally.count("address", (mail?.fromAddress ?? "") == (expected.address ?? ""))
            tally.count("date", mail?.date == expected.date)
            tally.count("attachments", mail?.attachments.count == expected.attachments)
            if let attachments = mail?.attachments, attachments.count == expected.attachments {
                for (mine, theirs) in zip(attachments, expected.lengths) where theirs != nil {
                    tally.count("bytes", mine.bytes == theirs)
                }
            }
            if let text = expected.text { tally.count("text", squeezed(text) == squeezed(mail?.text ?? "")) }
        }
        print(tally.summary)
        for what in ["subject", "address", "date", "text"] { #expect(tally.share(what) >= 0.97) }
        // The other parser leaves uuencode and BinHex undecoded, and counts the ruins of broken multiparts as attachments.
        for what in ["attachments", "bytes"] { #expect(tally.share(what) >= 0.9) }
    }

    private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}

/// How often two readings agree.
private struct Tally {
    private var asked: [String: Int] = [:]
    private var same: [String: Int] = [:]

    mutating func count(_ what: String, _ isSame: Bool) {
        asked[what, default: 0] += 1
        same[what, default: 0] += isSame ? 1 : 0
    }

    func share(_ what: String) -> Double { Double(same[what, default: 0]) / Double(max(1, asked[what, default: 0])) }

    var summary: String {
        asked.keys.sorted().map { "\($0) \(same[$0, default: 0])/\(asked[$0, default: 0])" }.joined(separator: ", ")
    }
}
