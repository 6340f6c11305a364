// Every fixture of intake, cut at every place and with its bytes changed one by one: reading ends, soon and with an answer.

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

/// `make drills` goes to every place of every fixture, and tries all changes of the small ones, in a release build.
private let isDrill = ProcessInfo.processInfo.environment["CANCELBOX_DRILLS"] == "1"

/// Every place; outside a drill some dozens of them, and of protected workbooks a few hundred at most: each costs a hundred thousand rounds of digests,
/// and beyond its first sectors a change only makes the decrypted bytes fail their check.
private func places(in bytes: [UInt8]) -> StrideTo<Int> {
    let isProtected = bytes.starts(with: [0xD0, 0xCF]) && bytes.count > 4096
    return stride(
        from: 0, to: bytes.count, by: isDrill && !isProtected ? 1 : max(1, bytes.count / (isDrill ? 200 : 40)))
}

/// What the byte at `place` becomes: a bit, all bits, or one that means much to a parser. One of them at each place in turn.
private func changes(at place: Int, of bytes: [UInt8]) -> [UInt8] {
    let byte = bytes[place]
    let all = (0..<8).map { byte ^ 1 << $0 } + [byte ^ 0xFF, 0, 0x0A, 0x22, 0x7B, 0x2D, 0x3D, 0x3C]
    return isDrill && bytes.count <= 2 << 10 ? all : [all[place % all.count]]
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
    @Test(.timeLimit(.minutes(60)), arguments: try cases())
    func `a fixture cut anywhere is read to an end`(name: String) throws {
        let bytes = try input(of: name)
        for length in places(in: bytes) {
            check(Array(bytes.prefix(length)), "\(name) cut at \(length)")
        }
    }

    @Test(.timeLimit(.minutes(60)), arguments: try cases())
    func `a fixture with any byte changed is read to an end`(name: String) throws {
        let bytes = try input(of: name)
        for place in places(in: bytes) {
            for other in changes(at: place, of: bytes) {
                var damaged = bytes
                damaged[place] = other
                check(damaged, "\(name) with \(other) at \(place)")
            }
        }
    }
}
