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
        var agree = [String: Int]()
        var asked = [String: Int]()
        func compare(_ what: String, _ file: String, _ same: Bool, _ mine: Any?, _ theirs: Any?) {
            asked[what, default: 0] += 1
            if same {
                agree[what, default: 0] += 1
            } else {
                print("DIFF \(what) \(file): \(mine ?? "-") | \(theirs ?? "-")")
            }
        }
        for url in SharedCorpus.files(in: folder, suffixes: ["eml"]) {
            let bytes = [UInt8](try Data(contentsOf: url))
            let name = url.path.suffix(40).description
            let document = readMail(bytes, limits: Limits()) { _, _, _ in nil }
            guard let expected = Expected(url.deletingPathExtension().appendingPathExtension("json")) else { continue }
            let mail = document.mail
            if document.problem != nil { print("PROBLEM \(name) \(document.problem ?? "")") }
            compare("subject", name, (mail?.subject ?? "") == (expected.subject ?? ""), mail?.subject, expected.subject)
            compare(
                "address", name, (mail?.fromAddress ?? "") == (expected.address ?? ""), mail?.fromAddress,
                expected.address)
            compare("date", name, mail?.date == expected.date, mail?.date, expected.date)
            let count = mail?.attachments.count ?? 0
            compare(
                "attachments", name, count == expected.attachments, mail?.attachments.map(\.type), expected.attachments)
            if count == expected.attachments {
                for (mine, theirs) in zip(mail?.attachments ?? [], expected.lengths) where theirs != nil {
                    compare("bytes", name, mine.bytes == theirs, mine.bytes, theirs)
                }
            }
            if let text = expected.text {
                let same = text.filter { !$0.isWhitespace } == (mail?.text ?? "").filter { !$0.isWhitespace }
                compare("text", name, same, (mail?.text ?? "").prefix(300), text.prefix(300))
            }
        }
        for what in asked.keys.sorted() { print("AGREE \(what) \(agree[what, default: 0])/\(asked[what, default: 0])") }
    }
}
