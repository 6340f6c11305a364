import Cancellation
import Testing

@testable import Intake

/// One mail in free words and what must be read in it.
struct WrittenCase: CustomTestStringConvertible, Sendable {
    var subject = ""
    var body = ""
    var intent: Intent
    /// `order`, or `order/product order`, one for each request.
    var numbers: [String] = [""]
    var code: String?
    var cause: Cause?
    var cancelQuantity: Int?
    var conditional = false
    /// At least this sure, or (negative) at most.
    var confidence: Double?

    var testDescription: String { "\(subject) ¶ \(body)" }

    func check(_ requests: [Request]) {
        #expect(requests.map { numbers(of: $0) } == numbers)
        for request in requests {
            #expect(request.intent == intent)
            #expect(request.conditional == conditional)
            #expect(request.reason?.code == code)
            if let cause { #expect(request.reason?.cause == cause) }
            #expect(request.cancelQuantity == cancelQuantity)
            if let confidence {
                #expect(confidence < 0 ? request.confidence <= -confidence : request.confidence >= confidence)
            }
        }
    }

    private func numbers(of request: Request) -> String {
        let order = request.orderID?.rawValue ?? ""
        return request.productOrderID.map { "\(order)/\($0.rawValue)" } ?? order
    }
}

@Suite struct WrittenMailTests {
    @Test(
        arguments: domainPatterns + politeAndAngry + takenBack + otherWishes + withHistory + numbersAndQuantities
            + hardMails + freshMails)
    func `a mail in free words is read as it is meant`(_ mail: WrittenCase) {
        mail.check(requests(inSubject: mail.subject, body: mail.body, date: Instant(seconds: 0)))
    }

    @Test(arguments: [
        "주문 \(a)는 취소해 주시고 주문 \(b)는 그냥 보내주세요", "\(a) 취소해 주세요.\n\(b)는 취소하지 마세요.",
        "\(a)\n이건 취소해 주세요\n\(b)\n이건 취소 안 할게요",
    ])
    func `what stands behind an order's number is about that order`(_ body: String) {
        let read = requests(inSubject: nil, body: body, date: nil)
        #expect(read.map(\.orderID?.rawValue) == [a, b])
        #expect(read.map(\.intent) == [.cancel, .withdraw])
    }

    @Test(arguments: dividedMails)
    func `an order that is only mentioned is not cancelled`(
        _ mail: (body: String, numbers: [String], intents: [Intent])
    ) {
        let read = requests(inSubject: nil, body: mail.body, date: nil)
        #expect(read.map(\.orderID?.rawValue) == mail.numbers)
        #expect(read.map(\.intent) == mail.intents)
    }

    @Test func `a reason given for one order is no other's`() {
        let body = "\(a) 취소해 주세요.\n\(b) 은 사이즈를 잘못 골라서 사이즈 변경 부탁드려요.\n"
        let read = requests(inSubject: nil, body: body, date: nil)
        #expect(read.map(\.intent) == [.cancel, .change])
        #expect(read.map(\.reason) == [nil, nil])
    }

    @Test(arguments: temptingMails)
    func `a mail that only speaks of cancelling is never acted upon`(_ body: String) {
        for request in requests(inSubject: nil, body: body, date: nil) {
            let isActedUpon = request.confidence >= Policy.standard.minimumConfidence && !request.conditional
            #expect(request.intent != .cancel || !isActedUpon, "\(body): \(request.confidence)")
        }
    }

    @Test(arguments: plainMails)
    func `a plain wish to cancel is acted upon`(_ body: String) throws {
        let read = requests(inSubject: nil, body: body, date: nil)
        let request = try #require(read.first)
        #expect(read.count == 1 && request.intent == .cancel && !request.conditional && request.orderID?.rawValue == a)
        #expect(request.confidence >= Policy.standard.minimumConfidence, "\(body): \(request.confidence)")
    }

    @Test func `what a machine sends asks for nothing, and an answer to it may`() {
        let body = "취소를 원하시면 판매자에게 문의해 주세요. 주문번호 \(a) 취소해 주세요"
        let notice = Requester(email: "naverpayadmin_noreply@navercorp.com")
        #expect(requests(inSubject: "안내", body: body, date: nil, from: notice).map(\.intent) == [.none])
        let customer = Requester(email: "kim@example.kr")
        #expect(requests(inSubject: "안내", body: body, date: nil, from: customer).map(\.intent) == [.cancel])
        let title = "[네이버페이] 결제하신 내역을 안내해드립니다."
        #expect(requests(inSubject: title, body: body, date: nil, from: customer).map(\.intent) == [.none])
        #expect(requests(inSubject: "Fwd: " + title, body: body, date: nil, from: customer).map(\.intent) == [.cancel])
    }

