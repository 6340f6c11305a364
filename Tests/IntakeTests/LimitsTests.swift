// Every limit, one below it, at it, and one above it.

import Cancellation
import Intake
import Testing

/// One limit, what reaches a measure of it, and the words of the refusal.
private struct Bound: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var setLimit: @Sendable (inout Limits, Int) -> Void
    var limit = 12
    var refusal: String
    /// Bytes that measure as much as is asked for.
    var bytes: @Sendable (Int) -> String
}

private func rows(_ count: Int) -> String {
    (0..<count).map { #"{"orderId":"20261120500000\#(10 + $0)","reason":"변심"}"# }.joined(separator: "\n")
}

/// A mail of `count` parts, the whole one counted.
private func mail(parts count: Int) -> String {
    "From: a@b.kr\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        + (1..<count).map { "--x\r\nContent-Type: text/plain\r\n\r\npart \($0)\r\n" }.joined() + "--x--\r\n"
}

/// An mbox of `count` mails that ask for nothing.
private func mbox(messages count: Int) -> String {
    String(repeating: "From a@b.kr Fri Nov 20 10:11:12 2026\nFrom: a@b.kr\n\n\n", count: count)
}

/// A mail whose innermost text lies `depth` levels below the whole.
private func mail(depth: Int) -> String {
    "From: a@b.kr\r\nMIME-Version: 1.0\r\n"
        + (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
        + "Content-Type: text/plain\r\n\r\nhi\r\n" + (0..<depth).reversed().map { "--b\($0)--\r\n" }.joined()
}

private let bounds = [
    Bound(testDescription: "bytes of a drop", setLimit: { $0.drop = $1 }, limit: 200, refusal: "너무 큽니다") { size in
        let request = rows(1)
        return request + String(repeating: " ", count: max(0, size - request.utf8.count))
    },
    Bound(testDescription: "requests of a drop", setLimit: { $0.requests = $1 }, refusal: "more than", bytes: rows),
    Bound(testDescription: "nesting of JSON", setLimit: { $0.jsonDepth = $1 }, refusal: "brackets") { depth in
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    },
    Bound(testDescription: "values of JSON", setLimit: { $0.jsonValues = $1 }, refusal: "values") { count in
        // The list itself is one of them.
        "[" + Array(repeating: "0", count: count - 1).joined(separator: ",") + "]"
    },
    Bound(
        testDescription: "bytes of a bare value", setLimit: { $0.bareValue = $1 }, refusal: "JSON도"
    ) { String(repeating: "7", count: $0) },
    Bound(
        testDescription: "parts of a mail", setLimit: { $0.mimeParts = $1 }, refusal: "more than", bytes: mail(parts:)),
    Bound(
        testDescription: "nesting of a mail", setLimit: { $0.mimeDepth = $1 }, refusal: "nested deeper",
        bytes: mail(depth:)),
    Bound(
        testDescription: "messages of an mbox", setLimit: { $0.mboxMessages = $1 }, refusal: "split the mbox",
        bytes: mbox(messages:)),
    Bound(
        testDescription: "orders in the words of a mail", setLimit: { $0.mailOrders = $1 }, limit: 5,
        refusal: "drop them as a table"
    ) { count in
        let orders = (0..<count).map { "2026112012340\(100 + $0) 취소해 주세요\n" }.joined()
        return "From: a@example.kr\nSubject: cancel\n\n\(orders)"
    },
]

struct LimitsTests {
    @Test(arguments: bounds, [-1, 0, 1])
    private func `a limit holds exactly`(bound: Bound, beyond: Int) {
        var limits = Limits()
        bound.setLimit(&limits, bound.limit)
        let bytes = Array(bound.bytes(bound.limit + beyond).utf8)
        let document = read(bytes, limits: limits)
        let isRefused = (document.problem ?? document.refusal ?? "").contains(bound.refusal)
        #expect(isRefused == (beyond > 0), "\(document.problem ?? "no problem")")
        if beyond > 0 { #expect(document.requests.isEmpty) }
    }

    @Test(arguments: [-1, 0, 1])
    func `the words of a reason are kept up to their limit`(beyond: Int) {
        var limits = Limits()
        limits.reasonText = 30
        let words = String(repeating: "싫", count: 10) + (beyond > 0 ? "어" : "")
        let reason = beyond < 0 ? String(words.dropLast()) : words
        let request = read(Array(#"{"action":"cancel","orderId":"1","reason":"\#(reason)"}"#.utf8), limits: limits)
        #expect(request.requests.first?.reason?.text == String(reason.prefix(10)))
    }

    @Test(arguments: [-1, 0, 1])
    func `mails within mails are read down to their limit`(beyond: Int) {
        var limits = Limits()
        limits.mailsWithin = 3
        var mail = "From: a@b.kr\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n주문번호 2026112098765431 취소해 주세요.\r\n"
        for level in 0..<(limits.mailsWithin + beyond) {
            mail =
                "From: a@b.kr\r\nContent-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n"
                + "Content-Type: message/rfc822\r\n\r\n\(mail)--b\(level)--\r\n"
        }
        let document = read(Array(mail.utf8), limits: limits)
        let isRead = document.requests.contains { $0.orderID?.rawValue == "2026112098765431" }
        #expect(isRead == (beyond <= 0))
        #expect(document.rejected.isEmpty == (beyond <= 0))
    }

    @Test(arguments: [-1, 0, 1])
    func `the text of a mail is searched up to its limit`(beyond: Int) {
        var limits = Limits()
        let text = String(repeating: "안녕하세요.\n", count: 20) + "취소해 주세요. 주문번호 2026112098765431"
        limits.mailText = text.utf8.count - beyond
        let mail = "From: a@b.kr\r\nSubject: hi\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
        let numbers = read(Array(mail.utf8), limits: limits).requests.map(\.orderID?.rawValue)
        // The last figure lies beyond the limit.
        #expect(numbers.contains("2026112098765431") == (beyond <= 0))
    }
}
