// A batch, written table by table within one transaction that the caller opens. Parents come before their children, because
// the schema checks references at once.

internal import Cancellation
internal import GRDB
internal import Ports

struct BatchWriter {
    let database: Database
    private let body = Body()

    init(database: Database) { self.database = database }

    func write(_ batch: LedgerBatch) throws {
        // Closed cases first: one that closes makes room for another one of its product order.
        try write(batch.cases.filter(\.state.isClosed))
        try write(batch.cases.filter { !$0.state.isClosed })
        try write(batch.drops)
        try write(batch.events)
        try write(batch.effects)
        try markDone(batch.done)
        try close(batch.closed)
        try unclaim(batch.unclaimed)
    }

    private func write(_ cases: [Case]) throws {
        guard !cases.isEmpty else { return }
        let update = try database.cachedStatement(sql: SQLText.updateCase)
        let insert = try database.cachedStatement(sql: SQLText.insertCase)
        for subject in cases {
            let arguments: StatementArguments = [
                subject.id.rawValue, subject.key.channel.rawValue, subject.key.productOrder, subject.key.claim,
                subject.state.rawValue, subject.revision, subject.amount, subject.dueAt?.milliseconds,
                subject.receivedAt.milliseconds, try body.text(subject),
            ]
            try update.execute(arguments: arguments)
            if database.changesCount == 0 { try insert.execute(arguments: arguments) }
        }
    }

    private func write(_ drops: [DropRecord]) throws {
        guard !drops.isEmpty else { return }
        let upsert = try database.cachedStatement(sql: SQLText.upsertDrop)
        let forget = try database.cachedStatement(sql: SQLText.deleteRequests)
        let insert = try database.cachedStatement(sql: SQLText.insertRequest)
        for drop in drops {
            try upsert.execute(arguments: [
                drop.number, drop.inbox, drop.name.data, drop.state.rawValue, drop.attempts,
                drop.claimedAt.milliseconds,
                drop.sha256, drop.bytes, drop.kind, drop.disposition?.rawValue, drop.place, drop.problem?.withoutNUL,
                drop.writerGone?.rawValue,
            ])
            // A drop has no requests before it is decided.
            if drop.state != .claimed { try forget.execute(arguments: [drop.number]) }
            for request in drop.requests {
                try insert.execute(arguments: [
                    drop.number, request.index, request.caseID?.rawValue, request.intent.rawValue, request.isDuplicate,
                    request.problem?.withoutNUL,
                ])
            }
        }
    }

    /// A record that is there already, equal in every column, is the same event told again (a commit repeated after doubt).
    /// Asked for by a statement of its own: an INSERT that selects from its own table fills a temporary one each time.
    private func write(_ events: [EventRecord]) throws {
        guard !events.isEmpty else { return }
        let find = try database.cachedStatement(sql: SQLText.eventsOfRevision)
        let insert = try database.cachedStatement(sql: SQLText.insertEvent)
        for record in events {
            let text = try body.text(record.event)
            let found = try Row.fetchCursor(find, arguments: [record.caseID.rawValue, record.revision])
            var (count, isKnown) = (0, false)
            while let row = try found.next() {
                count += 1
                isKnown =
                    isKnown
                    || row[0] == record.at.milliseconds && row[1] == record.state.rawValue
                        && row[2] == record.rule && row[3] == text
            }
            guard !isKnown else { continue }
            try insert.execute(arguments: [
                record.caseID.rawValue, record.revision, count, record.at.milliseconds, record.event.name,
                record.state.rawValue, record.rule, text,
            ])
        }
    }

    private func write(_ effects: [EffectRecord]) throws {
        guard !effects.isEmpty else { return }
        let insert = try database.cachedStatement(sql: SQLText.insertEffect)
        for record in effects {
            try insert.execute(arguments: [
                record.key, record.caseID.rawValue, record.effect.kind, try body.text(record.effect),
            ])
        }
    }

    /// A key that was never stored is a bug of the caller: the effect it names would stay pending, or was never written down.
    private func markDone(_ keys: [String]) throws {
        guard !keys.isEmpty else { return }
        let update = try database.cachedStatement(sql: SQLText.markDone)
        for key in keys {
            try update.execute(arguments: [key])
            guard database.changesCount == 1 else { throw LedgerError.conflict("no effect has the key \(key)") }
        }
    }

    private func close(_ numbers: [DropNumber]) throws {
        guard !numbers.isEmpty else { return }
        let update = try database.cachedStatement(sql: SQLText.closeDrop)
        for number in numbers {
            try update.execute(arguments: [number])
            guard database.changesCount == 1 else { throw LedgerError.conflict("no drop has the number \(number)") }
        }
    }

    private func unclaim(_ numbers: [DropNumber]) throws {
        guard !numbers.isEmpty else { return }
        let delete = try database.cachedStatement(sql: SQLText.deleteDrop)
        for number in numbers { try delete.execute(arguments: [number]) }
    }
}
