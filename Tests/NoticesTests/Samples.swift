// The notices that the tests write, and the shop that writes them.

import Cancellation
import Notices

let shop = Sender(
    shopName: "예시상점", mailAddress: "help@shop.example.com", smsNumber: "02-123-4567",
    contact: "02-123-4567 (평일 10~17시)")

let earphones = Notice.Details(
    customerName: "홍길동", productName: "무선 이어폰", option: "색상: 화이트", quantity: 1, amount: 26_900, paymentMeans: "신용카드",
    refundGuide: "카드사 사정에 따라 영업일 3~5일 안에 취소 내역이 반영됩니다.", reason: "단순 변심")

/// A notice about `C-2026112312345671`, answering a mail when it is a mail.
func notice(
    _ kind: NoticeKind, _ medium: Medium = .email, to: String? = nil, details: Notice.Details? = earphones,
    missing: [MissingFact] = []
) -> Notice {
    Notice(
        caseID: CaseID(trusted: "C-2026112312345671"), kind: kind, medium: medium,
        to: to ?? (medium == .email ? "hong@example.com" : "010-1234-5678"),
        at: Instant(milliseconds: 1_795_396_491_794),
        thread: medium == .email
            ? MailThread(messageID: "mail-2@example.com", references: ["mail-1@example.com"], subject: "취소해 주세요") : nil,
        orderID: OrderID(trusted: "2026112312345671"), productOrderID: ProductOrderID(trusted: "2026112387654321"),
        missing: missing, details: details)
}

/// A writer with some templates of its own.
func writer(_ sender: Sender = shop, replacing texts: [String: String] = [:]) throws -> TemplateNoticeWriter {
    try TemplateNoticeWriter(sender: sender, templates: Templates.korean.replacing(texts))
}

/// Texts that have broken other programs; none may change anything but the words of a message.
let naughty = [
    "홍길동\r\nBcc: evil@example.com", "\nSubject: 가짜", "\rTo: evil@example.com", "가\u{0}나", "가\u{2028}Bcc: x\u{85}Cc: y",
    "🎁🇰🇷👨‍👩‍👧 선물", "\u{202E}gnp.exe\u{2066}", "مرحبا بالعالم", "\u{FFFD}\u{FFFD}", "\u{3164}", "   ", "", "\u{FEFF}\u{200B}",
    "{{x}}", "{{{details}}}", "{{#details}}{{/shop}}", "{{=<% %>=}}", "{{> foot}}", "<b>&amp;\"굵게\"</b>",
    "=?utf-8?B?Qmx1ZQ==?=", "---", "Subject: 가짜", ".", "From someone", "%s%n%@", "\"; --", "\\r\\nBcc: x",
    "가,나;다<라>(마)@바",
    String(repeating: "가", count: 4096), String(repeating: "e\u{301}", count: 2000),
    String(repeating: "a", count: 5000),
    "a" + String(repeating: "\u{301}", count: 5000), "\u{1112}\u{1169}\u{11BC}\u{1100}\u{1175}\u{11AF}",
    "₩26,900 • “특가” café",
]
