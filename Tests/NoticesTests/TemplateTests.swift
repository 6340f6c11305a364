// Templates of the operator's own: taken when right, refused with the file and line when not, before anything is written.

import Cancellation
import Notices
import Ports
import Testing

struct TemplateTests {
    @Test(arguments: [
        ("no subject", "start with a line `Subject:"), ("Subject: {{tag}}\ntext", "an empty line"),
        ("Subject: 취소\n\ntext", "the subject must hold {{tag}}"),
        ("Subject: {{tag}}\n\n{{nonsense}}", "line 3: {{nonsense}} is not known"),
        ("Subject: {{tag}}\n\na\n{{product}}", "line 4: {{product}} must stand within {{#details}}"),
        ("Subject: {{tag}}\n\n{{#product}}x{{/product}}", "{{product}} must stand within {{#details}}"),
        ("Subject: {{tag}}\n\n{{^details}}{{product}}{{/details}}", "{{product}} must stand within {{#details}}"),
        (
            "Subject: {{tag}}\n\n{{#details}}{{amount}}{{/details}}",
            "{{amount}} may be missing: write it within {{#amount}}"
        ),
        ("Subject: {{tag}}\n\n{{order}}", "{{order}} may be missing"),
        ("Subject: {{tag}}\n\n{{orderTail}}", "within {{#order}}"),
        ("Subject: {{tag}}\n\n{{details}}", "{{details}} is a question"),
        ("Subject: {{tag}}\n\n{{#details}}", "never closed"),
        ("Subject: {{tag}}\n\n{{#details}}{{/missing}}", "{{/missing}} closes nothing"),
        ("Subject: {{tag}}\n\n{{shop", "{{ without }}"),
        ("Subject: {{tag}}\n\n{{> nowhere}}", "{{> nowhere}} cannot be included"),
        ("Subject: {{tag}}\n\n{{=<% %>=}}", "is not used"),
        ("Subject: {{tag}}\n\n{{shop.nonsense}}", "{{shop.nonsense}} is not known"),
        ("Subject: {{tag}}\n\n{{tag.object}}", "not known"),
        ("Subject: {{tag}}\n\n{{{shop}}}", "is not used"), ("", "start with a line `Subject:"),
    ])
    func `a template that would leave holes or tell too much is refused`(text: String, fault: String) throws {
        do {
            _ = try writer(replacing: ["refused.email.mustache": text])
            Issue.record("accepted")
        } catch NoticeError.template(let why) {
            #expect(why.hasPrefix("refused.email.mustache: ") && why.contains(fault), "\(why)")
        }
    }

    @Test func `a misspelt file is not silently ignored`() {
        for file in ["canceled.email.mustache", "cancelled.fax.mustache", "cancelled.email.txt"] {
            #expect(throws: NoticeError.template("\(file) is a template of no kind of notice")) {
                try writer(replacing: [file: "Subject: {{tag}}\n\nx"])
            }
        }
    }

    @Test func `a partial of one's own may be included`() throws {
        let writer = try writer(replacing: [
            "hours.mustache": "{{shop.topic}} 평일에 엽니다.\n",
            "refused.email.mustache": "Subject: {{tag}} 안내\r\n\r\n{{! why }}\r\n{{> hours}}\r\n",
        ])
        let mail = try #require(ReadMail(writer.write(notice(.refused))))
        #expect(mail.body == "예시상점은 평일에 엽니다.\n")
    }

    @Test func `a partial cannot include itself`() {
        #expect(throws: NoticeError.template("foot.mustache: line 1: {{> foot}} cannot be included here")) {
            try writer(replacing: ["foot.mustache": "{{> foot}}"])
        }
    }

    @Test func `a section does not reach from the short form into the long one`() {
        let text = "{{#order}}a\n---\nSubject: x\n\nb{{/order}}\n"
        #expect(throws: NoticeError.self) { try writer(replacing: ["refused.sms.mustache": text]) }
    }

    @Test func `a sender that cannot send is refused at the start`() {
        let wrong: [(inout Sender) -> Void] = [
            { $0.shopName = " \u{3164} " }, { $0.shopName = "\u{1F381}" }, { $0.mailAddress = "help" },
            { $0.replyTo = "a b@example.com" },
            { $0.smsNumber = "0502-1234-5678" }, { $0.smsNumber = "12" },
        ]
        for change in wrong {
            var sender = shop
            change(&sender)
            #expect(throws: NoticeError.self) { try writer(sender) }
        }
    }

    @Test func `a shop without a number sends no text messages`() throws {
        var sender = shop
        sender.smsNumber = nil
        #expect(throws: NoticeError.template("a text message, but the sender has no smsNumber")) {
            try writer(sender).write(notice(.received, .sms))
        }
        #expect(throws: Never.self) { try writer(sender).write(notice(.received)) }
    }
}
