// The simulated ledger keeps the promises of the real one.

import Ports
import Simulation
import Testing

struct SimulatedLedgerTests {
    @Test(arguments: LedgerContract.all)
    func `the simulated ledger keeps the promises of the port`(promise: LedgerContract) throws {
        // Closed and opened again, it is the same ledger: what it holds outlives a process.
        let ledger = SimulatedLedger()
        try promise.check(try LedgerBench(open: { ledger }, close: { _ in }))
    }

    @Test func `a commit can be stored and still report a failure`() throws {
        let ledger = SimulatedLedger(plan: .failOnce(at: 1, choice: 3))
        var batch = LedgerBatch()
        batch.drops = [Sample.drop(1)]
        #expect(throws: LedgerError.self) { try ledger.commit(batch) }
        #expect(ledger.allDrops == [Sample.drop(1)])
    }
}
