// Every fixture of intake, cut at every place and and with its bytes changed one by one: reading ends, soon and with an answer.

import Cancellation
import Foundation
import Intake
import Testing

/// `Tests/Fixtures/intake`.
private let fixtures = URL(filePath: #filePath).appending(path: "../../Fixtures/intake").standardized

/// The cases that have an input.
private func cases() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures.path()).filter { !$0.hasPrefix(".") }.sorted()
}

private func input(of name: String) throws -> [UInt8] {
    let folder = fixtures.appending(path: name)
    let file = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).first { $0.hasPrefix("input.") })
    return [UInt8](try Data(contentsOf: folder.appending(path: file)))
}

/// Every place of what is small, a few hundred of what is larger: the fuzzer goes on from there.
private func places(in bytes: [UInt8], smallUpTo small: Int) -> StrideTo<Int> {
    stride(from: 0, to: bytes.count, by: bytes.count <= small ? 1 : bytes.count / 400)
}

/// What must hold of any bytes at all: an answer that holds together.
private func check(_ bytes: [UInt8], _ what: @autoclosure () -> String) {
    let document = read(bytes)
    // Places count UTF-8, which is at most three times as long as the bytes of any other encoding.
    let places = document.requests.filter { $0.evidence.part.isEmpty }.flatMap(\.evidence.fields.values)
    if document.refusal != nil && !document.requests.isEmpty
        || places.contains(where: { $0.offset < 0 || $0.length < 0 || $0.offset + $0.length > 3 * bytes.count })
    {
        Issue.record("\(what()): \(document)")
    }
    _ = completeness(of: bytes)
}

struct DamageTests {
    @Test(.timeLimit(.minutes(20)), arguments: try cases())
    func `a fixture cut anywhere is read to an end`(name: String) throws {
        let bytes = try input(of: name)
        for length in places(in: bytes, smallUpTo: 8 << 10) {
            check(Array(bytes.prefix(length)), "\(name) cut at \(length)")
        }
    }

    @Test(.timeLimit(.minutes(20)), arguments: try cases())
    func `a fixture with any byte changed is read to an end`(name: String) throws {
        let bytes = try input(of: name)
        for place in places(in: bytes, smallUpTo: 2 << 10) {
            // One bit, all bits, or a byte that means much to a parser: one of them at each place, in turn.
            let others = [bytes[place] ^ 1, bytes[place] ^ 0xFF, 0, 0x0A, 0x22, 0x7B, 0x2D, 0x3D, 0x3C]
            var damaged = bytes
            damaged[place] = others[place % others.count]
            check(damaged, "\(name) with \(damaged[place]) at \(place)")
        }
    }
}
