// What an earlier mail said is not said again: quoting as mail programs of other languages write it, in plain text and in HTML.

import Cancellation
import Intake
import Testing

private let number = "2026112198765439"
private let live = "네, 안내해 주셔서 감사합니다. 천천히 보내 주셔도 돼요."
private let old = "\(number) 주문 취소해 주세요.\n한지민 드림"

private func intents(_ body: String, type: String = "text/plain", subject: String = "Re: 주문 문의") -> [Intent] {
    let mail = """
        From: buyer@example.kr
        To: cancel@shop.example
        Date: Sun, 22 Nov 2026 14:14:00 +0900
        Message-ID: <h@example.kr>
        MIME-Version: 1.0
        Subject: \(subject)
        Content-Type: \(type); charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(body)
        """
    return Intake.read(Array(mail.utf8)).requests.map(\.intent)
}

struct HistoryTests {
    static let headings = [
        "________________________________\n差出人: 한지민 <a@example.kr>\n送信日時: 2026年11月22日 10:14\n宛先: b@shop.example\n件名: 문의",
        "________________________________\n发件人: 한지민 <a@example.kr>\n发送时间: 2026年11月22日 10:14\n收件人: b@shop.example\n主题: 문의",
        "________________________________\nVon: 한지민 <a@example.kr>\nGesendet: Sonntag, 22. November 2026 10:14\nAn: b@shop.example\nBetreff: 문의",
        "De : 한지민 <a@example.kr>\nEnvoyé : dimanche 22 novembre 2026 10:14\nÀ : b@shop.example\nObjet : 문의",
        "De: 한지민 <a@example.kr>\nEnviado el: domingo, 22 de noviembre de 2026 10:14\nPara: b@shop.example\nAsunto: 문의",
        "Từ: 한지민 <a@example.kr>\nĐã gửi: Chủ nhật, 22 tháng 11, 2026 10:14\nĐến: b@shop.example\nChủ đề: 문의",
        "------------------ 原始邮件 ------------------\n发件人: \"한지민\" <a@example.kr>;\n发送时间: 2026年11月22日(星期天) 上午10:14",
        "-----Ursprüngliche Nachricht-----\nVon: 한지민",
        "-------- Message d'origine --------\nDe : 한지민",
        "-------- 元のメッセージ --------",
        "Am 22.11.2026 um 10:14 schrieb 한지민 <a@example.kr>:",
        "Am So., 22. Nov. 2026 um 10:14 Uhr schrieb 한지민\n<a@example.kr>:",
        "Le dim. 22 nov. 2026 à 10:14, 한지민 <a@example.kr> a écrit :",
        "El dom, 22 nov 2026 a las 10:14, 한지민 (<a@example.kr>) escribió:",
        "Vào CN, 22 thg 11, 2026 lúc 10:14 한지민 <a@example.kr> đã viết:",
        "2026年11月22日(日) 10:14 한지민 <a@example.kr>:",
        "한지민 <a@example.kr> 于2026年11月22日周日 10:14写道：",
        "在 2026年11月22日，10:14，한지민 写道：",
        "2026/11/22 10:14、한지민のメール:",
    ]

    @Test(arguments: headings)
    func `what stands below another language's heading is history`(_ heading: String) {
        #expect(!intents("\(live)\n\n\(heading)\n\n\(old)").contains(.cancel))
        #expect(intents("\(old)\n\n\(heading)\n\n\(live)").contains(.cancel), "a wish above it counts alone")
    }

    @Test(arguments: [
        #"<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">X</div><div>OLD</div>"#,
        #"<div id="x_divRplyFwdMsg">X</div><p>OLD</p>"#,
        #"<div class="gmail_quote gmail_quote_container"><div dir="ltr">Y</div><blockquote class="gmail_quote">OLD</blockquote></div>"#,
        #"<div class="yahoo_quoted"><div>Y</div><div>OLD</div></div>"#,
        #"<blockquote type="cite">OLD</blockquote>"#,
        #"<table class="OutlookMessageHeader"><tr><td>X</td></tr></table><div>OLD</div>"#,
    ])
    func `what an HTML mail marks as quoted is history`(_ html: String) {
        let quoted = html.replacing("OLD", with: old.replacing("\n", with: "<br>"))
        #expect(!intents("<html><body><p>\(live)</p>\(quoted)</body></html>", type: "text/html").contains(.cancel))
        let wish = old.replacing("\n", with: "<br>")
        let other = html.replacing("OLD", with: live)
        #expect(intents("<p>\(wish)</p>\(other)", type: "text/html").contains(.cancel))
    }

    @Test func `labels of a form are no heading of a mail`() {
        let form = "이름: 홍길동\n이메일: a@example.kr\n주문일: 2026-11-22 10:14\n주문번호: \(number)\n취소해 주세요."
        #expect(intents(form).contains(.cancel))
        #expect(intents("2026년 11월 22일 10:14에 주문한 상품입니다.\n\(number) 취소해 주세요.").contains(.cancel))
    }
}
