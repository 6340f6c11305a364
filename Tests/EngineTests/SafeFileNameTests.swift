// Dropped names as file names of ours: whatever was dropped, the receipt's name is harmless, readable and its own.

import Engine
import Testing

struct SafeFileNameTests {
    @Test(arguments: [
        ("order.json", "order.json"),
        ("주문 취소 (3).eml", "주문 취소 (3).eml"),
        ("-rf", "%2Drf"),
        (".hidden", "%2Ehidden"),
        ("..", "%2E."),
        ("a/b", "a%2Fb"),
        ("two\nlines", "two%0Alines"),
        ("100%", "100%25"),
        ("bell\u{7}", "bell%07"),
        ("right\u{202E}left", "right%E2%80%AEleft"),
    ])
    func `a name stays readable and does no harm`(_ name: String, _ safe: String) {
        #expect(safeFileName(Array(name.utf8)) == safe)
    }

    @Test func `bytes that are no text are spelled out`() {
        #expect(safeFileName([0x62, 0xFF, 0xFE, 0x2E, 0x6A]) == "b%FF%FE.j")
        // The first byte of a Korean letter, cut off.
        #expect(safeFileName([0xEC, 0xB7]) == "%EC%B7")
    }

    @Test func `twins that look the same stay two`() {
        let (composed, decomposed) = ("가.json", "\u{1100}\u{1161}.json")
        #expect(Array(safeFileName(Array(composed.utf8)).utf8) != Array(safeFileName(Array(decomposed.utf8)).utf8))
    }

    @Test func `long names are cut, leave room for the ending and stay different`() {
        let first = [UInt8](repeating: UInt8(ascii: "a"), count: 255)
        let second = Array(first.dropLast()) + [UInt8(ascii: "b")]
        let names = [first, second, Array(String(repeating: "주", count: 85).utf8)].map(safeFileName)
        #expect(names.allSatisfy { $0.utf8.count <= 200 })
        #expect(Set(names).count == 3)
    }

    @Test func `different names never become the same`() {
        let names = ["a", "A", "%41", "a%", "%2Da", "-a", "~a", ".a", "a\n", "a%0A", "a ", " a"]
        #expect(Set(names.map { safeFileName(Array($0.utf8)) }).count == names.count)
    }
}