    @Test(arguments: [
        ("상품주문번호: 2026-1120-1234-5671 주문 취소해주세요 (단순변심)", "주문 취소해주세요 (단순변심)"),
        ("주문번호 \(a)는 단순변심으로 취소해 주세요.", "단순변심으로 취소해 주세요"),
        ("\(a) 로 주문한 옷, 사이즈를 잘못 골라 취소합니다", "주문한 옷, 사이즈를 잘못 골라 취소합니다"),
    ])
    func `the reason is quoted without the order's number`(_ body: String, _ words: String) {
        #expect(requests(inSubject: nil, body: body, date: nil).first?.reason?.text == words)
    }

    @Test func `labels give product, requester and quantities`() throws {
        let body = """
            주문번호: \(a)
            상품주문번호: \(b)
            성함: 김민준 / 연락처: ０１０-1234-5678
            상품: 캠핑 의자 2개입 (3개)
            옵션: 블랙 / 취소수량: 1
            사유: 그냥요
            """
        let sender = Requester(name: "shop", email: "kim@example.kr")
        let request = try #require(requests(inSubject: "취소 요청", body: body, date: nil, from: sender).first)
        #expect(request.product == Product(name: "캠핑 의자 2개입", option: "블랙", quantity: 3))
        #expect(request.requester == Requester(name: "김민준", email: "kim@example.kr", phone: "010-1234-5678"))
        #expect(request.cancelQuantity == 1)
        #expect(request.reason == Reason(text: "그냥요"))
        #expect(request.evidence.part == "text")
        #expect(
            Set(request.evidence.fields.keys) == ["orderId", "productOrderId", "reason", "cancelQuantity", "product"])
    }

