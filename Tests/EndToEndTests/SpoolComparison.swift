// What two spools must have in common when the same things were dropped into both, whatever happened on the way.

import Foundation
import Ports
import SQLiteLedger
import SmartStore

extension TestSpool {
    /// Every difference in outbox, archive, quarantine, ledger and what the store was told; empty when there is none.
    /// Nothing may be left unfinished in this spool.
    /// - Parameter besidesHistory: what results say of the way there may differ.
    func differences(from calm: TestSpool, besidesHistory: Bool = false) throws -> [String] {
        var found: [String] = []
        for folder in ["outbox", "archive", "quarantine"] {
            let (own, wanted) = (try contents(folder, besidesHistory), try calm.contents(folder, besidesHistory))
            for name in Set(own.keys).union(wanted.keys).sorted() where own[name] != wanted[name] {
                found.append("\(folder)/\(name) \(Self.difference(own[name], wanted[name]))")
            }
        }
        for folder in ["inbox", "work", "tmp"] where !names(folder).isEmpty {
            found.append("\(folder) holds \(names(folder))")
        }
        found += try unfinished()
        let (own, wanted) = (try tallies(), try calm.tallies())
        if own != wanted { found.append("the ledger says \(own) instead of \(wanted)") }
        let (told, toTell) = (try journal().lines, try calm.journal().lines)
        if told != toTell { found.append("the store was told \(told) instead of \(toTell)") }
        return found
    }

    /// The first line that differs, or which one is not there.
    private static func difference(_ own: String?, _ wanted: String?) -> String {
        guard let own else { return "is missing" }
        guard let wanted else { return "is new" }
        let (found, expected) = (own.split(separator: "\n"), wanted.split(separator: "\n"))
        let line = zip(found, expected).first { $0 != $1 }
        return line.map { "has \($0.0) instead of \($0.1)" } ?? "has \(found.count) lines instead of \(expected.count)"
    }

    private func contents(_ folder: String, _ besidesHistory: Bool) throws -> [String: String] {
        contents(folder).mapValues { text in
            // Revisions count steps, and whoever is killed between a command and its answer takes another number of them.
            let text = text.replacing(#/"revision": \d+/#, with: "")
            guard besidesHistory else { return text }
            let end = text.range(of: "\n  \"history\": [")?.lowerBound ?? text.endIndex
            return String(text[..<end])
        }
    }

    /// What the ledger still has to do.
    func unfinished() throws -> [String] {
        let ledger = try SQLiteLedger(path: path + "/ledger.sqlite")
        let (drops, effects) = (try ledger.openDrops(), try ledger.pendingEffects())
        return drops.map { "drop \($0.number) is \($0.state)" } + effects.map { "\($0.key) is pending" }
    }

    private func tallies() throws -> [String] {
        let ledger = try SQLiteLedger(path: path + "/ledger.sqlite")
        return try ledger.tallies().map { "\($0.key): \($0.value.count) over \($0.value.amount)" }.sorted()
    }

    /// What the embedded store was told.
    func journal() throws -> [OrderBookChange] { try FileJournal(path: path + "/orderbook.journal").load() }
}

extension [OrderBookChange] {
    /// Order and status of each change, sorted: the times differ from run to run.
    fileprivate var lines: [String] { map { "\($0.productOrderID) \($0.claimStatus)" }.sorted() }
}
