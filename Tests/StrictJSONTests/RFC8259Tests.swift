// Every production of RFC 8259, and each way to break it: the judge of the reader that stands in the repository. JSONTestSuite, beside the
// repository where it is there, judges from outside.

import StrictJSON
import Testing

struct RFC8259Tests {
    /// One text, and which production it is about.
    struct Text: Sendable, CustomTestStringConvertible {
        let production: String
        let bytes: [UInt8]

        init(_ production: String, _ text: String) { self.init(production, bytes: Array(text.utf8)) }

        init(_ production: String, bytes: [UInt8]) {
            self.production = production
            self.bytes = bytes
        }

        var testDescription: String { "\(production): \(String(decoding: bytes.prefix(40), as: UTF8.self))" }
    }

    private static func texts(_ production: String, _ texts: String...) -> [Text] { texts.map { Text(production, $0) } }

    static let right: [Text] =
        texts("JSON-text = ws value ws", "null", " null", "null ", "\t\r\n null \t\r\n")
        + texts("value", "false", "null", "true", "{}", "[]", "0", "\"\"")
        + texts("object", "{}", "{ }", #"{"a":1}"#, #"{"a":1,"b":2}"#, #"{ "a" : 1 , "b" : { } }"#, #"{"":0}"#)
        + texts("array", "[]", "[ ]", "[1]", "[1,2]", "[ 1 , [ ] , { } ]", "[[[[]]]]")
        + texts("number = [minus] int", "0", "-0", "1", "-1", "10", "1234567890", "-1234567890")
        + texts("frac", "0.0", "0.5", "-0.5", "10.01", "1.00000000000000000001")
        + texts("exp", "1e1", "1E1", "1e+1", "1e-1", "1E-0", "0e0", "-0.0e-0", "12.5e10", "1e007")
        + texts("string", #""""#, #""a""#, #"" ""#, #""가나다""#, #""👩‍👩‍👧""#, "\"\u{7F}\"", "\"\u{2028}\u{FFFF}\"")
        + texts("escape", #""\"""#, #""\\""#, #""\/""#, #""\b""#, #""\f""#, #""\n""#, #""\r""#, #""\t""#)
        + texts(
            "escape u", #""\u0000""#, #""\u0041""#, #""\uaBcD""#, #""\uFFFF""#, #""\uD83D\uDE00""#, #""\ud83d\ude00x""#)

    static let wrong: [Text] =
        texts("JSON-text", "", " ", "nul", "nulll", "NULL", "True", "null null", "1 2", "[] []", "{}x", "\u{FEFF}null")
        + texts(
            "ws", "\u{0B}null", "\u{0C}null", "\u{A0}null", "\u{2003}null", "null\u{0}", "// a\nnull", "/* a */null",
            "# a\nnull")
        + texts(
            "object", "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a" 1}"#, #"{"a"::1}"#, #"{"a":1,}"#, #"{,"a":1}"#,
            #"{"a":1 "b":2}"#,
            #"{"a":1,,"b":2}"#, "{a:1}", "{'a':1}", "{1:1}", "{null:1}", #"{"a":1]"#, #"{"a":1"#, #"{"a":1}}"#)
        + texts(
            "array", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "[1]]", "[[]",
            #"["a":1]"#)
        + texts(
            "int", "+1", "01", "-01", "00", "-", "--1", "- 1", "1_000", "1,000", "0x1", "0b1", "0o1", "1a", "١", "１")
        + texts("frac", ".5", "-.5", "1.", "1.e1", "1..5", "1.5.5", "0.a", "1 .5", "1. 5")
        + texts("exp", "1e", "1E", "1e+", "1e-", "1e1.5", "1ee1", "1e 1", "e1", "1e+-1", "1exp1")
        + texts("no numbers", "NaN", "-NaN", "Infinity", "-Infinity", "inf", "nan")
        + texts("string", #"""#, #""a"#, "'a'", "a", #""a"b"#, #""a""b""#, "\u{201C}a\u{201D}")
        + texts(
            "escape", #""\""#, #""\a""#, #""\v""#, #""\0""#, #""\x41""#, #""\'""#, #""\ ""#, #""\U0041""#, "\"\\\n\"")
        + texts("escape u", #""\u""#, #""\u0""#, #""\u00""#, #""\u000""#, #""\u000g""#, #""\u 041""#, #""\u+041""#)
        + texts(
            "surrogates", #""\uD83D""#, #""\uDE00""#, #""\uD83D\uD83D""#, #""\uDE00\uD83D""#, #""\uD83Dx""#,
            #""\uD83D\n""#)
        + (0..<0x20).map { Text("unescaped control", bytes: [0x22, $0, 0x22]) }
        + [
            Text("UTF-8: a lone continuation", bytes: [0x22, 0x80, 0x22]),
            Text("UTF-8: cut off", bytes: [0x22, 0xEA, 0xB0, 0x22]),
            Text("UTF-8: overlong", bytes: [0x22, 0xC0, 0xAF, 0x22]),
            Text("UTF-8: overlong of three", bytes: [0x22, 0xE0, 0x80, 0xAF, 0x22]),
            Text("UTF-8: a surrogate", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22]),
            Text("UTF-8: beyond Unicode", bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]),
            Text("UTF-8: no such byte", bytes: [0x22, 0xFE, 0x22]),
            Text("UTF-16", bytes: [0x6E, 0, 0x75, 0, 0x6C, 0, 0x6C, 0]),
        ]

    @Test(arguments: right)
    func `what the grammar allows is read`(text: Text) {
        #expect((try? JSONReader.read(text.bytes)) != nil)  // only whether it is read matters
    }

    @Test(arguments: wrong)
    func `what the grammar does not allow is refused`(text: Text) {
        #expect((try? JSONReader.read(text.bytes)) == nil)  // only whether it is refused matters
    }

    /// Within an array and an object, at their beginning and at their end.
    @Test(arguments: right)
    func `what is right alone is right inside`(text: Text) {
        let around: [(String, String)] = [("[", "]"), ("[0,", ",0]"), (#"{"k":"#, "}"), (#"{"k":0,"l":"#, #","m":0}"#)]
        for (before, after) in around {
            #expect(
                (try? JSONReader.read(Array(before.utf8) + text.bytes + Array(after.utf8))) != nil, "\(before)…\(after)"
            )
        }
    }

    @Test(arguments: right)
    func `a text that is cut anywhere is not read as another one`(text: Text) {
        // A number that is cut is a shorter number, and blanks may go.
        guard let first = text.bytes.first, [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(first)
        else { return }
        for length in 0..<text.bytes.count {
            #expect((try? JSONReader.read(Array(text.bytes[..<length]))) == nil, "cut at \(length)")
        }
    }
}
