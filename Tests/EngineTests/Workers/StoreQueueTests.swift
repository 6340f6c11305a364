// The order in which the store is asked and told, as tables: what waits, what comes next, what an answer changes.

import Cancellation
import Ports
import Testing

@testable import Engine

struct StoreQueueTests {
    private func query(_ number: Int) -> OrderQuery { .productOrder(ProductOrderID(trusted: "\(number)")) }
    private func id(_ number: Int) -> CaseID { CaseID(trusted: "C-\(number)") }
    private func key(_ number: Int) -> RequestKey { RequestKey(drop: 1, index: number) }
    private let found = LookUp.found([])
    private let far = StoreManners(isLocal: false, queriesPerCall: 300, commandsPerCall: 1)

    private func command(_ number: Int) -> CommittedCommand {
        CommittedCommand(caseID: id(number), command: .approveCancel(ProductOrderID(trusted: "\(number)")))
    }

    @Test func `nothing is asked when nothing waits`() {
        var queue = StoreQueue(manners: far, now: 0)
        #expect(queue.isEmpty && queue.next(now: 0) == nil && queue.nextTime(now: 0) == nil)
    }

    @Test func `requests, reads and orders of commands to come share one call, up to what it takes`() {
        var queue = StoreQueue(manners: StoreManners(isLocal: false, queriesPerCall: 3), now: 0)
        queue.read(id(9), [query(9)])
        queue.queue(id(5), [query(5)], deadline: nil, seen: nil, now: 0)
        queue.add(key(1), [query(1)])
        queue.add(key(2), [query(1)])
        queue.add(key(3), [query(3)])
        #expect(
            queue.next(now: 0) == .look([query(9), query(1), query(3)]), "who waits to hear of a command goes first")
        #expect(queue.next(now: 0) == nil, "one call at a time")
        let answered = queue.looked([query(1): found, query(3): .missing, query(9): found], now: 10)
        #expect(answered.requests.map(\.key) == [key(1), key(2), key(3)])
        #expect(answered.cases.map(\.id) == [id(9)])
        queue.read(id(8), [query(8)], isPoll: true)
        #expect(queue.next(now: 10) == .look([query(5), query(8)]))
        let later = queue.looked([query(5): found, query(8): found], now: 20)
        #expect(later.cases.map(\.id) == [id(8)], "the order of a command to come is kept for its turn")
        #expect(queue.next(now: 20) == .prepare(id(5), found))
    }

    @Test func `a request whose answer is missing waits on, and the others go on`() {
        var queue = StoreQueue(manners: far, now: 0)
        queue.add(key(1), [query(1)])
        queue.add(key(2), [query(2)])
        _ = queue.next(now: 0)
        let answered = queue.looked([query(2): found], now: 0)
        #expect(answered.requests.map(\.key) == [key(2)])
        #expect(queue.waitingRequests == 1 && queue.next(now: 0) == nil)
        let again = queue.nextTime(now: 0) ?? 0
        #expect((750...1250).contains(again), "\(again)")
        #expect(queue.next(now: again) == .look([query(1)]))
    }

    @Test func `commands go by their deadlines, and only when their order was read just now`() {
        var queue = StoreQueue(manners: far, now: 0)
        queue.queue(id(1), [query(1)], deadline: nil, seen: found, now: 0)
        queue.queue(id(2), [query(2)], deadline: 500, seen: found, now: 0)
        queue.queue(id(3), [query(3)], deadline: 900, seen: nil, now: 0)
        #expect(queue.next(now: 0) == .prepare(id(2), found))
        queue.give(command(2))
        #expect(queue.next(now: 0) == .give([command(2)]))
        #expect(queue.gave([.accepted], now: 0).map(\.0) == [command(2)])
        #expect(queue.next(now: 1) == .prepare(id(1), found), "the third has not been read")
        // A read of long ago is none.
        #expect(queue.next(now: 60_000) == .look([query(3), query(1)]))
        _ = queue.looked([query(3): found, query(1): found], now: 60_000)
        #expect(queue.next(now: 60_001) == .prepare(id(3), found))
    }

    @Test func `a look-up has its turn after one command, then after two, then after four`() {
        var queue = StoreQueue(manners: far, now: 0)
        var turns = ""
        for number in 1...40 { queue.queue(id(number), [query(number)], deadline: nil, seen: found, now: 0) }
        for number in 1...20 {
            queue.read(id(100 + number), [query(100 + number)])
            while true {
                guard let step = queue.next(now: 0) else { break }
                if case .prepare(let id, _) = step {
                    queue.give(CommittedCommand(caseID: id, command: .approveCancel(ProductOrderID(trusted: "1"))))
                }
                if case .give = step {
                    turns += "c"
                    _ = queue.gave([.accepted], now: 0)
                }
                if case .look(let queries) = step {
                    turns += "L"
                    _ = queue.looked(Dictionary(uniqueKeysWithValues: queries.map { ($0, found) }), now: 0)
                    break
                }
            }
        }
        #expect(turns.hasPrefix("cLccLccccLccccccccL"), "\(turns)")
    }

    @Test func `a recalled command is never handed out`() {
        var queue = StoreQueue(manners: far, now: 0)
        queue.queue(id(1), [query(1)], deadline: nil, seen: found, now: 0)
        queue.recall(id(1))
        #expect(queue.isEmpty && queue.next(now: 0) == nil)
    }

    @Test func `nobody calls before the time that the store has named`() {
        var queue = StoreQueue(manners: far, now: 0)
        queue.add(key(1), [query(1)])
        queue.give(command(2))
        _ = queue.next(now: 0)
        _ = queue.gave([.deferred(Failure(code: "429", message: "later", retryAfter: 90))], now: 1_000)
        #expect(queue.next(now: 90_999) == nil && queue.nextTime(now: 1_000) == 91_000)
        #expect(queue.next(now: 91_000) == .look([query(1)]))
        _ = queue.looked([query(1): .unavailable(Failure(message: "503", retryAfter: 3_600))], now: 91_000)
        #expect(queue.nextTime(now: 91_000) == 3_691_000 as Int64)
    }

    @Test func `a store that answers nothing is left alone for longer and longer, up to a minute`() {
        var queue = StoreQueue(manners: far, now: 0)
        queue.read(id(1), [query(1)])
        var (now, pauses) = (Int64(0), [Int64]())
        for _ in 0..<10 {
            queue.read(id(1), [query(1)])
            #expect(queue.next(now: now) != nil)
            _ = queue.looked([:], now: now)
            queue.read(id(1), [query(1)])
            let next = queue.nextTime(now: now) ?? now
            pauses.append(next - now)
            now = next
        }
        #expect(
            zip(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]).allSatisfy { pause, seconds in
                (Int64(seconds) * 740...Int64(seconds) * 1_260).contains(pause)
            }, "\(pauses)")
    }

    @Test func `calls are spent as the gateway allows: a few at once, then so many a second`() {
        let manners = StoreManners(isLocal: false, commandsPerCall: 1, callsPerSecond: 2, burst: 3)
        var queue = StoreQueue(manners: manners, now: 0)
        for number in 1...10 { queue.give(command(number)) }
        var (now, times) = (Int64(0), [Int64]())
        while !queue.isEmpty {
            guard queue.next(now: now) != nil else {
                now = queue.nextTime(now: now) ?? now + 1
                continue
            }
            times.append(now)
            _ = queue.gave([.accepted], now: now)
        }
        #expect(times == [0, 0, 0, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500])
    }
}
