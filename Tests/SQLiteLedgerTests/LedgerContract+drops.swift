// Promises about drops, their numbers and their requests.

import Cancellation
import Ports
import Testing

extension LedgerContract {
    static let ofDrops: [LedgerContract] = [
        LedgerContract("a drop comes back as it was stored, every byte of its name too") { bench throws in
            let subject = Sample.case(1)
            let full = DropRecord(
                number: 3, inbox: "mail", name: Array(0...255), state: .decided, attempts: 2, acquiredAt: Sample.noon,
                writerGone: .assumed, sha256: "ab", bytes: 0, kind: "mail", disposition: .quarantine,
                place: "quarantine/3",
                problem: "빈 파일입니다.",
                requests: [
                    RequestRecord(index: 0, caseID: subject.id, intent: .cancel, isDuplicate: true),
                    RequestRecord(index: 1, caseID: nil, intent: .question, problem: "no order"),
                ])
            var proved = Sample.drop(6)
            proved.writerGone = .proved
            try bench.commit {
                $0.cases = [subject]
                $0.drops = [full, Sample.drop(4), proved]
            }
            #expect(try bench.ledger.drop(3) == full)
            #expect(try bench.ledger.drop(4) == Sample.drop(4))
            #expect(try bench.ledger.drop(5) == nil)
            #expect(try bench.ledger.drop(6) == proved)
        },
        LedgerContract("a drop stored again is replaced with its requests") { bench throws in
            var drop = Sample.drop(1)
            drop.requests = (0..<3).map { RequestRecord(index: $0, caseID: nil, intent: .cancel) }
            try bench.commit { $0.drops = [drop, Sample.drop(2)] }
            drop.state = .decided
            drop.requests = [RequestRecord(index: 1, caseID: nil, intent: .withdraw, problem: "replaced")]
            try bench.commit { $0.drops = [drop] }
            #expect(try bench.ledger.openDrops() == [drop, Sample.drop(2)])
        },
        LedgerContract(
            "a drop is served when none of its requests waits for the store, but for those that repeat another"
        ) { bench throws in
            let cases = [
                Sample.case(1, state: .cancelled), Sample.case(2, state: .unknown), Sample.case(3, state: .reviewing),
            ]
            func drop(_ number: DropNumber, _ wanted: (case: Int, isDuplicate: Bool)...) -> DropRecord {
                var drop = Sample.closedDrop(number)
                drop.requests = wanted.enumerated().map { index, wanted in
                    RequestRecord(
                        index: index, caseID: cases[wanted.case - 1].id, intent: .cancel,
                        isDuplicate: wanted.isDuplicate)
                }
                return drop
            }
            var elsewhere = drop(5, (1, false))
            elsewhere.owner = "elsewhere"
            var aside = drop(6, (1, false))
            aside.disposition = .quarantine
            let decided = DropState.decided
            var underway = drop(7, (1, false), (3, false))
            (underway.state, underway.owner) = (decided, Sample.owner)
            try bench.commit {
                $0.cases = cases
                $0.drops = [
                    drop(1, (1, false), (2, true)), drop(2, (1, false), (2, false)), drop(3, (1, true)),
                    drop(4, (3, false)), elsewhere, aside, underway,
                ]
            }
            func served(_ places: Int...) throws -> [DropNumber] {
                try bench.ledger.servedDrops(of: places.map { cases[$0 - 1].id }, owner: Sample.owner).map(\.number)
            }
            #expect(try served(1) == [1, 7])
            #expect(try served(2) == [])
            #expect(try served(1, 3) == [1, 4, 7])
            #expect(try served() == [])
        },
        LedgerContract("open drops are all that are not closed, the lowest number first") { bench throws in
            try bench.commit {
                $0.drops = [Sample.drop(9, state: .decided), Sample.closedDrop(2), Sample.drop(1), Sample.drop(3)]
            }
            #expect(try bench.ledger.openDrops().map(\.number) == [1, 3, 9])
            try bench.commit { $0.drops = [Sample.closedDrop(1)] }
            #expect(try bench.ledger.openDrops().map(\.number) == [3, 9])
        },
        LedgerContract("a number is never given twice, whatever was untaken or reopened") { bench throws in
            try bench.commit { $0.drops = [Sample.drop(1), Sample.drop(2)] }
            #expect(try bench.ledger.nextDropNumber() == 3)
            try bench.commit { $0.untaken = [2] }
            #expect(try bench.ledger.nextDropNumber() == 3)
            try bench.commit { $0.untaken = [1] }
            try bench.reopen()
            #expect(try bench.ledger.openDrops().isEmpty)
            #expect(try bench.ledger.nextDropNumber() == 3)
        },
        LedgerContract("a batch that opens a drop does not close it") { bench throws in
            try bench.commit { $0.drops = [Sample.drop(1, state: .decided)] }
            bench.expectRefusal("opened and closed at once") {
                $0.drops = [Sample.drop(1, state: .decided)]
                $0.closed = [1]
            }
            #expect(try bench.ledger.openDrops().map(\.number) == [1])
        },
        LedgerContract("numbers are given out once, from the floor on, and taken back only while nobody else got some")
        {
            bench throws in
            #expect(try bench.ledger.takeDropNumbers(4, from: 1) == 1..<5)
            #expect(try bench.ledger.takeDropNumbers(2, from: 1) == 5..<7)
            try bench.ledger.returnDropNumbers(3..<5)
            #expect(try bench.ledger.nextDropNumber() == 7, "5 and 6 are somebody else's")
            try bench.ledger.returnDropNumbers(6..<7)
            #expect(try bench.ledger.takeDropNumbers(1, from: 3) == 6..<7)
            #expect(try bench.ledger.takeDropNumbers(2, from: 20) == 20..<22)
            try bench.commit { $0.drops = [Sample.drop(30)] }
            try bench.reopen()
            #expect(try bench.ledger.takeDropNumbers(1, from: 0) == 31..<32)
            try bench.ledger.returnDropNumbers(9..<9)
            #expect(try bench.ledger.nextDropNumber() == 32)
        },
        LedgerContract(
            "a drop, and a request of it that waits, are seen by their owner only, and by all where they have none"
        ) {
            bench throws in
            let waiting = WaitingRequest(
                request: Sample.case(1).request, provenance: Sample.case(1).provenance, channel: .smartstore)
            func drop(_ number: DropNumber, _ owner: String?) -> DropRecord {
                var drop = Sample.drop(number, state: .decided)
                drop.owner = owner
                drop.requests = [RequestRecord(index: 0, caseID: nil, intent: .cancel, waiting: waiting)]
                return drop
            }
            try bench.commit { $0.drops = [drop(1, "here"), drop(2, "there"), drop(3, nil)] }
            #expect(try bench.ledger.openDrops(of: "here").map(\.number) == [1, 3])
            #expect(try bench.ledger.openDrops(of: "there").map(\.number) == [2, 3])
            #expect(try bench.ledger.waitingRequests(of: "here").map(\.drop) == [1, 3])
            #expect(try bench.ledger.drop(2) == drop(2, "there"))
        },
        LedgerContract("only a drop that is still claimed can be untaken") { bench throws in
            try bench.commit { $0.drops = [Sample.drop(1), Sample.drop(2, state: .decided), Sample.closedDrop(3)] }
            for number in [DropNumber(2), 3] {
                bench.expectRefusal("drop \(number) is no longer acquired") { $0.untaken = [1, number] }
            }
            #expect(try bench.ledger.openDrops().map(\.number) == [1, 2], "the refused batches left drop 1 too")
            #expect(try bench.ledger.drop(3) == Sample.closedDrop(3))
            for _ in 1...2 { try bench.commit { $0.untaken = [1] } }
            #expect(try bench.ledger.openDrops().map(\.number) == [2])
        },
        LedgerContract("a closed drop has a disposition and a place") { bench throws in
            bench.expectRefusal("no place") {
                var drop = Sample.closedDrop(1)
                drop.place = nil
                $0.drops = [drop]
            }
            bench.expectRefusal("no disposition") {
                var drop = Sample.closedDrop(1)
                drop.disposition = nil
                $0.drops = [drop]
            }
        },
        LedgerContract("a request that waits comes back whole, and is answered once") { bench throws in
            let subject = Sample.case(1)
            let waiting = WaitingRequest(
                request: subject.request, provenance: subject.provenance, channel: Channel(trusted: "elsewhere"))
            var drop = Sample.closedDrop(1)
            drop.requests = [
                RequestRecord(index: 0, caseID: nil, intent: .cancel, waiting: waiting),
                RequestRecord(index: 1, caseID: nil, intent: .none, problem: "a bad row"),
                RequestRecord(index: 2, caseID: nil, intent: .withdraw, waiting: waiting),
            ]
            try bench.commit { $0.drops = [drop] }
            try bench.reopen()
            #expect(
                try bench.ledger.waitingRequests()
                    == [0, 2].map { AnsweredRequest(drop: 1, record: drop.requests[$0]) })
            #expect(try bench.ledger.drop(1) == drop)
            drop.requests[2] = RequestRecord(index: 2, caseID: subject.id, intent: .withdraw, isDuplicate: true)
            let answer = AnsweredRequest(drop: 1, record: drop.requests[2])
            try bench.commit {
                $0.cases = [subject]
                $0.requests = [answer]
            }
            #expect(try bench.ledger.drop(1) == drop)
            #expect(try bench.ledger.waitingRequests().map(\.record.index) == [0])
            bench.expectRefusal("it waits no more") { $0.requests = [answer] }
        },
    ]
}
