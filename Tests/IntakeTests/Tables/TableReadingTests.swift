// What tables ask for: the store's own header rows, states, damaged numbers, and what is handed back.

import Cancellation
import Intake
import Testing

struct TableReadingTests {
    private func document(_ lines: String...) -> Document { read(Array(lines.joined(separator: "\n").utf8)) }

    /// 발주발송관리 as the store exports it, the older form of 60 columns.
    private static let dispatchPage =
        "상품주문번호,주문번호,배송속성,풀필먼트사(주문 기준),배송방법(구매자 요청),배송방법,택배사,송장번호,발송일,판매채널,구매자명,구매자ID,수취인명,주문상태,주문세부상태,수량클레임 여부,결제위치,결제일,상품명,상품종류,옵션정보,옵션관리코드,수량,옵션가격,상품가격,최종 상품별 할인액,최초 상품별 할인액,판매자 부담 할인액,최종 상품별 총 주문금액,최초 상품별 총 주문금액,사은품,발주확인일,발송기한,발송처리일,송장출력일,배송비 묶음번호,배송비 유형,배송비 합계,제주/도서 추가배송비,배송비 할인액,수취인연락처1,수취인연락처2,통합배송지,기본배송지,상세배송지,구매자연락처,우편번호,배송메세지,출고지,결제수단,네이버페이 주문관리 수수료,매출연동 수수료,정산예정금액,주문일시,배송희망일,배송태그 유형,출입방법 유형,출입방법 내용,수령위치 유형,수령위치 내용"

    @Test func `the columns of the dispatch page are taken by their names`() throws {
        let titles = Self.dispatchPage.split(separator: ",").map(String.init)
        #expect(titles.count == 60)
        let values = [
            "상품주문번호": "2026112300000011", "주문번호": "2026112390000011", "판매채널": "스마트스토어", "주문상태": "취소요청",
            "수량클레임 여부": "Y", "상품명": "겨울 니트", "옵션정보": "곤색", "수량": "3", "구매자명": "홍길동", "수취인명": "김수취",
            "수취인연락처1": "010-9999-9999", "구매자연락처": "010-1234-5678",
        ]
        let row = titles.map { values[$0] ?? "" }.joined(separator: ",")
        let request = try #require(document(Self.dispatchPage, row).requests.first)
        #expect(request.intent == .cancel)
        #expect(request.channel == .smartstore)
        #expect(request.orderID?.rawValue == "2026112390000011")
        #expect(request.productOrderID?.rawValue == "2026112300000011")
        #expect(request.product == Product(name: "겨울 니트", option: "곤색", quantity: 3))
        #expect(request.requester == Requester(name: "홍길동", phone: "010-1234-5678"))
        #expect(request.cancelQuantity == nil)
    }

    @Test func `an order that nobody cancels asks for nothing`() {
        let titles = Self.dispatchPage.split(separator: ",").map(String.init)
        let row = titles.map { ["상품주문번호": "2026112300000011", "주문상태": "발송대기"][$0] ?? "" }
        let read = document(Self.dispatchPage, row.joined(separator: ","))
        #expect(read.refusal == nil)
        #expect(read.requests.isEmpty)
        #expect(read.rejected.isEmpty)
    }

    @Test(arguments: [
        ("취소요청", Intent.cancel), ("취소처리중", .cancel), ("취소철회", .withdraw), ("반품요청", .return), ("교환요청", .exchange),
        ("처음 보는 상태", .question),
    ])
    func `the state of the claim says what is asked`(state: String, intent: Intent) {
        let read = document("상품주문번호,취소 처리상태", "2026112300000011,\(state)")
        #expect(read.requests.map(\.intent) == [intent])
    }

    @Test(arguments: ["취소완료", "직권취소"])
    func `a finished claim is a fact`(state: String) {
        let read = document("상품주문번호,취소 처리상태,취소사유", "2026112300000011,\(state),단순변심")
        #expect(read.requests.isEmpty && read.rejected.isEmpty && read.refusal == nil)
    }

