// What every ledger promises, one sentence each, with the check that tells whether it is kept. Knows no implementation: the
// SQLite ledger and any simulated one answer to the same list.

import Cancellation
import Ports
import Testing

/// One promise of the port.
struct LedgerContract: Sendable, CustomTestStringConvertible {
    let words: String
    /// Records an issue where the ledger on the bench, empty at first, does not keep it.
    let check: @Sendable (LedgerBench) throws -> Void

    init(_ words: String, _ check: @escaping @Sendable (LedgerBench) throws -> Void) {
        self.words = words
        self.check = check
    }

    var testDescription: String { words }

    static let all: [LedgerContract] = ofBatches + ofDrops + ofCases + ofTimers + ofMoney + ofEffects + ofQueue
}

/// A ledger under test, and how to close it and open it again on what it stored.
final class LedgerBench {
    private(set) var ledger: any Ledger
    private let open: () throws -> any Ledger
    private let close: (any Ledger) throws -> Void

    init(open: @escaping () throws -> any Ledger, close: @escaping (any Ledger) throws -> Void) throws {
        self.open = open
        self.close = close
        ledger = try open()
    }

    func reopen() throws {
        try close(ledger)
        ledger = try open()
    }

    /// Commits what `fill` puts into a batch; its cases replace those that the ledger holds now, unless it says otherwise.
    func commit(_ fill: (inout LedgerBatch) -> Void) throws(LedgerError) {
        var batch = LedgerBatch()
        fill(&batch)
        for stored in try ledger.cases(batch.cases.map(\.id)) where batch.replaces[stored.id] == nil {
            batch.replaces[stored.id] = stored.revision
        }
        try ledger.commit(batch)
    }

    /// Expects that the ledger refuses the batch as a conflict.
    func expectRefusal(
        _ why: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ fill: (inout LedgerBatch) -> Void
    ) {
        do {
            try commit(fill)
            Issue.record("stored, although: \(why)", sourceLocation: sourceLocation)
        } catch {
            guard case .conflict = error else {
                Issue.record("refused as \(error), although: \(why)", sourceLocation: sourceLocation)
                return
            }
        }
    }
}

extension Ledger {
    /// What the one owner of these tests sees at noon, when nothing that is leased has ended.
    func openDrops() throws(LedgerError) -> [DropRecord] { try openDrops(of: Sample.owner) }
    func waitingRequests() throws(LedgerError) -> [AnsweredRequest] { try waitingRequests(of: Sample.owner) }
    func pendingEffects() throws(LedgerError) -> [EffectRecord] {
        try pendingEffects(of: Sample.owner, at: Sample.noon)
    }
}
