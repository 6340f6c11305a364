import Cancellation
import Notices
import Ports
import Testing

struct X {
  @Test func show() throws {
    let w = try TemplateNoticeWriter(sender: Sender(shopName: "예시상점", mailAddress: "cs@shop.example.com", smsNumber: "02-123-4567", contact: "02-123-4567 (평일 10~17시)"), templates: .korean)
    let d = Notice.Details(customerName: "홍길동", productName: "무선 이어폰", option: "색상: 화이트", quantity: 1, amount: 26900, paymentMeans: "신용카드", refundGuide: "카드사 사정에 따라 영업일 3~5일 안에 취소 내역이 반영됩니다.", reason: "단순 변심")
    for k in NoticeKind.allCases { for m in [Medium.email, .sms] { for dd in [d, nil] {
     let n = Notice(caseID: CaseID(trusted: "C-2026112312345671"), kind: k, medium: m, to: m == .email ? "hong@example.com" : "+82 10-1234-5678", at: Instant(milliseconds: 1795396491794), thread: MailThread(messageID: "abc@example.com", references: ["a@b", "<c@d>"]), orderID: OrderID(trusted: "2026112312345671"), productOrderID: ProductOrderID(trusted: "2026112387654321"), missing: k == .missingInformation ? MissingFact.allCases: [], details: dd)
     print("=====", k, m); print(String(decoding: try w.write(n), as: UTF8.self))
    }}}
  }
}
