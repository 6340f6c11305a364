// Encodings, and the places of facts in the bytes as they were dropped.

import Cancellation
import Intake
import Testing

/// The text of each fact's place.
private func quoted(_ bytes: [UInt8]) -> [String: String] {
    let fields = readJSON(bytes).requests.first?.evidence.fields ?? [:]
    return fields.mapValues { String(decoding: bytes[$0.offset..<$0.offset + $0.length], as: UTF8.self) }
}

private func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { littleEndian ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
}

private func utf32(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar -> [UInt8] in
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: scalar.value >> $0) }
        return littleEndian ? bytes.reversed() : bytes
    }
}

struct JSONEvidenceTests {
    @Test(arguments: [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
    func `each fact points at the bytes that were dropped`(mark: [UInt8]) {
        let places = quoted(mark + Array(toolExport.utf8))
        #expect(places["orderId"] == "\"2026030410000001\"")
        #expect(places["productOrderId"] == "\"2026030430000001\"")
        #expect(places["intent"] == "\"cancel\"")
        #expect(places["cancelQuantity"] == "2")
        #expect(places["reason"] == "\"SOLD_OUT\"")
        #expect(places["reasonText"]?.hasPrefix("\"취소 철회 말고") == true)
        #expect(places["requestedAt"] == "\"2026-03-04T10:00:00+09:00\"")
        #expect(places["name"] == "\"김민준\"")
    }

    @Test func `in a sequence places count from the start of the drop`() throws {
        let bytes = Array("{\"orderId\":\"7\",\"reason\":\"x\"}\n{\"orderId\":\"8\",\"reason\":\"x\"}".utf8)
        let last = try #require(readJSON(bytes).requests.last?.evidence.fields["orderId"])
        #expect(String(decoding: bytes[last.offset..<last.offset + last.length], as: UTF8.self) == "\"8\"")
    }

    @Test(arguments: ["\u{FEFF}", ""], [true, false])
    func `UTF-16 and UTF-32 read the same as UTF-8`(mark: String, littleEndian: Bool) {
        let expected = readJSON(Array(toolExport.utf8))
        #expect(readJSON(utf16(mark + toolExport, littleEndian: littleEndian)) == expected)
        #expect(readJSON(utf32(mark + toolExport, littleEndian: littleEndian)) == expected)
    }

    @Test func `broken UTF-16 is refused`() {
        #expect(
            readJSON(utf16(toolExport, littleEndian: true).dropLast(1).map { $0 }).problem?.contains("UTF-16") == true)
        #expect(readJSON(utf16("{\"a\":\"", littleEndian: true) + [0x00, 0xD8, 0x22, 0, 0x7D, 0]).problem != nil)
    }

    @Test func `reading is a function of the bytes`() {
        #expect(readJSON(Array(koreanRow.utf8)) == readJSON(Array(koreanRow.utf8)))
    }
}
