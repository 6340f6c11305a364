// What the reader accepts, refuses and remembers, on fixtures of our own.

import StrictJSON
import Testing

private func read(_ text: String, depth: Int = 128, values: Int = .max) throws(JSONError) -> JSONNode {
    try JSONReader.read(Array(text.utf8), maximumDepth: depth, maximumValues: values)
}

struct JSONReaderTests {
    @Test(arguments: [
        "null", " true ", "false", "0", "-0", "-12.50e+3", "1E9", "\"\"", "[]", "{}", "[1,[2,{\"a\":[]}]]",
        "\t\r\n[ 1 , 2 ]\n",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "\"\u{7f}\"", "\"한글 \u{1F600}\"", "{\"a\":1,\"a\":2}", "\"\\u0000\"",
    ])
    func `what RFC 8259 allows is read`(text: String) {
        #expect(throws: Never.self) { try read(text) }
    }

    @Test(arguments: [
        ("", JSONError.Reason.empty), (" \n", .empty), ("[1", .endsEarly), ("{\"a\"", .endsEarly), ("\"ab", .endsEarly),
        ("\"\\", .endsEarly), ("\"\\u12", .endsEarly), ("tru", .endsEarly), ("-", .endsEarly), ("1.", .endsEarly),
        ("1e", .endsEarly), ("[1,]", .unexpected), ("{,}", .unexpected), ("{\"a\" 1}", .unexpected),
        ("[1 2]", .unexpected),
        ("{'a':1}", .unexpected), ("{a:1}", .unexpected), ("nul1", .unexpected), ("NaN", .unexpected),
        ("+1", .unexpected),
        (".5", .unexpected), ("\u{FEFF}{}", .unexpected), ("[1,2}", .unexpected), ("/**/1", .unexpected),
        ("]", .unexpected),
        ("01", .badNumber), ("1.e5", .badNumber), ("-a", .badNumber), ("1eE2", .badNumber), ("[1.]", .badNumber),
        ("1 2", .trailingContent), ("{}}", .trailingContent), ("0x1", .trailingContent),
        ("\"a\nb\"", .controlCharacter), ("\"\\n\u{1}\"", .controlCharacter), ("\"\0\"", .controlCharacter),
        ("\"\u{1F}\"", .controlCharacter), ("\"\\n\u{1F}\"", .controlCharacter),
        ("\"\\x\"", .badEscape), ("\"\\u12G4\"", .badEscape), ("\"\\U0041\"", .badEscape),
        ("\"\\ud83d\"", .loneSurrogate), ("\"\\ude00\"", .loneSurrogate), ("\"\\ud83d\\u0041\"", .loneSurrogate),
        ("\"\\ud83dx\"", .loneSurrogate), ("\"\\ud83d\\n\"", .loneSurrogate),
    ])
    func `what RFC 8259 forbids is refused with its reason`(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try read(text) }
        #expect(error?.reason == reason)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0x5C, 0x6E, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
        ] as [[UInt8]])
    func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
        #expect(error?.reason == .notUTF8)
    }

    @Test func `escapes become the characters they stand for`() throws {
        #expect(try read(#""\ucde8\uC18C \ud83d\ude00\/\n""#).string == "취소 \u{1F600}/\n")
        #expect(try read(#""가\\나""#).string == #"가\나"#)
    }

    @Test func `numbers stay as they were written`() throws {
        #expect(try read("2026112098765431").number == "2026112098765431")
        #expect(try read("1.000000000000000005").number == "1.000000000000000005")
        #expect(try read("2.02611E+15").number == "2.02611E+15")
    }

    @Test func `every value and key knows its place`() throws {
        let text = #"{ "주문번호" : "20261120", "items":[ 12 , true ] }"#
        let bytes = Array(text.utf8)
        func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let node = try read(text)
        #expect(node.range == 0..<bytes.count)
        #expect(node.members.map { $0.map { piece($0.keyRange) } } == [#""주문번호""#, #""items""#])
        #expect(node["주문번호"].map { piece($0.range) } == #""20261120""#)
        #expect(node["items"]?.array?.map { piece($0.range) } == ["12", "true"])
    }

    @Test func `repeated keys are kept and can be found`() throws {
        let node = try read(#"{"a":1,"b":2,"a":3}"#)
        #expect(node.members?.map(\.key) == ["a", "b", "a"])
        #expect(node["a"]?.integer == 1)
        #expect(node.repeatedMember?.node.integer == 3)
        #expect(try read(#"{"a":{"b":1},"b":2}"#).repeatedMember == nil)
    }

    @Test func `nesting is limited exactly`() throws {
        let three = "[{\"a\":[]}]"
        #expect(throws: Never.self) { try read(three, depth: 3) }
        #expect(throws: JSONError.self) { try read(three, depth: 2) }
        #expect(throws: Never.self) { try read("[[],[],[]]", depth: 2) }
    }

    @Test func `endless nesting ends`() {
        let error = #expect(throws: JSONError.self) {
            try JSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 200_000), maximumDepth: .max)
        }
        #expect(error?.reason == .tooDeep(limit: 1000))
    }

    @Test func `the number of values is limited`() {
        #expect(throws: Never.self) { try read("[1,2,3]", values: 4) }
        #expect(throws: JSONError.self) { try read("[1,2,3,4]", values: 4) }
    }

    @Test func `an error names line and column in characters`() {
        let error = #expect(throws: JSONError.self) { try read("{\n \"가나\": 1,\n \"다라\": x}") }
        #expect(error?.line == 3)
        #expect(error?.column == 8)
        #expect(error?.message.hasPrefix("line 3, column 8: ") == true)
    }

    @Test func `every truncation of a document is refused`() {
        let bytes = Array(#"{"a":[1.5e3,"\u00e9한",{"b":null}],"c":"x\\"}"#.utf8)
        #expect(throws: Never.self) { try JSONReader.read(bytes) }
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { try JSONReader.read(Array(bytes.prefix(length))) }
        }
    }
}
