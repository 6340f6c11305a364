// How much one recipient gets in an hour.

import Cancellation
import Testing

@testable import Engine

struct RecipientLimitTests {
    private let noon = Instant(seconds: 1_795_402_800)

    private func notice(to address: String) -> Notice {
        Notice(
            caseID: CaseID(trusted: "C-1"), kind: .received, medium: .email, to: address,
            at: Instant(seconds: 1_795_402_800))
    }

    @Test func `so many an hour, whoever else is written to, and again when the hour is over`() {
        var limit = RecipientLimit(most: 2)
        let sent = ["a@x.kr", "A@x.kr", "a@x.kr", "b@x.kr"].map { limit.admits(notice(to: $0), at: noon) }
        #expect(sent == [true, true, false, true])
        let later = [3599, 3600].map { limit.admits(notice(to: "a@x.kr"), at: noon.adding(seconds: $0)) }
        #expect(later == [false, true])
    }
}
