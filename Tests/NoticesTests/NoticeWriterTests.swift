// What every writer of notices promises, live or simulated: one list of checks.

import Cancellation
import Notices
import Ports
import Simulation
import Testing

/// One implementation of the port.
struct NoticeWriterMaker: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () throws -> any NoticeWriter

    static let all = [
        NoticeWriterMaker(testDescription: "from templates") { try writer() },
        NoticeWriterMaker(testDescription: "simulated") { PlainNoticeWriter() },
    ]
}

struct NoticeWriterTests {
    private static let notices = NoticeKind.allCases.flatMap { kind in
        [Medium.email, .sms].map { notice(kind, $0) }
    }

    @Test(arguments: NoticeWriterMaker.all)
    func `the same notice gives the same bytes, whatever was written before, also in another process`(
        maker: NoticeWriterMaker
    ) throws {
        let (one, other) = (try maker.make(), try maker.make())
        let before = try Self.notices.map { try one.write($0) }
        #expect(try Self.notices.reversed().map { try other.write($0) } == before.reversed())
        #expect(try Self.notices.map { try one.write($0) } == before)
    }

    @Test(arguments: NoticeWriterMaker.all)
    func `every notice of every kind can be written, and no two are alike`(maker: NoticeWriterMaker) throws {
        let writer = try maker.make()
        let written = try Self.notices.map { try writer.write($0) }
        #expect(Set(written).count == Self.notices.count && !written.contains([]))
    }
}
