// What a mail says of its sender, and what servers say of it: taken as it stands, within limits.

import Testing

@testable import Intake

@Suite struct MailOriginTests {
    private func origin(_ fields: String, limits: Limits = Limits()) -> MailOrigin? {
        let mail = Array("From: Kim <kim@example.kr>\r\n\(fields)\r\n\r\nhi".utf8)
        return readMail(mail, limits: limits) { _, _, _ in nil }.mail?.origin
    }

    private func results(_ field: String) -> AuthenticationResults? {
        origin("Authentication-Results: \(field)")?.authentication.first
    }

    /// `method=result [reason] name=value …`
    private func shown(_ field: String) -> [String] {
        (results(field)?.results ?? []).map { result in
            let properties = result.properties.map { " \($0.name)=\($0.value)" }.joined()
            return "\(result.method)=\(result.result)\(result.reason.map { " [\($0)]" } ?? "")\(properties)"
        }
    }

    @Test func `who sent it, where answers go, where bounces go`() {
        let found = origin(
            "Sender: Desk <desk@example.kr>\r\nReply-To: a@b.kr, \"B\" <c@d.kr>\r\nReturn-Path: < x@y.kr >\r\nAuto-Submitted: No\r\nPrecedence: First-Class"
        )
        #expect(found?.sender == "desk@example.kr")
        #expect(found?.replyTo == ["a@b.kr", "c@d.kr"])
        #expect(found?.returnPath == "x@y.kr")
        #expect(found?.autoSubmitted == "No")
        #expect(found?.precedence == "First-Class")
        #expect(found?.hasListID == false && found?.hasListUnsubscribe == false)
        #expect(origin("Subject: x") == MailOrigin())
    }

    @Test func `an empty return path is not a missing one`() {
        #expect(origin("Return-Path: <>")?.returnPath == "")
        #expect(origin("Subject: x")?.returnPath == nil)
    }

    @Test func `lists are seen`() {
        #expect(origin("List-Id: Shop <news.shop.example>")?.hasListID == true)
        #expect(origin("list-unsubscribe: <mailto:a@b>")?.hasListUnsubscribe == true)
    }

    @Test func `every Authentication-Results field, from the top`() {
        let found = origin(
            "Authentication-Results: mx.example.kr; spf=fail\r\nX-Authentication-Results: no.example; spf=pass\r\nauthentication-results: Other.example 1; spf=pass"
        )
        #expect(found?.authentication.map(\.authservID) == ["mx.example.kr", "Other.example"])
        #expect(found?.authentication.map { $0.results.map(\.result) } == [["fail"], ["pass"]])
    }

    @Test func `what Gmail writes`() {
        let field =
            "mx.google.com;\r\n       dkim=pass header.i=@example.kr header.s=s1 header.b=\"Ab+/d==\";\r\n"
            + "       spf=pass (google.com: domain of kim@example.kr designates 192.0.2.1 as permitted sender) smtp.mailfrom=kim@example.kr;\r\n"
            + "       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.kr"
        #expect(results(field)?.authservID == "mx.google.com")
        #expect(
            shown(field) == [
                "dkim=pass header.i=@example.kr header.s=s1 header.b=Ab+/d==", "spf=pass smtp.mailfrom=kim@example.kr",
                "dmarc=pass header.from=example.kr",
            ])
    }

    @Test func `what Exchange writes: no name of the server, findings from the start`() {
        let field =
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.kr; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=example.kr;compauth=pass reason=109"
        #expect(results(field)?.authservID == nil)
        #expect(
            shown(field) == [
                "spf=pass smtp.mailfrom=example.kr", "dkim=none header.d=none",
                "dmarc=bestguesspass action=none header.from=example.kr", "compauth=pass [109]",
            ])
    }

    @Test(arguments: [
        ("a.kr; none", []), ("a.kr", []), ("a.kr 1; none (nothing; spf=pass)", []),
        ("a.kr; SPF=Pass", ["spf=pass"]),
        ("a.kr; dkim/1=pass", ["dkim=pass"]), ("a.kr; dkim / 1 = pass", ["dkim=pass"]),
        (
            "a.kr; dkim=fail reason=\"bad; signature (x)\" header.d=b.kr",
            ["dkim=fail [bad; signature (x)] header.d=b.kr"]
        ),
        ("a.kr; auth=pass smtp (c) . (d) auth = (e) kim", ["auth=pass smtp.auth=kim"]),
        ("a.kr; auth=pass smtp.mailfrom=\"kim lee\"@b.kr", ["auth=pass smtp.mailfrom=kim lee@b.kr"]),
        ("a.kr (x (y; spf=pass) \\) z); dkim=none", ["dkim=none"]),
        ("a.kr; ; spf; =pass; /1=pass; spf=; dkim=none;", ["dkim=none"]),
        ("a.kr; spf=fail (the sender wrote: dkim=pass; dmarc=pass", ["spf=fail"]),
        ("a.kr; spf=fail reason=\"open; dkim=pass", ["spf=fail [open; dkim=pass]"]),
        ("a.kr; spf=fail smtp.helo=x; (", ["spf=fail smtp.helo=x"]),
        ("a.kr; spf=pass header.from=x reason=y", ["spf=pass header.from=x reason=y"]),
    ])
    func `findings are read as RFC 8601 has them, and never from comments`(_ field: String, _ wanted: [String]) {
        #expect(shown(field) == wanted)
        #expect(results(field)?.authservID == "a.kr")
    }

    @Test(arguments: ["", " ", ";;", "(only a comment", "=", "= ;", "."])
    func `a field that says nothing is no finding`(_ field: String) {
        #expect(shown(field) == [])
    }

    @Test(arguments: [-1, 0, 1])
    func `limits of Authentication-Results hold exactly`(_ beyond: Int) {
        var limits = Limits()
        limits.authenticationFields = 3
        limits.authenticationResults = 4
        limits.authenticationProperties = 5
        let properties = String(repeating: " a.b=c", count: 5 + beyond)
        let results = String(repeating: "; spf=pass\(properties)", count: 4 + beyond)
        let field = "Authentication-Results: a.kr\(results)"
        let found = origin(Array(repeating: field, count: 3 + beyond).joined(separator: "\r\n"), limits: limits)
        #expect(found?.authentication.count == min(3, 3 + beyond))
        #expect(found?.authentication.allSatisfy { $0.results.count == min(4, 4 + beyond) } == true)
        let counts = Set((found?.authentication ?? []).flatMap(\.results).map(\.properties.count))
        #expect(counts == [min(5, 5 + beyond)])
        let usual = Limits()
        #expect(usual.authenticationFields == 32 && usual.authenticationResults == 64)
    }
}
