// The name of a claimed file: everything comes back from it, and nothing that was dropped can do harm in it.

import Cancellation
import Engine
import Ports
import Testing

struct WorkNameTests {
    private static let names: [[UInt8]] = [
        Array("order.json".utf8), Array("주문 취소.eml".utf8), Array("주문 취소.eml".utf8), Array("~".utf8),
        Array("a~b%7e".utf8),
        [0xFF, 0xFE, 0x0A], Array("-rf".utf8), Array("..json".utf8), Array("\"'\\\n\t".utf8), [],
        Array(repeating: UInt8(ascii: "n"), count: 200),
    ]

    @Test(arguments: names)
    func `whatever was dropped comes back from the name`(name: [UInt8]) throws {
        let claim = WorkName(number: 42, writerGone: .assumed, inbox: "inbox/하나", name: name)
        let file = try #require(claim.fileName)
        #expect(WorkName(file) == claim)
        #expect(file.bytes.count <= 255)
        #expect(file.bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
    }

    @Test func `a number is padded, so that names sort as numbers do`() {
        #expect(
            WorkName(number: 7, writerGone: .proved, inbox: "in", name: Array("a.json".utf8)).fileName
                == FileName("0000000007~proved~in~a.json"))
        #expect(
            WorkName(number: 12_345_678_901, writerGone: nil, inbox: "i", name: []).fileName
                == FileName("12345678901~unknown~i~"))
    }

    @Test func `a name that does not fit has none, and its drop is only a number in work`() {
        let long = WorkName(number: 1, writerGone: nil, inbox: "inbox", name: Array(repeating: 0xEA, count: 85))
        #expect(long.fileName == nil)
        let record = DropRecord(
            number: 1, inbox: "inbox", name: long.name, acquiredAt: .init(milliseconds: 0))
        #expect(record.workName == FileName("0000000001"))
    }

    @Test(arguments: [
        "", "0000000001", "1~in~a", "0000000001~in", "0000000001~in~a~b", "0000000001~in~%zz", "0000000001~in~%4",
        "x~in~a",
        "0000000001~in~%61",
    ])
    func `a name that we would not have given is none of ours`(name: String) {
        #expect(WorkName(FileName(name)) == nil)
    }
}
