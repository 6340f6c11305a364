// Rows handed back: the same columns, a reason, nothing that runs as a formula, and readable again as they were.

import Cancellation
import Engine
import Intake
import Testing

struct RejectedFileTests {
    private func text(_ titles: [String], _ cells: [String]) -> String {
        let rows = [RejectedRow(cells: cells, reason: "2번째 줄: 고쳐 주세요")]
        return String(decoding: rejectedFileBytes([RejectedRows(titles: titles, rows: rows)]), as: UTF8.self)
    }

    @Test func `the columns stay, the reason stands behind them, and spreadsheets know that it is UTF-8`() {
        let expected = "\u{FEFF}주문번호,취소사유,오류 사유\r\n2E15,\"품,절\",2번째 줄: 고쳐 주세요\r\n"
        #expect(text(["주문번호", "취소사유"], ["2E15", "품,절"]) == expected)
    }

    @Test func `old reasons give way to the new one`() {
        let expected = "\u{FEFF}주문번호,오류 사유\r\n1,2번째 줄: 고쳐 주세요\r\n"
        #expect(text(["주문번호", "오류 사유"], ["1", "옛 사유"]) == expected)
    }

    @Test func `short rows are filled up, so that the reason stands in its column`() {
        #expect(text(["a", "b", "c"], ["1"]).hasSuffix("\r\n1,,,2번째 줄: 고쳐 주세요\r\n"))
    }

    @Test(arguments: ["=1+1", "+82", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "=\"a\"", "=\"1\"&cmd|' /C calc'!A0\""])
    func `no cell is a formula`(cell: String) {
        let field = text(["a"], [cell]).split(separator: "\r\n")[1].drop { $0 == "\"" }
        #expect(field.hasPrefix("'"))
    }

    @Test func `order numbers keep all their figures in a spreadsheet, and come back as they were`() throws {
        let number = "2026112312345678"
        let rejected = text(["상품주문번호", "취소사유"], [number, "=품절"])
        #expect(rejected.contains(#""=""2026112312345678""","#))
        let request = try #require(read(Array(rejected.utf8)).requests.first)
        #expect(request.productOrderID?.rawValue == number)
        #expect(request.reason?.text == "=품절")
        #expect(text(["상품주문번호"], ["=\"\(number)\""]) == text(["상품주문번호"], [number]))
    }
}
