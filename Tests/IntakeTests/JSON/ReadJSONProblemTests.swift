// Drops that are refused as a whole, and that nothing is ever acted on by half.

import Cancellation
import Intake
import Testing

struct ReadJSONProblemTests {
    @Test(arguments: [
        ("{\"a\":1}", "names no order"), ("{\"error\":\"x\",\"reason\":\"not found\"}", "names no order"),
        ("1\n2", "names no order"),
        ("", "not JSON"), ("{\"orderId\":\"1\",\n\"reason\":}", "line 2, column 10"), ("{} {}", "line break"),
        (#"{"action":"cancel","orderId":2.02611E+15}"#, "rounded"),
        (#"{"action":"cancel","orderId":"2.02611E+15"}"#, "rounded"),
        (#"{"action":"cancel","orderId":20261120.5}"#, "rounded"), (#"{"action":"cancel","orderId":-5}"#, "rounded"),
        (#"{"action":"cancel","orderId":"없음"}"#, "no order number"),
        (#"{"action":"cancel","orderId":{"x":1}}"#, "no order number"),
        (#"{"action":"cancel","orderId":"1","productOrderId":true}"#, "no order number"),
        (#"{"action":"cancel","orderId":"1","cancelQuantity":0}"#, "whole number"),
        (#"{"action":"cancel","orderId":"1","cancelQuantity":1.5}"#, "whole number"),
        (#"{"action":"cancel","orderId":"1","cancelQuantity":-1}"#, "whole number"),
        (#"{"action":"cancel","orderId":"1","quantity":"둘"}"#, "whole number"),
        (#"{"action":"cancel","orderId":"1","orderId":"2"}"#, "twice"),
        (#"{"action":"withdraw","action":"cancel","orderId":"1"}"#, "twice"),
        (#"{"action":"cancel","orderId":"1","order_no":"2"}"#, "says otherwise"),
        (#"{"action":"cancel","orderId":"1","order":{"id":"2"}}"#, "says otherwise"),
        (#"{"action":"cancel","orders":[{"action":"withdraw","id":"2"}]}"#, "says otherwise"),
        (
            #"{"action":"cancel","cancelQuantity":1,"items":[{"productOrderId":"1"},{"productOrderId":"2"}]}"#,
            "which of the items"
        ),
        (#"{"action":"cancel","productOrderId":"1","items":[{"name":"a"},{"name":"b"}]}"#, "which of the items"),
        (#"{"requests":[{"orderId":"1"}]}"#, "what is wanted"),
        (#"{"schema":"cancelbox.request/2","orderId":"1"}"#, "cancelbox.request/1"),
        (#"[{"action":"cancel","orderId":"1"},{"action":"cancel","orderId":1e15}]"#, "rounded"),
    ])
    func `a drop that is unclear is refused with what to do`(text: String, words: String) {
        let document = readJSON(Array(text.utf8))
        #expect(document.refusal?.contains(words) == true, "\(document.refusal ?? "not refused")")
        #expect(document.requests.isEmpty)
    }

    @Test func `the same key twice where it means nothing is no matter`() {
        let document = readJSON(Array(#"{"action":"cancel","orderId":"1","memo":1,"memo":2}"#.utf8))
        #expect(document.requests.count == 1)
    }

    @Test func `text that is not UTF-8 says how to save it`() {
        let bytes = Array(#"{"orderId":"1","reason":"단순 변심"#.utf8).dropLast() + Array("\"}".utf8)
        #expect(readJSON(bytes).problem?.contains("CP949") == true)
    }

    @Test func `limits hold exactly`() {
        var limits = Limits()
        limits.requests = 2
        let rows = { (count: Int) in
            "[" + Array(repeating: #"{"orderId":"1","reason":"x"}"#, count: count).joined(separator: ",") + "]"
        }
        #expect(readJSON(Array(rows(2).utf8), limits: limits).requests.count == 2)
        #expect(readJSON(Array(rows(3).utf8), limits: limits).problem?.contains("more than 2 requests") == true)
        limits.drop = 10
        #expect(readJSON(Array(repeating: 0x20, count: 11), limits: limits).problem?.contains("larger") == true)
        limits = Limits()
        limits.jsonDepth = 4
        #expect(readJSON(Array("[[[[[]]]]]".utf8), limits: limits).problem?.contains("brackets") == true)
    }

    @Test(arguments: [toolExport, ownFormat, koreanRow, storeItem(openClaim)])
    func `no truncation of a request asks for anything`(text: String) {
        let bytes = Array(text.utf8)
        #expect(readJSON(bytes).requests.count == 1)
        for length in 0..<bytes.count {
            let document = readJSON(Array(bytes.prefix(length)))
            #expect(document.requests.isEmpty && document.problem != nil, "cut at \(length)")
        }
    }

    @Test(arguments: [toolExport, ownFormat])
    func `a flipped byte never moves the order number unseen`(text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try #require(readJSON(bytes).requests.first)
        let places = whole.evidence.fields
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0x01
            for request in readJSON(flipped).requests where request.productOrderID != whole.productOrderID {
                // It may differ only where the flip hit the number or a key around it; then it is another number or none.
                #expect(request.productOrderID == nil || isInside(index, places["productOrderId"]))
            }
        }
    }

    private func isInside(_ index: Int, _ range: ByteRange?) -> Bool {
        range.map { ($0.offset..<$0.offset + $0.length).contains(index) } ?? false
    }
}

struct ReadJSONEffortTests {
    @Test(.timeLimit(.minutes(10)))
    func `one long text shared by many items is cut once`() {
        let long = String(repeating: "A", count: 1 << 20)
        let items = (1...2_000).map { "{\"productOrderId\":\"\($0)\"}" }.joined(separator: ",")
        let text = "{\"action\":\"cancel\",\"cancelReason\":\"\(long)\",\"name\":\"\(long)\",\"items\":[\(items)]}"
        let document = readJSON(Array(text.utf8))
        #expect(document.requests.count == 2_000)
        #expect(document.requests.last?.reason?.code?.utf8.count == Limits().reasonText)
    }

    @Test(.timeLimit(.minutes(10)))
    func `a file of nothing but brackets ends soon`() {
        #expect(readJSON(Array(repeating: UInt8(ascii: "["), count: 8 << 20)).problem != nil)
    }

    @Test(.timeLimit(.minutes(10)))
    func `spellings, repeats, escapes and figures without end are read in time`() {
        // Every spelling of one name that underscores can make.
        let spellings = (0..<65_536).map { bits in
            let letters = "productorderid".enumerated().map {
                bits >> $0.offset & 1 == 1 ? "_\($0.element)" : "\($0.element)"
            }
            return "\"\(letters.joined())\":\"1\""
        }
        let repeated = Array(repeating: #""memo":1"#, count: 200_000).joined(separator: ",")
        let escapes = String(repeating: #"\u0041"#, count: 200_000)
        for text in [
            "{\"action\":\"cancel\",\(Set(spellings).sorted().joined(separator: ",")),\(repeated)}",
            "{\"action\":\"cancel\",\"orderId\":\"1\",\"reason\":\"\(escapes)\",\"memo\":\"\(escapes)\"}",
        ] {
            #expect(readJSON(Array(text.utf8)).requests.count == 1)
        }
        let figures = String(repeating: "9", count: 4 << 20)
        #expect(readJSON(Array("{\"action\":\"cancel\",\"orderId\":\(figures)}".utf8)).problem != nil)
        #expect(readJSON(Array("{\"action\":\"cancel\",\"orderId\":1,\"quantity\":1e\(figures)}".utf8)).problem != nil)
    }

    @Test(arguments: ["\"asd\"", " 42 ", "-0.1", "true", "null", "\"\""])
    func `a bare value is JSON that asks for nothing`(_ text: String) {
        let document = Intake.read(Array(text.utf8))
        #expect(document.kind == .json)
        #expect(document.problem == nil, "it could be read")
        #expect(document.remark?.contains("names no order") == true, "and still nothing of it is acted on")
    }
}
