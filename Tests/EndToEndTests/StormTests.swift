// Random drops, renames, duplicates and slow writers while the daemon is killed at random: it adds up in the end.

import Cancellation
import Foundation
import Glibc
import Ports
import SQLiteLedger
import Simulation
import SmartStore
import Synchronization
import Testing

@Suite(.serialized)
struct StormTests {
    @Test(.timeLimit(.minutes(30)))
    func `drops of every kind and a daemon that is killed at random add up`() throws {
        let count = Drill.isFull ? 10_000 : 400
        var dice = SplitMix64(seed: Drill.seed)
        let storm = StormDrops(count: count, dice: &dice)
        let spool = try prepared(storm)
        let names = Mutex<[String]>([])
        let troubles = Mutex<[String]>([])
        let droppers = DispatchGroup()
        for dropper in 0..<4 {
            let seed = dice.next()
            DispatchQueue.global().async(group: droppers) {
                var dice = SplitMix64(seed: seed)
                for index in stride(from: dropper, to: storm.drops.count, by: 4) {
                    do {
                        let name = try storm.drops[index].put(into: spool.path, dice: &dice)
                        names.withLock { $0.append(name) }
                    } catch {
                        troubles.withLock { $0.append("\(storm.drops[index].name): \(error)") }
                    }
                }
            }
        }
        let (kills, midWork) = try killAtRandom(
            spool, until: droppers, answers: storm.drops.count - storm.broken, dice: &dice)
        #expect(troubles.withLock { $0 } == [])
        let last = try Program(["run", "--once", "--spool", spool.path])
        #expect(last.finish() == 0, "\(last.log)")
        Drill.say(
            "\(storm.drops.count) drops, \(kills) kills, \(midWork) of them in the middle of work (seed \(Drill.seed))")
        #expect(midWork >= kills / 4, "only \(midWork) of \(kills) kills hit work; the test proves too little")
        try expectSum(of: storm, in: spool, names: names.withLock { $0 })
    }

    private func prepared(_ storm: StormDrops) throws -> TestSpool {
        let spool = try TestSpool()
        try spool.configure(
            """
            shop:
              name: 우리상점
              mailAddress: cancel@shop.example
            inboxes:
              - name: inbox
                folder: inbox
                trust: exports
              - name: mail
                folder: inbox/mail
                maildir: true
                trust: all
            batchFiles: \(Drill.isFull ? 64 : 8)
            sweepIntervalSeconds: 1
            logLevel: error
            """)
        try spool.write(storm.ordersFile, to: "orders.json")
        for folder in ["staged", "inbox/mail/new", "inbox/mail/cur", "inbox/mail/tmp"] {
            try FileManager.default.createDirectory(
                atPath: "\(spool.path)/\(folder)", withIntermediateDirectories: true)
        }
        return spool
    }

    /// Starts and kills the daemon until everything was dropped and answered, but for broken files, whose patience no run lives to
    /// see the end of. How many kills there were, and how many hit work.
    private func killAtRandom(
        _ spool: TestSpool, until droppers: DispatchGroup, answers: Int, dice: inout SplitMix64
    ) throws -> (kills: Int, midWork: Int) {
        var (kills, midWork) = (0, 0)
        func answered() -> Int { entries("\(spool.path)/outbox/receipts") }
        while kills < 2_000, droppers.wait(timeout: .now()) != .success || answered() < answers {
            let run = try Program(["run", "--spool", spool.path])
            let before = answered()
            // It gets somewhere, and then a little further. Some kills come at once, in the recovery.
            if Int.random(in: 0..<8, using: &dice) > 0 {
                _ = eventually(within: 30) { answered() > before || answered() >= answers }
            }
            usleep(.random(in: 0...(Drill.isFull ? 200_000 : 60_000), using: &dice))
            #expect(run.isRunning, "\(run.log)")
            run.kill()
            kills += 1
            if !isIdle(spool) || entries(spool.path + "/tmp") > 0 { midWork += 1 }
        }
        droppers.wait()
        return (kills, midWork)
    }

    private func isIdle(_ spool: TestSpool) -> Bool { entries([spool.path, "work"].joined(separator: "/")) == 0 }

    /// How many visible names a folder has.
    private func entries(_ path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) { if entry.pointee.d_name.0 != 0x2E { count += 1 } }
        return count
    }

    private func expectSum(of storm: StormDrops, in spool: TestSpool, names: [String]) throws {
        #expect(try spool.unfinished() == [])
        for folder in ["inbox", "work", "tmp", "staged"] {
            #expect(spool.names(folder).isEmpty, "\(folder) is not empty")
        }
        // Every byte that was dropped is kept, once for each drop.
        let kept = spool.names("archive").map { "archive/\($0)" } + spool.names("quarantine").map { "quarantine/\($0)" }
        let originals = kept.filter { !$0.hasSuffix(".reason.json") }
        #expect(originals.map { spool.text($0) }.sorted() == storm.drops.map(\.text).sorted())
        // Every drop has one receipt under its own name.
        let receipts = spool.names("outbox/receipts")
        #expect(receipts.count == storm.drops.count)
        let answered = receipts.map { $0.replacing(#/\.(accepted|rejected|held|partial)\.json$/#, with: "") }
        #expect(answered.sorted() == names.sorted())
        #expect(receipts.count { $0.hasSuffix(".rejected.json") } == storm.broken)
        #expect(receipts.count { $0.hasSuffix(".accepted.json") } == storm.drops.count - storm.broken)
        #expect(spool.names("outbox/tasks").isEmpty, "nothing of it is for a person")
        // Every order was cancelled, exactly once, and by as much as it cost.
        let journal = try spool.journal()
        let times = journal.cancellationsByProductOrder
        #expect(Set(times.keys.map(\.rawValue)) == storm.toCancel)
        #expect(times.values.allSatisfy { $0 == 1 }, "a product order was cancelled more than once")
        let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
        #expect(
            try ledger.tallies() == [
                .cancelled: Tally(count: storm.toCancel.count, amount: storm.toCancel.count * 26_900)
            ])
        // received = cancelled + duplicate + rejected, request by request.
        let drops = try (1..<ledger.nextDropNumber()).compactMap { try ledger.drop($0) }
        #expect(drops.count == storm.drops.count)
        let requests = drops.flatMap(\.requests)
        #expect(requests.count == storm.drops.count - storm.broken)
        #expect(requests.count { !$0.isDuplicate } == storm.toCancel.count)
    }
}
