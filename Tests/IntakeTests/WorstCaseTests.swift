// Half a MiB of the same few bytes, over and over: what costs a reader more than its share ends nowhere near the limit of time here.

import Cancellation
import Intake
import Testing

/// Bytes that begin with `head`, go on with `unit` as often as fits, and end with `tail`.
private struct Repetition: CustomTestStringConvertible, Sendable {
    var head: String
    var unit: [UInt8]
    var tail: String

    init(_ head: String, _ unit: String, _ tail: String = "") {
        self.init(head, Array(unit.utf8), tail)
    }

    init(_ head: String, _ unit: [UInt8], _ tail: String = "") {
        (self.head, self.unit, self.tail) = (head, unit, tail)
    }

    var testDescription: String {
        "\(String(decoding: unit, as: UTF8.self).debugDescription) behind \(head.suffix(24).debugDescription)"
    }

    var bytes: [UInt8] {
        let room = 512 << 10
        var bytes = Array(head.utf8)
        bytes.reserveCapacity(room + 1024)
        while bytes.count < room { bytes += unit }
        return bytes + Array(tail.utf8)
    }
}

private let headers = "From: a@b.kr\r\nSubject: hi\r\nDate: Mon, 23 Nov 2026 10:00:00 +0900\r\n"
private let text = headers + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
private let html = headers + "Content-Type: text/html; charset=utf-8\r\n\r\n"
private let multipart = headers + "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
private let titles = "상품주문번호,취소사유\n"

private let ofJSON = [
    Repetition("", "["), Repetition("", "{\"a\":"), Repetition("[", "0,", "0]"), Repetition("", "{}\n"),
    Repetition("[", "{\"orderId\":\"1\"},", "{}]"), Repetition("[\"", "\\u00e9", "\"]"), Repetition("[\"", "\\"),
    Repetition("{\"a\":1", ",\"a\":1", "}"), Repetition("[", "1"), Repetition("\u{1E}", "\u{1E}{}\n"),
]

private let ofText = [
    Repetition(text, "2026112012345671 "), Repetition(text, "취소해주세요 "), Repetition(text, "a"), Repetition(text, ">"),
    Repetition(text, "주문번호: 2026112012345671 취소\n"), Repetition(text, "> x\n"), Repetition(text, ":\n"),
    Repetition(text, "(("), Repetition(text, "-----Original Message-----\n"), Repetition(text, "-- \n"),
    Repetition(text, "2개 중 1개만 "), Repetition(text, "010-1234-5678 "), Repetition(text, " "), Repetition(text, "취"),
    Repetition(text, "１-"), Repetition(text, "안 "), Repetition(text, "취소 말고 교환 아니면 "),
]

private let ofHTML = [
    "<", "<div>", "<a b=\"", "<a b='c' ", "</", "<!", "<!--", "<script>", "<style></style", "<table><tr><td>x", "&amp;",
    "&",
    "&#", "<blockquote>", "<p hidden>", "<br>", "<pre>\n", "<div style=\"display:none\">",
].map { Repetition(html, $0) }

private let ofMail = [
    Repetition(headers, "X-A: b\r\n"), Repetition(headers + "X-A: ", "x", "\r\n\r\nhi"),
    Repetition(headers + "X-A:", "\r\n x", "\r\n\r\nhi"), Repetition("References: ", "<a@b> ", "\r\n\r\nhi"),
    Repetition("From: ", "a@b.kr, ", "\r\n\r\nhi"), Repetition("From: ", "(", "\r\n\r\nhi"),
    Repetition("From: ", "\"\\", "\r\n\r\nhi"), Repetition("From: ", "a:", "\r\n\r\nhi"),
    Repetition("Subject: ", "=?utf-8?B?7Leo?= ", "\r\n\r\nhi"), Repetition("Subject: ", "=?", "\r\n\r\nhi"),
    Repetition(headers + "Content-Type: text/plain", "; a*1=b", "\r\n\r\nhi"),
    Repetition(headers + "Content-Type: text/plain", "; a=\"b\\\"", "\r\n\r\nhi"),
    Repetition(headers + "Authentication-Results: a", "; spf=pass (", "\r\n\r\nhi"),
    Repetition(multipart, "--x\r\n\r\na\r\n"), Repetition(multipart + "--x\r\n\r\n", "--xx\r\n"),
    Repetition(headers, "Content-Type: message/rfc822\r\n\r\n"),
    Repetition(headers + "Content-Transfer-Encoding: base64\r\n\r\n", "AAAA\r\n"),
    Repetition(headers + "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=\r\n"),
    Repetition(headers + "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n", "!\r\n"),
    Repetition(headers + "Content-Type: text/plain; charset=iso-2022-kr\r\n\r\n\u{1B}$)C", "\u{0E}\u{0F}"),
    Repetition(headers + "Content-Type: text/plain; format=flowed\r\n\r\n", "> \r\n"),
    Repetition("", "From a@b Mon Nov 23 10:00:00 2026\nFrom: a@b\n\nhi\n\n"),
    Repetition("", "From a@b Mon Nov 23 10:00:00 2026\n"),
]

private let ofTables = [
    Repetition(titles, ","), Repetition(titles, "\n"), Repetition(titles, "\""), Repetition(titles + "\"", "a,\n"),
    Repetition(titles, "2026112012345671,변심\n"), Repetition(titles, "x,y\n"), Repetition("", titles),
    Repetition("", "a b c\n"), Repetition("", "\t"), Repetition("", "\0"), Repetition("", [0xFF]), Repetition("", "(,"),
    Repetition("", [0xC3, 0xEB]), Repetition("PK\u{03}\u{04}", "PK\u{01}\u{02}"),
    Repetition("PK\u{03}\u{04}", "PK\u{05}\u{06}"), Repetition("", "hello, world, "), Repetition("", "a;"),
    Repetition("", "\"a\","), Repetition("", "안녕|"), Repetition("[", "1,"), Repetition("[", "\"hello, world\",{},"),
    Repetition("", String(repeating: "ab,", count: 16_000) + "\n"),
]

private let ofPages = [
    "<table>", "<tr>", "<td>", "<table><tr><td>", "<tr><td rowspan=99999>x", "<td colspan=99999>x", "<td>x", "x<br>",
    "<script>",
]
.flatMap { [Repetition("<html>", $0), Repetition("<table><tr><th>주문번호<th>상태<tr>", $0)] }

struct WorstCaseTests {
    @Test(.timeLimit(.minutes(10)), arguments: ofJSON + ofText + ofHTML + ofMail + ofTables + ofPages)
    private func `the same over and over is read to an end`(repetition: Repetition) {
        let bytes = repetition.bytes
        let document = read(bytes)
        #expect(document.refusal == nil || document.requests.isEmpty)
        _ = completeness(of: bytes)
    }
}
