// How a process leaves that is told to while nothing works: at once, with everything where the next start finds it.

import Cancellation
import Engine
import Logging
import Ports
import Simulation
import Synchronization
import Testing

struct LeavingTests {
    private let time = SimulatedTime()
    private let log = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })

    /// A spool with `count` drops about orders of their own in its inbox, and the engine on it.
    private func spool(_ count: Int, batchFiles: Int, plan: FaultPlan) -> (files: SimulatedFileSystem, engine: Pipeline)
    {
        var world = World()
        let files = SimulatedFileSystem(plan: plan, time: time)
        for folder in [Spool.inbox, Spool.mailNew] { files.makeFolder(folder) }
        for number in 1...count {
            world.add(number, claimed: 2)
            files.drop(Array(World.json(number).utf8), as: FileName("\(1000 + number).json"), in: Spool.inbox)
        }
        var settings = EngineSettings(inboxes: World.inboxes)
        settings.batchFiles = batchFiles
        let engine = Pipeline(
            settings: settings, files: files, ledger: SimulatedLedger(plan: plan),
            store: SimulatedStore(orders: world.orders, plan: plan, time: time), notices: PlainNoticeWriter(),
            time: time,
            log: log)
        return (files, engine)
    }

    private func count(_ folder: Folder, on files: SimulatedFileSystem) throws -> Int {
        var count = 0
        try files.list(folder) { name in
            if name.bytes.first != UInt8(ascii: ".") { count += 1 }
            return true
        }
        return count
    }

    // Told during the first pause after the first failure, when a batch has been read that nobody has decided.
    @Test(arguments: [3, 5, 8, 13])
    func `a daemon told to stop while its ledger fails leaves everything to the next start`(failing: Int) throws {
        let commits = Mutex(0)
        let plan = FaultPlan { _, _, label in
            guard label.hasPrefix("commit") else { return nil }
            return commits.withLock {
                $0 += 1; return $0
            } >= failing ? .fault(choice: 1) : nil
        }
        let (files, engine) = spool(40, batchFiles: 4, plan: plan)
        let watch = SimulatedWatch(script: [], time: time, plan: plan, end: 100, hinting: .faithful)
        let daemon = Daemon(pipeline: engine, watch: watch, time: time, sweepIntervalMilliseconds: 20_000, log: log)
        try daemon.run()
        #expect(commits.withLock { $0 } >= failing, "the ledger never failed")
        let kept = try count(Spool.inbox, on: files) + count(Spool.work, on: files)
        #expect(kept > 0)
    }
}
