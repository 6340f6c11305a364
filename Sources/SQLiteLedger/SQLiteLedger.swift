// The ledger in one SQLite file. Owns the connection and the errors it gives; the schema stands in Migrations/, the statements
// beside this file. Never decides anything: what a batch means is the engine's business, what it may not be is the schema's.

package import Cancellation
internal import GRDB
package import Ports

/// A `Ledger` in one SQLite file in WAL mode; each commit is on the disk when it returns (`synchronous=FULL`), but for those that are
/// to be durable with the next sync.
///
/// Used from one thread. Other processes may read the file meanwhile; one that writes makes this one throw `.busy` after a second.
package final class SQLiteLedger: Ledger {
    /// Nil once closed. GRDB crashes when a closed queue is read, so that nothing may reach it any more.
    private var queue: DatabaseQueue?
    private let path: String
    /// Which file it was when it was opened.
    private let identity: LedgerFile.Identity?

    /// Opens the ledger at `path`, or makes a new one there, readable by its owner only.
    ///
    /// Throws `.unreadable` when the file is no ledger or a newer one (and leaves its bytes alone), `.storage` when it cannot be opened.
    package init(path: String) throws(LedgerError) {
        try LedgerFile.prepare(path)
        self.path = path
        queue = try ledgerErrors { () throws in
            let queue = try DatabaseQueue(path: path, configuration: Connection.configuration)
            try queue.inDatabase(Connection.prepare)
            return queue
        }
        identity = LedgerFile.identity(of: path)
    }

    /// Opens the ledger at `path` for questions only, while a daemon may be writing it: every commit throws, and a ledger that is
    /// not there is not made.
    package init(reading path: String) throws(LedgerError) {
        self.path = path
        identity = LedgerFile.identity(of: path)
        queue = try ledgerErrors { () throws in
            let queue = try DatabaseQueue(path: path, configuration: Connection.readingConfiguration)
            try queue.inDatabase(Connection.check)
            return queue
        }
    }

    package func isInPlace() -> Bool {
        guard let identity, let now = LedgerFile.identity(of: path) else { return false }
        // What was empty may have grown, and not the other way round.
        return (now.device, now.inode) == (identity.device, identity.inode) && (identity.isEmpty || !now.isEmpty)
    }

    /// Closes the file and folds the write-ahead log into it. Every later question or commit throws `.conflict`.
    package func close() throws(LedgerError) {
        guard let queue else { return }
        try ledgerErrors { () throws in try queue.close() }
        self.queue = nil
    }

    package func commit(_ batch: LedgerBatch, durable: Durability) throws(LedgerError) {
        guard !batch.isEmpty else { return }
        try writing(durable) { database in try BatchWriter(database: database).write(batch) }
    }

    /// One transaction of writing.
    private func writing<Value>(
        _ durable: Durability, _ write: (Database) throws -> Value
    ) throws(LedgerError) -> Value {
        let queue = try openQueue()
        return try ledgerErrors { () throws in
            try queue.inDatabase { database in
                guard durable == .withNextSync else { return try Self.transaction(database, write) }
                // In WAL mode NORMAL leaves the flush to others: the log is one file, so that whoever flushes it flushes this too,
                // and a log that ends within a commit ends before it.
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Result { () throws in try Self.transaction(database, write) }
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try result.get()
            }
        }
    }

    private static func transaction<Value>(_ database: Database, _ write: (Database) throws -> Value) throws -> Value {
        var value: Value?
        try database.inTransaction(.immediate) {
            value = try write(database)
            return .commit
        }
        guard let value else { throw LedgerError.conflict("the transaction did not run") }
        return value
    }

    package func nextDropNumber() throws(LedgerError) -> DropNumber {
        try reading { reader throws in try reader.nextDropNumber() }
    }

    package func takeDropNumbers(_ count: Int, from floor: DropNumber) throws(LedgerError) -> Range<DropNumber> {
        // A number that a power cut takes back was not seen outside: its rename is not on the disk either.
        try writing(.withNextSync) { database in
            let first = max(floor, try LedgerReader(database: database).nextDropNumber())
            let end = first + DropNumber(count)
            try database.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'drops'")
            try database.execute(
                sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('drops', ?)", arguments: [end - 1])
            return first..<end
        }
    }

    package func returnDropNumbers(_ numbers: Range<DropNumber>) throws(LedgerError) {
        guard !numbers.isEmpty else { return }
        try writing(.withNextSync) { database in
            try database.execute(
                sql: "UPDATE sqlite_sequence SET seq = ? WHERE name = 'drops' AND seq = ?",
                arguments: [numbers.lowerBound - 1, numbers.upperBound - 1])
        }
    }

    package func cases(channel: Channel, productOrders: [String]) throws(LedgerError) -> [Case] {
        try reading { reader throws in try reader.cases(channel: channel, productOrders: productOrders) }
    }

    package func cases(_ ids: [CaseID]) throws(LedgerError) -> [Case] {
        try reading { reader throws in try reader.cases(ids) }
    }

    package func timersDue(at now: Instant, limit: Int) throws(LedgerError) -> [TimerRecord] {
        try reading { reader throws in try reader.timersDue(at: now, limit: limit) }
    }

    package func nextDue() throws(LedgerError) -> Instant? {
        try reading { reader throws in try reader.nextDue() }
    }

    package func openDrops(of owner: String) throws(LedgerError) -> [DropRecord] {
        try reading { reader throws in try reader.openDrops(of: owner) }
    }

    package func pendingEffects(of owner: String, at now: Instant) throws(LedgerError) -> [EffectRecord] {
        try reading { reader throws in try reader.pendingEffects(of: owner, at: now) }
    }

    package func drop(_ number: DropNumber) throws(LedgerError) -> DropRecord? {
        try reading { reader throws in try reader.drop(number) }
    }

    package func waitingRequests(of owner: String) throws(LedgerError) -> [AnsweredRequest] {
        try reading { reader throws in try reader.waitingRequests(of: owner) }
    }

    package func servedDrops(of ids: [CaseID], owner: String) throws(LedgerError) -> [DropRecord] {
        try reading { reader throws in try reader.servedDrops(of: ids, owner: owner) }
    }

    package func earlierRequests(fingerprints: [String]) throws(LedgerError) -> [String: [RequestRecord]] {
        try reading { reader throws in try reader.earlierRequests(fingerprints: fingerprints) }
    }

    package func moneyVersion() throws(LedgerError) -> Int {
        try reading { reader throws in try reader.moneyVersion() }
    }

    package func moves(since start: Instant) throws(LedgerError) -> [MoneyFlow.Move] {
        try reading { reader throws in try reader.moves(since: start) }
    }

    package func heldByLimit() throws(LedgerError) -> Set<CaseID> {
        Set(try cases(in: [.held]).filter(\.isHeldByLimit).map(\.id))
    }

    package func tallies() throws(LedgerError) -> [CaseState: Tally] {
        try reading { reader throws in try reader.tallies() }
    }

    func reading<Value>(_ question: (LedgerReader) throws -> Value) throws(LedgerError) -> Value {
        let queue = try openQueue()
        return try ledgerErrors { () throws in
            // Not `read`: it says PRAGMA query_only before and after, and a pragma makes SQLite prepare every statement anew.
            try queue.inDatabase { database in try question(LedgerReader(database: database)) }
        }
    }

    private func openQueue() throws(LedgerError) -> DatabaseQueue {
        guard let queue else { throw .conflict("the ledger is closed") }
        return queue
    }
}
