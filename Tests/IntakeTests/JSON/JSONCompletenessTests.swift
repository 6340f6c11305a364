// Whether a file is all there.

import Intake
import Testing

struct JSONCompletenessTests {
    @Test(arguments: ["{}", "[]", " {\"a\":[1,\"]}\\\"\"]}\n", "\u{FEFF}[{}]", "{\"a\":\"\\\\\"}"])
    func `one closed value is whole`(text: String) {
        #expect(jsonCompleteness(Array(text.utf8)) == .whole)
    }

    @Test(arguments: ["", "\n ", "{", "[{}", "{\"a", "{\"a\":\"}", "{\"a\":\"x\\\"}", "{}\n{", "\u{FEFF}"])
    func `an open value is cut`(text: String) {
        #expect(jsonCompleteness(Array(text.utf8)) == .cut)
    }

    @Test(arguments: ["{}\n{}", "1", "\"a\"", "{}x", "]", "{}}", "From: a@b", "\u{1E}{}\n", "{\0}\0"])
    func `several values and other text do not tell`(text: String) {
        #expect(jsonCompleteness(Array(text.utf8)) == .unclear)
    }

    @Test func `every truncation of one value is cut`() {
        let bytes = Array(#"{"a":[1,{"b":"\"}]\\"}],"c":null}"#.utf8)
        for length in 0..<bytes.count { #expect(jsonCompleteness(Array(bytes.prefix(length))) == .cut) }
        #expect(jsonCompleteness(bytes) == .whole)
    }
}
