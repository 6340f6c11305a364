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
        let texts = (root["text_body"] as? [Int] ?? []).compactMap {
            (parts[$0]["body"] as? [String: Any])?["Text"] as? String
        }
        text = texts.isEmpty ? nil : texts.joined()
    }
}

@Suite struct CorpusTests {
    /// Where this reader differs from the other parser, and why. A difference that is not here is one to look into.
    private static let explained: [String: (facts: Set<String>, why: String)] = [
        "legacy/016.eml": (
            ["bytes"], "BinHex is left as it is here and there, but the line ends are counted differently"
        ),
        "legacy/017.eml": (["bytes"], "uuencoded pictures are decoded here, and left as text there"),
        "legacy/048.eml": (["bytes"], "uuencoded pictures are decoded here, and left as text there"),
        "malformed/003.eml": (
            ["attachments"], "the text behind repeated boundaries is the mail's text here, attached there"
        ),
        "malformed/006.eml": (
            ["attachments"], "the text of a multipart without an end is the mail's text here, attached there"
        ),
        "malformed/007.eml": (
            ["attachments"], "an empty part behind the last boundary counts as attached there"
        ),
        "malformed/008.eml": (
            ["attachments", "text"],
            "what follows in a multipart without an end is the mail's text here, attached there"
        ),
        "malformed/009.eml": (
            ["attachments", "text"],
            "what follows in a multipart without an end is the mail's text here, attached there"
        ),
        "malformed/011.eml": (
            ["attachments", "text"],
            "what follows in a multipart without an end is the mail's text here, attached there"
        ),
        "malformed/012.eml": (["attachments"], "a boundary ends the multipart within: three mails here, two there"),
        "malformed/016.eml": (
            ["attachments", "text"],
            "what follows in a multipart without an end is the mail's text here, attached there"
        ),
        "malformed/017.eml": (["bytes"], "no semicolon before the boundary: the multipart has no parts here"),
        "malformed/019.eml": (
            ["date", "text"], "pieces of two mails mixed: the first Date is cut off; HTML goes before an empty text"
        ),
        "thirdparty/002.eml": (
            ["attachments", "text"], "base64 with garbage is the text of an inline part here, attached there"
        ),
        "thirdparty/005.eml": (
            ["text"], "what stands before a boundary on its line is dropped with it there, kept here"
        ),
        "thirdparty/007.eml": (["address"], "`moderator` without a domain is no address that could be answered"),
        "thirdparty/015.eml": (
            ["attachments"], "three forwarded mails are listed here, of which the others lie within the first there"
        ),
    ]

    @Test func `the mails of another parser's tests read the same`() throws {
        guard let folder = SharedCorpus.folder("corpus/email-stalwart/eml") else { return }
        var (tally, wellFormed) = (Tally(), Tally())
        var differing: [String: Set<String>] = [:]
        for url in SharedCorpus.files(in: folder, suffixes: ["eml"]) {
            guard let expected = Expected(url.deletingPathExtension().appendingPathExtension("json")) else { continue }
            let name = url.pathComponents.suffix(2).joined(separator: "/")
            let mail = MailFixture.read([UInt8](try Data(contentsOf: url))).mail
            func compare(_ what: String, _ isSame: Bool) {
                tally.count(what, isSame)
                if !name.hasPrefix("malformed/") { wellFormed.count(what, isSame) }
                if !isSame { differing[name, default: []].insert(what) }
            }
            compare("subject", (mail?.subject ?? "") == (expected.subject ?? ""))
            compare("address", (mail?.fromAddress ?? "") == (expected.address ?? ""))
            compare("date", mail?.date == expected.date)
            compare("attachments", mail?.attachments.count == expected.attachments)
            if let attachments = mail?.attachments, attachments.count == expected.attachments {
                for (mine, theirs) in zip(attachments, expected.lengths) where theirs != nil {
                    compare("bytes", mine.bytes == theirs)
                }
            }
            if let text = expected.text { compare("text", squeezed(text) == squeezed(mail?.text ?? "")) }
        }
        print("all: \(tally.summary); but for the malformed: \(wellFormed.summary)")
        #expect(differing == Self.explained.mapValues(\.facts))
        for what in ["subject", "address", "date", "text", "attachments"] { #expect(wellFormed.share(what) >= 0.97) }
    }

    /// The first three separators of `content-length` have no date, no empty line before them and no length that leads to them: they
    /// are text of the first message here.
    @Test(arguments: [("content-length", 3), ("issue1189", 0)])
    func `an mbox holds what its summary says`(name: String, joined: Int) throws {
        guard let folder = SharedCorpus.folder("corpus/email-mimekit/TestData/mbox") else { return }
        let mbox = try Data(contentsOf: folder.appendingPathComponent("\(name).mbox.txt"))
        let summary = try String(contentsOf: folder.appendingPathComponent("\(name)-summary.txt"), encoding: .utf8)
        let expected = "\n\(summary)".components(separatedBy: "\nFrom ").dropFirst().map(Summary.init)
        let mails = messages(inMbox: mailStart([UInt8](mbox))).map { MailFixture.read(Array($0.unquoted())).mail }
        #expect(mails.count == expected.count - joined)
        for (mail, summary) in zip(mails.dropFirst(), expected.dropFirst(joined + 1)) {
            #expect((mail?.subject ?? "") == (summary.subject ?? ""))
            #expect(mail?.date == summary.date)
            if let address = summary.address { #expect(mail?.fromAddress == address) }
        }
    }

    private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}

/// One message of a summary: the headers that it lists.
private struct Summary {
    var subject: String?
    var address: String?
    var date: Instant?

    init(_ lines: String) {
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "Subject": subject = parts[1]
            case "From": address = parts[1].split(separator: "<").last.map { String($0).replacing(">", with: "") }
            case "Date":
                let format = DateFormatter()
                format.locale = Locale(identifier: "en_US_POSIX")
                format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
                date = format.date(from: parts[1]).map { Instant(seconds: Int64($0.timeIntervalSince1970)) }
            default: break
            }
        }
    }
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