    @Test func `a reason without a state is asked back where there is a column for states`() {
        let read = document("상품주문번호,취소 처리상태,취소사유", "2026112300000011,,단순변심", "2026112300000012,취소요청,품절")
        #expect(read.requests.map(\.productOrderID?.rawValue) == ["2026112300000012"])
        #expect(read.rejected.first?.rows.first?.reason.contains("2번째 줄: 무엇을 원하는지") == true)
    }

    @Test(arguments: [
        "2.02611E+15", "2.02611231234568E+15", "2E15", "2026112312345000", "2026112312345678.0",
        "2,026,112,312,345,670.0",
    ])
    func `a number without its last figures is never guessed`(number: String) throws {
        let read = document("상품주문번호,취소사유", "\"\(number)\",단순변심")
        #expect(read.requests.isEmpty)
        #expect(try #require(read.rejected.first?.rows.first).reason.contains("2번째 줄"))
    }

    @Test(arguments: ["2026112312345670", "=\"2026112312345000\"", "'2026112312345000", "2026-1123-1234-5678"])
    func `a number that may end in 0 is taken`(number: String) throws {
        let cell = "\"" + number.replacing("\"", with: "\"\"") + "\""
        let request = try #require(document("상품주문번호,취소사유", "\(cell),단순변심").requests.first)
        #expect(request.productOrderID?.rawValue.count == 16)
    }

    @Test func `three numbers that all end in 0 are no accident`() {
        let rows = (1...3).map { "20261123123456\($0)0,단순변심" }
        #expect(read(Array((["상품주문번호,취소사유"] + rows).joined(separator: "\n").utf8)).rejected.first?.rows.count == 3)
    }

    @Test func `two columns that might be it are none`() {
        let read = document("상품주문번호,취소사유 구매자쪽,취소사유 판매자쪽", "2026112300000011,a,b")
        #expect(read.refusal != nil && read.requests.isEmpty)
    }

    @Test func `bad rows come back as they stood there, and good rows go on`() {
        let read = document("상품주문번호,취소사유,수량", "2026112300000011,품절,1", ",\"품, 절\",1", "2026112300000012,품절,많이")
        #expect(read.requests.count == 1)
        #expect(read.rejected.map(\.titles) == [["상품주문번호", "취소사유", "수량"]])
        #expect(read.rejected.flatMap(\.rows).map(\.cells) == [["", "품, 절", "1"], ["2026112300000012", "품절", "많이"]])
    }

    @Test func `a corrected file with its reasons reads as if there were none`() throws {
        let read = document("상품주문번호,취소사유,오류 사유", "2026112300000011,품절,\"2번째 줄: 주문번호가 없습니다\"")
        let request = try #require(read.requests.first)
        #expect(request.reason?.text == "품절")
    }

    @Test func `evidence leads to the cell`() throws {
        let text = "상품주문번호,취소사유\n2026112300000011,\"품절\"\n"
        let request = try #require(document(text).requests.first)
        let place = try #require(request.evidence.fields["reasonText"])
        let cell = Array(text.utf8)[place.offset..<(place.offset + place.length)]
        #expect(String(decoding: cell, as: UTF8.self) == "\"품절\"")
        let sheet = try #require(read(try TableFixture.bytes("xlsx-cancel-page")).requests.first)
        #expect(sheet.evidence.cells?["productOrderId"] == "취소관리!A2")
    }

    @Test func `an attached table is read with its mail`() throws {
        let mail = """
            From: seller@shop.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r
            --x\r\nContent-Type: text/plain\r\n\r\nsee the table\r
            --x\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment; filename=c.csv\r\n\r
            order id,cancel reason\r\n2026112300000011,late\r\n,lost\r\n--x--\r\n
            """
        let document = read(Array(mail.utf8))
        #expect(document.kind == .mail)
        #expect(document.requests.map(\.evidence.part) == ["2:c.csv"])
        #expect(document.rejected.flatMap(\.rows).count == 1)
    }
}
