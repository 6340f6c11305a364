// Names that a seller adds to those every export is known to use.

import Cancellation
import Intake
import Testing

private func names(_ added: [(String, String)]) throws -> FieldNames {
    var names = FieldNames.usual
    for (name, word) in added { try names.add(name, for: word) }
    return names
}

struct FieldNamesTests {
    @Test(arguments: ["구매관리번호", "구매 관리_번호", "\u{1100}\u{116E}매관리번호"])
    func `a name that was added is known in every spelling`(spelling: String) throws {
        let names = try names([("구매 관리번호", "orderId"), ("Purchase-No", "productOrderId"), ("lines", "items")])
        let text = #"{"action":"cancel","\#(spelling)":"7","lines":[{"purchaseNo":"8"},{"PURCHASE_NO":"9"}]}"#
        let document = read(Array(text.utf8), names: names)
        #expect(document.requests.map(\.orderID?.rawValue) == ["7", "7"])
        #expect(document.requests.map(\.productOrderID?.rawValue) == ["8", "9"])
        #expect(read(Array(text.utf8)).requests.count != 2, "without the names it is another drop")
    }

    @Test func `every word can be given a name`() throws {
        for word in FieldNames.extensible {
            var names = FieldNames.usual
            try names.add("열하나둘셋", for: word)
            #expect(throws: Never.self) { try names.add("열 하나둘셋", for: word) }
        }
    }

    @Test(arguments: [
        ("주문 번호", "productOrderId", FieldNameProblem.taken), ("items", "orders", .taken), ("name", "option", .taken),
        ("", "orderId", .noName), (" _-", "orderId", .noName), (String(repeating: "a", count: 129), "orderId", .noName),
        ("x", "price", .unknownWord),
    ])
    func `a name that would be misunderstood is refused`(name: String, word: String, problem: FieldNameProblem) {
        var names = FieldNames.usual
        #expect(throws: problem) { try names.add(name, for: word) }
    }

    @Test func `a name for a value may be the usual name of a list`() throws {
        let names = try names([("list", "reason")])
        let text = #"{"list":[{"action":"cancel","orderId":"1","list":"늦어서"}]}"#
        #expect(read(Array(text.utf8), names: names).requests.first?.reason?.text == "늦어서")
    }

    @Test func `keys of any length and number are looked up in time`() {
        let long = String(repeating: "order_", count: 100_000) + "id"
        let many = (0..<100_000).map { #""order\#(String(repeating: "_", count: $0 % 97))Id\#($0)":1"# }
        let text = #"{"action":"cancel","orderId":"1","\#(long)":"2",\#(many.joined(separator: ","))}"#
        #expect(read(Array(text.utf8)).requests.map(\.orderID?.rawValue) == ["1"])
    }
}