    @Test func `the reason keeps the writer's words within the limit`() {
        #expect(reason(in: " 단순 변심 ") == Reason(code: "INTENT_CHANGED", text: "단순 변심"))
        #expect(reason(in: "아무 말") == nil)
        let long = reason(in: "단순 변심" + String(repeating: "가", count: 5000))
        #expect((long?.text?.utf8.count ?? 0) <= 4096 && (long?.text?.utf8.count ?? 0) > 4090)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["2026 ", "취소해 주세요 ", "면", "1개 ", "> a\n", "주문번호: ", "On 님", "-"])
    func `monotonous text of any length is read in time`(_ piece: String) {
        let text = String(repeating: piece, count: 64_000 / piece.utf8.count)
        #expect(requests(inSubject: text, body: text, date: nil).count == 1)
    }
}

let a = "2026112012345671"
let b = "2026112098765431"
let c = "2026112111112222"

/// The ten patterns of customers' wording in the domain notes.
let domainPatterns: [WrittenCase] = [
    WrittenCase(
        body: "주문번호 \(b) 취소 부탁드려요. 사이즈를 잘못 골랐어요.", intent: .cancel, numbers: [b], code: "COLOR_AND_SIZE",
        confidence: 0.85),
    WrittenCase(
        body: "상품주문번호: 2026-1120-1234-5671 주문 취소해주세요 (단순변심)", intent: .cancel, numbers: ["/\(a)"],
        code: "INTENT_CHANGED", cause: .changeOfMind, confidence: 0.85),
    WrittenCase(body: "어제 주문한 장갑 2개 중 1개만 취소 가능할까요?", intent: .cancel, cancelQuantity: 1, confidence: -0.7),
    WrittenCase(body: "아직 발송 전이면 취소하고 카드 취소 부탁드립니다. 이미 보내셨으면 그냥 받을게요.", intent: .cancel, conditional: true),
    WrittenCase(body: "배송이 너무 늦어서 취소합니다. 환불 언제 되나요?", intent: .cancel, code: "DELAYED_DELIVERY"),
    WrittenCase(
        body: "결제수단 바꿔서 다시 주문하려고요. 먼저 건 취소해주세요.", intent: .cancel, code: "INTENT_CHANGED", cause: .wrongPayment),
    WrittenCase(body: "취소 신청했었는데 그냥 보내주세요. 취소 철회할게요.", intent: .withdraw, confidence: 0.8),
    WrittenCase(body: "받은 상품이 파손되어 왔어요. 환불해주세요.", intent: .return, code: "BROKEN_AND_BAD"),
    WrittenCase(body: "색상 교환 가능한가요? 안되면 취소요.", intent: .exchange, conditional: true),
    WrittenCase(body: "취소햐주세요 주문번호 ２０２６１１２０１２３４５６７１", intent: .cancel, numbers: [a], confidence: 0.8),
    WrittenCase(body: "캔슬 부탁드려요~ \(a)", intent: .cancel, numbers: [a], confidence: 0.8),
    WrittenCase(body: "Hello, please cancel my order \(a). Thank you.", intent: .cancel, numbers: [a], confidence: 0.7),
]

let politeAndAngry: [WrittenCase] = [
    WrittenCase(
        subject: "주문 취소 요청드립니다", body: "안녕하세요. 어제 주문한 사람입니다.\n주문번호는 \(a) 입니다.\n번거롭게 해드려 죄송하지만 취소 처리 부탁드려도 될까요?\n감사합니다.",
        intent: .cancel, numbers: [a], confidence: 0.85),
    WrittenCase(body: "취소", intent: .cancel),
    WrittenCase(body: "취소요", intent: .cancel),
    WrittenCase(body: "\(a) 취소", intent: .cancel, numbers: [a]),
    WrittenCase(subject: "취소", body: "\(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "아니 도대체 언제 보내는 거예요?? 기다리다 지쳤습니다!! 당장 취소해주세요!!!", intent: .cancel, code: "DELAYED_DELIVERY"),
    WrittenCase(body: "취소 안 해주시면 소비자원에 신고합니다. 취소해 주세요.", intent: .cancel),
    WrittenCase(body: "왜 아직도 취소 안 해줘요?", intent: .cancel, confidence: -0.55),
    WrittenCase(body: "취소가 안 되네요 ㅠㅠ 대신 취소 좀 해주세요", intent: .cancel),
    WrittenCase(body: "주문취소 해주세용 🙏🙏 마음이 바뀌었어용 😅", intent: .cancel, code: "INTENT_CHANGED"),
    WrittenCase(body: "취소 해 주 세 요", intent: .cancel),
    WrittenCase(body: "주문하신 상품이 품절이라고 해서요. 취소하겠습니다.", intent: .cancel, code: "SOLD_OUT"),
    WrittenCase(body: "실수로 두 번 주문했어요. 하나는 취소해 주세요. 주문번호 \(a)", intent: .cancel, numbers: [a], code: "WRONG_ORDER"),
    WrittenCase(body: "상세페이지 설명이랑 정보가 달라서 취소 요청합니다.", intent: .cancel, code: "INCORRECT_INFO"),
    WrittenCase(body: "상담원이 너무 불친절해서 기분 나빠 취소하겠습니다", intent: .cancel, code: "PRODUCT_UNSATISFIED"),
    WrittenCase(
        body: "카드를 잘못 선택해서 재결제하려고 합니다. 취소 부탁드립니다", intent: .cancel, code: "INTENT_CHANGED", cause: .wrongPayment),
    WrittenCase(
        body: "할부로 했어야 하는데 일시불로 결제했네요. 취소 후 다시 주문할게요.", intent: .cancel, code: "INTENT_CHANGED", cause: .wrongPayment),
    WrittenCase(body: "이사를 가게 되어서 취소 부탁드립니다.", intent: .cancel),
    WrittenCase(body: "청약철회 합니다. 주문번호 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(
        body: "I want to cancel order number \(a) because I changed my mind.", intent: .cancel, numbers: [a],
        code: "INTENT_CHANGED"),
    WrittenCase(body: "Could you please cancel this? Ordered by mistake.", intent: .cancel, code: "WRONG_ORDER"),
    WrittenCase(
        subject: "[취소요청] 주문 \(a) 단순 변심", body: "확인 부탁드립니다.", intent: .cancel, numbers: [a], code: "INTENT_CHANGED",
        confidence: 0.75),
    WrittenCase(body: "취소되었으면 합니다. 번호는 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 신청했습니다. 확인하시고 처리해 주세요.", intent: .cancel, confidence: -0.6),
    WrittenCase(body: "주문 취소하고 싶은데요 필요가 없어졌어요", intent: .cancel, code: "INTENT_CHANGED"),
    WrittenCase(body: "환불해주세요. 아직 배송 안 왔어요.", intent: .cancel, code: "DELAYED_DELIVERY", confidence: -0.55),
]

let takenBack: [WrittenCase] = [
    WrittenCase(body: "취소하지 말아 주세요. 그냥 받을게요.", intent: .withdraw),
    WrittenCase(body: "취소 안 할게요", intent: .withdraw),
    WrittenCase(body: "취소 안 하고 그냥 기다리겠습니다", intent: .withdraw),
    WrittenCase(body: "취소를 취소하고 싶습니다", intent: .withdraw),
    WrittenCase(body: "어제 신청한 취소는 철회합니다. 주문번호 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "취소 요청 철회 부탁드립니다", intent: .withdraw),
    WrittenCase(body: "취소하려고 했는데 그냥 받을게요", intent: .withdraw),
    WrittenCase(subject: "취소 관련", body: "취소 안 하셔도 됩니다. 그대로 보내 주세요.", intent: .withdraw),
    WrittenCase(body: "Please do not cancel my order.", intent: .withdraw),
    WrittenCase(body: "취소 필요 없어요 예정대로 배송해주세요", intent: .withdraw),
    WrittenCase(subject: "Re: [취소 접수] 주문 \(a)", body: "마음이 바뀌었어요. 그냥 보내주세요.", intent: .withdraw, numbers: [a]),
]

let otherWishes: [WrittenCase] = [
    WrittenCase(body: "취소 말고 교환해 주세요. 사이즈가 커요.", intent: .exchange, code: "COLOR_AND_SIZE"),
    WrittenCase(body: "취소하지 말고 배송지만 변경해 주세요", intent: .change),
    WrittenCase(body: "배송지 주소를 바꾸고 싶어요. 서울시 중구로 부탁드려요.", intent: .change),
    WrittenCase(body: "옵션을 블랙으로 변경 부탁드립니다", intent: .change),
    WrittenCase(body: "반품 접수 부탁드립니다. 주문번호 \(a)", intent: .return, numbers: [a]),
    WrittenCase(body: "상품 잘 받았는데 생각보다 별로네요. 취소할게요.", intent: .return),
    WrittenCase(body: "교환 말고 그냥 취소해 주세요", intent: .cancel),
    WrittenCase(body: "환불 언제 되나요?", intent: .question),
    WrittenCase(body: "언제 발송되나요?", intent: .question),
    WrittenCase(body: "취소 규정이 궁금합니다", intent: .question),
    WrittenCase(body: "취소하면 수수료가 있나요?", intent: .question),
    WrittenCase(body: "지난번에 취소했던 건 환불이 아직 안 됐어요. 언제 들어오나요?", intent: .question),
    WrittenCase(body: "빠르게 취소해 주셔서 감사합니다!", intent: .feedback),
    WrittenCase(body: "잘 받았습니다. 너무 예쁘고 만족해요", intent: .feedback),
    WrittenCase(subject: "[광고] 겨울 세일", body: "지금 바로 확인하세요!", intent: .none),
    WrittenCase(subject: "[네이버페이] 취소하신 내역을 안내해드립니다.", body: "고객님, 취소하신 내역입니다.", intent: .none),
    WrittenCase(body: "", intent: .none),
    WrittenCase(body: "취소 가능한가요?", intent: .cancel, confidence: -0.65),
    WrittenCase(body: "이미 출고되었다면 그냥 받고, 아니면 취소해 주세요", intent: .cancel, conditional: true),
    WrittenCase(body: "가능하면 취소 부탁드려요", intent: .cancel, conditional: true),
    WrittenCase(body: "내일까지 도착 못 하면 취소해주세요", intent: .cancel, conditional: true),
]

let withHistory: [WrittenCase] = [
    WrittenCase(
        subject: "Re: 주문 안내", body: "감사합니다.\n\n-----Original Message-----\nFrom: shop\n주문번호 \(a) 취소해 주세요",
        intent: .feedback),
    WrittenCase(
        body: "취소해 주세요.\n\n-----원본 메시지-----\n보낸 사람: 쇼핑몰\n주문번호: \(a)", intent: .cancel),
    WrittenCase(
        subject: "Re: 문의",
        body: "네 알겠습니다. 감사합니다\n\n2026년 11월 20일 (금) 오후 3:12, 쇼핑몰 <cs@shop.example>님이 작성:\n> 주문 \(a) 취소할까요?",
        intent: .feedback),
    WrittenCase(
        subject: "Re: order",
        body:
            "On Fri, Nov 20, 2026 at 3:12 PM Shop <cs@shop.example> wrote:\n> Your order \(a)\n> Shall we cancel?\n\nYes, please cancel it. \(b)",
        intent: .cancel, numbers: [b]),
    WrittenCase(body: "> 주문번호 \(a)\n> 취소하시겠습니까?\n아니요 취소하지 마세요", intent: .withdraw),
    WrittenCase(body: "취소 부탁드립니다 \(a)\n\n나의 iPhone에서 보냄", intent: .cancel, numbers: [a]),
    WrittenCase(body: "\(a) 취소요\n갤럭시에서 보냄", intent: .cancel, numbers: [a]),
    WrittenCase(body: "잘 받았어요 감사합니다\n-- \n취소 전문 상담 \(a)\n", intent: .feedback),
    WrittenCase(
        subject: "RE: 주문 확인", body: "취소해주세요\n\n보낸 사람: 쇼핑몰\n보낸 날짜: 2026-11-20\n받는 사람: 나\n제목: 주문\n\n주문번호 \(a)",
        intent: .cancel),
]

let numbersAndQuantities: [WrittenCase] = [
    WrittenCase(body: "주문번호 2026 1120 1234 5671 취소해 주세요", intent: .cancel, numbers: [a]),
    WrittenCase(body: "주문번호: \(a), \(b) 모두 취소해 주세요", intent: .cancel, numbers: [a, b]),
    WrittenCase(body: "주문번호: \(a)\n상품주문번호: \(b)\n취소해 주세요", intent: .cancel, numbers: ["\(a)/\(b)"]),
    WrittenCase(body: "상품주문번호 2건: \(a), \(b)\n취소해 주세요", intent: .cancel, numbers: ["/\(a)", "/\(b)"]),
    WrittenCase(body: "송장번호 \(a) 인데 취소해 주세요. 연락처 010-1234-5678", intent: .cancel),
    WrittenCase(body: "1\(a) 취소해주세요", intent: .cancel),
    WrittenCase(body: "장갑 2개입 취소해 주세요", intent: .cancel),
    WrittenCase(body: "같은 상품이 두 번 주문된 것 같아 한 건만 취소하고 싶습니다.", intent: .cancel, code: "WRONG_ORDER"),
    WrittenCase(body: "3개 중 1개만 보내주시고 나머지는 취소해 주세요", intent: .cancel, cancelQuantity: 2),
    WrittenCase(body: "한 개만 취소해 주세요", intent: .cancel, cancelQuantity: 1),
    WrittenCase(
        body: "주문번호: \(a)\n취소수량: 1개\n취소사유: 배송 지연", intent: .cancel, numbers: [a], code: "DELAYED_DELIVERY",
        cancelQuantity: 1),
    WrittenCase(body: "Please cancel 1 of the 3 gloves", intent: .cancel, cancelQuantity: 1),
    WrittenCase(body: "\(a) 3개 중 1개만 취소해 주세요", intent: .cancel, numbers: [a], cancelQuantity: 1),
    WrittenCase(body: "2026 1120 1234 5671 두 개만 취소해 주세요", intent: .cancel, numbers: [a], cancelQuantity: 2),
    WrittenCase(body: "주문하자마자 죄송합니다. 취소해 주세요 \(a)", intent: .cancel, numbers: [a], confidence: 0.8),
    WrittenCase(body: "색상 잘못 시켯네요 취소햇으면 합니다 \(a)", intent: .cancel, numbers: [a], code: "COLOR_AND_SIZE"),
    WrittenCase(
        subject: "색상 교환", body: "\(a) 그레이로 바꿔주실 수 있나요? 교환 안되면 취소 부탁드려요.", intent: .exchange, numbers: [a],
        conditional: true),
    WrittenCase(body: "라면 한 상자 취소해 주세요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 1),
    WrittenCase(body: "주문번호 2026.1120.1234.5671. 취소해 주세요", intent: .cancel, numbers: [a]),
    WrittenCase(body: "2026_1120_1234_5671 취소해 주세요", intent: .cancel, numbers: [a]),
    WrittenCase(body: "http://shop.example/2026/1120/1234/5671 취소해 주세요", intent: .cancel, confidence: -0.55),
    WrittenCase(body: "아직 주문 전인데 주문하고 나서 취소하고 싶으면 할 수 있나요?", intent: .question),
    WrittenCase(body: "취소 신청 바로 처리해 주셔서 감사해요", intent: .feedback),
    WrittenCase(body: "주문번호\n\(a)\n취소 부탁드립니다", intent: .cancel, numbers: [a]),
]
