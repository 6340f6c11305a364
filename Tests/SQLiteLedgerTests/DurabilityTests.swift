// What is left after a kill and on a full disk. Each bad end happens to a child process.

import Cancellation
import Foundation
import Glibc
import Ports
import SQLiteLedger
import Testing

struct DurabilityTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(.timeLimit(.minutes(10)), arguments: [2, 7, 20, 45])
    func `kill -9 at any moment leaves whole batches, and every one that was acknowledged`(milliseconds: Int)
        async throws
    {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = folder.path as String, milliseconds = milliseconds as Int] in
            let ledger = try SQLiteLedger(path: folder + "/ledger.sqlite")
            let descriptor = open(folder + "/acknowledged", O_CREAT | O_WRONLY | O_APPEND, 0o600)
            Thread.detachNewThread {
                usleep(UInt32(milliseconds) * 1000)
                kill(getpid(), SIGKILL)
            }
            for number in 1... {
                try ledger.commit(.whole(number))
                write(descriptor, "+", 1)
            }
        }
        // Killed before its first commit, the child has acknowledged nothing.
        let acknowledged = (try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/acknowledged")))?.count ?? 0
        try expectWholeBatches(atLeast: acknowledged, atMost: acknowledged + 1)
    }

    @Test func `a full disk is a matter of storage, loses nothing, and is forgotten when there is room again`()
        async throws
    {
        await #expect(processExitsWith: .success) { [path = folder.ledger as String] in
            let ledger = try SQLiteLedger(path: path)
            try ledger.commit(.whole(1))
            // No file may grow beyond this: writing more fails, as it does on a full disk.
            signal(SIGXFSZ, SIG_IGN)
            limitFileSize(1024 * 1024)
            var stored = 1
            var refusal: LedgerError?
            while refusal == nil, stored < 10_000 {
                do throws(LedgerError) {
                    try ledger.commit(.whole(stored + 1))
                    stored += 1
                } catch {
                    refusal = error
                }
            }
            // In a child process, whose abnormal end is what the test sees.
            guard case .storage = refusal else { fatalError("\(String(describing: refusal))") }
            let kept = try ledger.openDrops().count
            precondition(kept == stored)
            limitFileSize(nil)
            try ledger.commit(.whole(stored + 1))
        }
        try expectWholeBatches(atLeast: 3, atMost: 10_000)
    }

    /// Drops, cases and effects of one batch are there together, without a gap.
    private func expectWholeBatches(atLeast lowest: Int, atMost highest: Int) throws {
        let ledger = try SQLiteLedger(path: folder.ledger)
        let drops = try ledger.openDrops().map(\.number)
        let cases = try ledger.cases(drops.map { Sample.case(Int($0)).id })
        #expect((lowest...highest).contains(drops.count), "\(drops.count) of \(lowest)...\(highest)")
        #expect(drops == Array(drops.indices).map { DropNumber($0 + 1) })
        #expect(cases == drops.map { Sample.case(Int($0)) })
        #expect(try ledger.pendingEffects() == cases.map { Sample.approval(of: $0) })
    }
}

/// Lets files grow to `bytes`, or as far as the process may at all.
private func limitFileSize(_ bytes: rlim_t?) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = bytes ?? limit.rlim_max
    precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
}

extension LedgerBatch {
    /// Something in every table, all of it numbered `number`.
    fileprivate static func whole(_ number: Int) -> LedgerBatch {
        let subject = Sample.case(number)
        var batch = LedgerBatch()
        batch.drops = [Sample.drop(DropNumber(number))]
        batch.cases = [subject]
        batch.events = [Sample.event(of: subject)]
        batch.effects = [Sample.approval(of: subject)]
        return batch
    }
}
