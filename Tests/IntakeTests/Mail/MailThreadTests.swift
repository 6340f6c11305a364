import Cancellation
import Testing

@testable import Intake

@Suite struct MailThreadTests {
    private func thread(_ fields: String) -> MailFacts? {
        MailFixture.read(Array("From: Kim <kim@example.kr>\r\n\(fields)\r\n\r\nhi".utf8)).mail
    }

    @Test func `answers go to Reply-To and name what they answer`() {
        let mail = thread(
            "Reply-To: <other@example.kr>\r\nMessage-ID: <3@x>\r\nIn-Reply-To: <2@x>\r\nReferences: <1@x>\r\n <2@x>\r\nSubject: Re: a"
        )
        #expect(mail?.thread.replyTo == "other@example.kr")
        #expect(mail?.thread.references == ["1@x", "2@x"])
        #expect(mail?.thread.messageID == "3@x")
        #expect(mail?.thread.subject == "Re: a")
        #expect(mail?.thread.isAutomatic == false)
        #expect(thread("Subject: a")?.thread.replyTo == "kim@example.kr")
    }
}
