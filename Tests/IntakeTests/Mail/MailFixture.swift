// Mails built for tests, byte by byte.

@testable import Intake

enum MailFixture {
    static let header = """
        From: =?UTF-8?B?6rmA66+87KSA?= <minjun@example.kr>\r
        To: cancel@shop.example\r
        Subject: =?UTF-8?B?7Leo7IaM?=\r
        Date: Fri, 20 Nov 2026 10:11:12 +0900\r
        Message-ID: <one@example.kr>\r
        MIME-Version: 1.0\r

        """

    /// A mail whose body is `bytes` of the given type.
    static func mail(type: String = "text/plain; charset=utf-8", encoding: String = "8bit", _ bytes: [UInt8]) -> [UInt8]
    {
        Array("\(header)Content-Type: \(type)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n".utf8) + bytes
    }

    static func mail(type: String = "text/plain; charset=utf-8", encoding: String = "8bit", _ text: String) -> [UInt8] {
        mail(type: type, encoding: encoding, Array(text.utf8))
    }

    /// A multipart with these parts, each a header, an empty line and a body.
    static func multipart(kind: String = "mixed", _ parts: [String], closed: Bool = true) -> [UInt8] {
        let body = parts.map { "--edge\r\n\($0)\r\n" }.joined() + (closed ? "--edge--\r\n" : "")
        return mail(type: "multipart/\(kind); boundary=\"edge\"", encoding: "7bit", body)
    }

    static func read(_ bytes: [UInt8]) -> Document { readMail(bytes, limits: Limits()) { _, _, _ in nil } }
}
