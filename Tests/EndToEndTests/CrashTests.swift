// The plug pulled out in the middle, again and again: the end must be that of a run nobody disturbed.

import Cancellation
import Foundation
import Glibc
import Ports
import SQLiteLedger
import Simulation
import SmartStore
import Testing

@Suite(.serialized)
struct CrashTests {
    private let drops = CrashDrops()

    private func prepared() throws -> TestSpool {
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
            settleDelaySeconds: 0.3
            batchFiles: 4
            logLevel: error
            """)
        try spool.write(drops.ordersFile, to: "orders.json")
        for (name, text) in drops.files { try spool.write(text, to: "inbox/\(name)") }
        return spool
    }

    @Test(.timeLimit(.minutes(10)))
    func `two hundred drops end the same however often the process is killed`() throws {
        let calm = try prepared()
        let undisturbed = try Program(["run", "--once", "--spool", calm.path])
        #expect(undisturbed.finish() == 0, "\(undisturbed.log)")

        let stormy = try prepared()
        var moments: Set<String> = []
        let seed = Self.seed
        var dice = SplitMix64(seed: seed)
        // In microseconds: shorter after a run that got far, so that a fast machine is killed as often as a slow one.
        var longest: UInt32 = 17_000
        for round in 0..<200 where !stormy.names("inbox").isEmpty {
            let left = stormy.names("inbox").count
            let run = try Program(["run", "--spool", stormy.path])
            let before = progress(of: stormy)
            _ = eventually { progress(of: stormy) != before || !run.isRunning }
            // The first kills come early in a batch, the later ones anywhere in it.
            usleep(UInt32.random(in: 0...(500 + longest / 12 * UInt32(round % 12 + 1)), using: &dice))
            #expect(run.isRunning, "\(run.log)")
            run.kill()
            if left - stormy.names("inbox").count > 8 { longest /= 2 }
            if try isMidWork(stormy) { moments.insert(progress(of: stormy)) }
        }
        #expect(moments.count >= 20, "only \(moments.count) kills hit mid-work; the test proves too little")
        let last = try Program(["run", "--once", "--spool", stormy.path])
        #expect(last.finish() == 0, "\(last.log)")

        try compare(stormy, with: calm, seed: seed)
    }

    /// The moments of the kills: `CANCELBOX_SEED`, or another one each time. The same seed kills after the same pauses; which step that
    /// hits depends on the machine.
    private static var seed: UInt64 {
        ProcessInfo.processInfo.environment["CANCELBOX_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...1_000_000)
    }

    /// What lies where, as one line: two kills with different lines hit different moments.
    private func progress(of spool: TestSpool) -> String {
        ["inbox", "work", "tmp", "outbox/results", "outbox/notices", "archive", "outbox/receipts"]
            .map { "\($0)=\(spool.names($0).count)" }.joined(separator: " ")
    }

    /// Drops or effects were left unfinished.
    private func isMidWork(_ spool: TestSpool) throws -> Bool {
        let ledger = try SQLiteLedger(path: spool.path + "/ledger.sqlite")
        return try !ledger.openDrops().isEmpty || !ledger.pendingEffects().isEmpty
    }

    private func compare(_ stormy: TestSpool, with calm: TestSpool, seed: UInt64) throws {
        let differences = try stormy.differences(from: calm)
        #expect(differences.isEmpty, "seed \(seed):\n\(differences.prefix(12).joined(separator: "\n"))")
        #expect(try calm.unfinished() == [])
        for spool in [stormy, calm] {
            let times = try spool.journal().cancellationsByProductOrder
            #expect(Set(times.keys.map(\.rawValue)) == drops.toCancel)
            #expect(times.values.allSatisfy { $0 == 1 }, "a product order was cancelled more than once")
        }
    }
}
