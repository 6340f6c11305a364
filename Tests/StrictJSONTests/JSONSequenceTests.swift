// Several values in one text, and large arrays element by element.

import StrictJSON
import Testing

struct JSONSequenceTests {
    @Test(arguments: [
        ("{\"a\":1}\n{\"a\":2}\n", 2), ("1\r\n2\r\n\r\n3", 3), ("\u{1E}{}\n\u{1E}[]\n", 2), ("\u{1E}1\u{1E}2", 2),
        ("{}", 1),
        ("{\n \"a\": 1\n}\n{\n}\n", 2),
    ])
    func `values apart by line breaks or separators are read`(text: String, count: Int) throws {
        #expect(try JSONReader.readSequence(Array(text.utf8), maximumCount: 9).count == count)
    }

    @Test(arguments: [
        ("", JSONError.Reason.empty), ("\u{1E}\n", .empty), ("{} {}", .unseparated), ("{}{}", .unseparated),
        ("{}\n{", .endsEarly), ("{}\nx", .unexpected), ("1\n2\n3\n4", .tooManyValues(limit: 3)),
    ])
    func `what is no sequence is refused`(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) {
            try JSONReader.readSequence(Array(text.utf8), maximumCount: 3)
        }
        #expect(error?.reason == reason)
    }

    @Test func `ranges count from the start of the whole text`() throws {
        let nodes = try JSONReader.readSequence(Array("{}\n{\"a\":7}".utf8), maximumCount: 2)
        #expect(nodes.last?["a"]?.range == 8..<9)
    }

    @Test func `elements come one by one with their places`() throws {
        let bytes = Array(#"{"timestamp":"x","data":[{"n":1},{"n":2}],"more":{"data":[3]}}"#.utf8)
        var seen: [Int?] = []
        let count = try JSONReader.readElements(of: "data", in: bytes) { seen.append($0["n"]?.integer) }
        #expect(count == 2)
        #expect(seen == [1, 2])
    }

    @Test(arguments: ["{}", "[]", "1", #"{"data":{}}"#, #"{"other":[1]}"#])
    func `a text without the array is told apart from an empty one`(text: String) throws {
        #expect(try JSONReader.readElements(of: "data", in: Array(text.utf8)) { _ in } == nil)
        #expect(try JSONReader.readElements(of: "data", in: Array(#"{"data":[]}"#.utf8)) { _ in } == 0)
    }

    @Test func `a cut array is an error`() {
        #expect(throws: JSONError.self) {
            try JSONReader.readElements(of: "data", in: Array(#"{"data":[{"n":1},"#.utf8)) { _ in }
        }
    }
}
