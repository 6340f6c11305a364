// The quick looks that rule most words and wordings out must never rule out one that is there.

import Testing

@testable import Intake

struct WordsTests {
    private let text = Array("취소해 주세요 cancel my order 반품말고환불 ㅠㅠ 2개중1개만".unicodeScalars)

    private func range(_ start: Int, _ length: Int) -> String {
        String(String.UnicodeScalarView(text[start..<(start + length)]))
    }

    @Test func `every piece of a text is found where it stands`() {
        let sentence = Sentence(text, at: Array(text.indices))
        for start in text.indices {
            for length in 1...min(6, text.count - start) {
                let words = Words(["없다", range(start, length)])
                #expect(words.match(in: text, start..<text.count)?.number == 1)
                #expect(words.hold(start..<(start + length), of: text))
                #expect(words.end(0..<(start + length), of: text))
                #expect(words.occur(in: sentence))
            }
        }
    }

    @Test func `what is not there is not found`() {
        let words = Words("취소합 order반 캔슬")
        let sentence = Sentence(text, at: Array(text.indices))
        #expect(!words.occur(in: sentence))
        #expect(words.match(in: text, 0..<0) == nil)
        #expect(!Words("취소해").begin(0..<2, of: text), "a word reaches beyond the range")
    }

    @Test func `words are tried in their order, from any of them on`() {
        let words = Words("취소 취소해 취")
        #expect(words.match(in: text, 0..<text.count).map { [$0.number, $0.length] } == [0, 2])
        #expect(words.match(in: text, 0..<text.count, from: 1).map { [$0.number, $0.length] } == [1, 3])
        #expect(words.match(in: text, 0..<text.count, from: 3) == nil)
    }

    @Test(arguments: [
        ("취소 를|을 ? 해", true), ("취소 를 해", false), ("취소 ~ 주", true), ("취소 ~ 없", false), ("^ 취소", true), ("^ 소", false),
        ("취소 !해|하", false), ("취소 !했", true), ("요 $", true), ("세 $", false), ("", true), ("해 ? ? 취소 해", true),
        ("취소하면 ~ 요", false), ("면 ~ 요", true), ("소 ~ 요", false),
    ])
    func `a wording means what its notation says`(notation: String, fits: Bool) {
        // No gap reaches across 면.
        let text = Array((notation.contains("면") || notation == "소 ~ 요" ? "취소면주세요" : "취소해주세요").unicodeScalars)
        let sentence = Sentence(text, at: Array(text.indices))
        #expect((Pattern(notation).first(in: sentence) != nil) == fits)
    }
}
