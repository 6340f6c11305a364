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
        for number in batch.reopenedAndClosed {
            throw LedgerError.conflict("drop \(number) is opened and closed at once")
        }
        try moveMoney(batch.moneyVersion)
        // Closed cases first: one that closes makes room for another one of its product order.
        try write(batch.cases.filter(\.state.isClosed), batch.replaces)
        try write(batch.cases.filter { !$0.state.isClosed }, batch.replaces)
        try write(batch.drops)
        try answer(batch.requests)
        try write(batch.events)
        try write(batch.timers, over: batch.timersOver)
        try end(batch.commandsOver)
        try write(batch.effects)
        try markDone(batch.done)
        try close(batch.closed)
        try unclaim(batch.untaken)
    }

    private func moveMoney(_ version: Int?) throws {
        guard let version else { return }
        var update = try RowStatement(database, SQLText.moveMoney)
        update.bind(version)
        guard try update.run() == 1 else { throw LedgerError.moneyMoved }
    }

    private func write(_ cases: [Case], _ replaces: [CaseID: Int]) throws {
        guard !cases.isEmpty else { return }
        let texts = [SQLText.updateCase, SQLText.updateCaseWithKey, SQLText.insertCase]
        var statements = try texts.map { try RowStatement(database, $0) }
        for subject in cases {
            let body = try body.sink(subject)
            let replaced = replaces[subject.id]
            var isWritten = false
            for index in replaced == nil ? 2...2 : 0...1 where !isWritten {
                statements[index].bind(subject.id.rawValue)
                statements[index].bind(subject.state.rawValue)
                statements[index].bind(subject.revision)
                statements[index].bind(subject.amount)
                statements[index].bind(body)
                statements[index].bind(subject.key.channel.rawValue)
                statements[index].bind(subject.key.productOrder)
                statements[index].bind(subject.key.claim)
                statements[index].bind(subject.receivedAt.milliseconds)
                if let replaced { statements[index].bind(replaced) }
                isWritten = try statements[index].run() > 0
            }
            guard isWritten else { throw LedgerError.stale(subject.id) }
        }
    }

    private func write(_ timers: [CaseID: TimerChanges], over: Set<TimerID>) throws {
        if !over.isEmpty {
            var clear = try RowStatement(database, SQLText.clearTimer)
            for timer in over {
                clear.bind(timer.caseID.rawValue)
                clear.bind(timer.kind.rawValue)
                try clear.run()
            }
        }
        guard !timers.isEmpty else { return }
        var clear = try RowStatement(database, SQLText.clearTimers)
        var set = try RowStatement(database, SQLText.setTimer)
        for (id, changes) in timers {
            if changes.clearsOthers {
                clear.bind(id.rawValue)
                try clear.run()
            }
            for (kind, due) in changes.due {
                set.bind(id.rawValue)
                set.bind(kind.rawValue)
                set.bind(due.milliseconds)
                try set.run()
            }
        }
    }

    private func end(_ commands: [String: EffectState]) throws {
        guard !commands.isEmpty else { return }
        var update = try RowStatement(database, SQLText.endCommand)
        for (key, state) in commands {
            update.bind(key)
            update.bind(state.rawValue)
            try update.run()
        }
    }

    private func write(_ drops: [DropRecord]) throws {
        guard !drops.isEmpty else { return }
        var upsert = try RowStatement(database, SQLText.upsertDrop)
        var forget = try RowStatement(database, SQLText.deleteRequests)
        var insert = try RowStatement(database, SQLText.insertRequest)
        for drop in drops {
            upsert.bind(drop.number)
            upsert.bind(drop.inbox)
            upsert.bind(blob: drop.name)
            upsert.bind(drop.state.rawValue)
            upsert.bind(drop.attempts)
            upsert.bind(drop.acquiredAt.milliseconds)
            upsert.bind(drop.sha256)
            upsert.bind(drop.bytes)
            upsert.bind(drop.kind)
            upsert.bind(drop.disposition?.rawValue)
            upsert.bind(drop.place)
            upsert.bind(drop.problem?.withoutNUL)
            upsert.bind(drop.writerGone?.rawValue)
            upsert.bind(drop.owner)
            try upsert.run()
            // A drop has no requests before it is decided.
            if drop.state != .acquired {
                forget.bind(drop.number)
                try forget.run()
            }
            for request in drop.requests {
                insert.bind(drop.number)
                insert.bind(request.index)
                insert.bind(request.caseID?.rawValue)
                insert.bind(request.intent.rawValue)
                insert.bind(request.isDuplicate)
                insert.bind(request.problem?.withoutNUL)
                if let waiting = request.waiting {
                    insert.bind(try body.sink(waiting))
                } else {
                    insert.bind(nil as String?)
                }
                try insert.run()
            }
        }
    }

    private func answer(_ requests: [AnsweredRequest]) throws {
        guard !requests.isEmpty else { return }
        var update = try RowStatement(database, SQLText.answerRequest)
        for request in requests {
            update.bind(request.drop)
            update.bind(request.record.index)
            update.bind(request.record.caseID?.rawValue)
            update.bind(request.record.intent.rawValue)
            update.bind(request.record.isDuplicate)
            update.bind(request.record.problem?.withoutNUL)
            guard try update.run() == 1 else {
                throw LedgerError.conflict("request \(request.record.index) of drop \(request.drop) does not wait")
            }
        }
    }

    private func write(_ events: [EventRecord]) throws {
        guard !events.isEmpty else { return }
        var insert = try RowStatement(database, SQLText.insertEvent)
        var revisions: Set<Revision> = []
        for record in events {
            let body = try body.sink(record.event)
            func write(n: Int) throws -> Bool {
                insert.bind(record.caseID.rawValue)
                insert.bind(record.revision)
                insert.bind(n)
                insert.bind(record.at.milliseconds)
                insert.bind(record.event.name)
                insert.bind(record.state.rawValue)
                insert.bind(record.rule)
                insert.bind(body)
                return try insert.run() == 1
            }
            // The first event of a revision, nearly always: its place tells whether there is one already.
            let isFirst = revisions.insert(Revision(caseID: record.caseID, number: record.revision)).inserted
            if isFirst, try write(n: 0) { continue }
            let (count, isKnown) = try earlier(than: record, body: body)
            guard !isKnown else { continue }
            guard try write(n: count) else { throw LedgerError.conflict("the events of \(record.caseID) have a gap") }
        }
    }

    private struct Revision: Hashable {
        var caseID: CaseID
        var number: Int
    }

    /// How many events the revision has. One that is equal in every column is the same event told again (a commit repeated
    /// after doubt). Asked for by a statement of its own: an INSERT that selects from its own table fills a temporary one each time.
    private func earlier(than record: EventRecord, body: JSONSink) throws -> (count: Int, isKnown: Bool) {
        let find = try database.cachedStatement(sql: SQLText.eventsOfRevision)
        let text = body.text
        let found = try Row.fetchCursor(find, arguments: [record.caseID.rawValue, record.revision])
        var (count, isKnown) = (0, false)
        while let row = try found.next() {
            count += 1
            isKnown =
                isKnown
                || row[0] == record.at.milliseconds && row[1] == record.state.rawValue
                    && row[2] == record.rule && row[3] == text
        }
        return (count, isKnown)
    }

    private func write(_ effects: [EffectRecord]) throws {
        guard !effects.isEmpty else { return }
        var insert = try RowStatement(database, SQLText.insertEffect)
        for record in effects {
            insert.bind(record.key)
            insert.bind(record.caseID.rawValue)
            insert.bind(record.lane.rawValue)
            insert.bind(record.effect.kind)
            insert.bind(try body.sink(record.effect))
            insert.bind(record.at.milliseconds)
            insert.bind((record.lease == nil ? EffectState.queued : .leased).rawValue)
            insert.bind(record.lease?.owner)
            insert.bind(record.lease?.until.milliseconds)
            let isStored = try insert.run() > 0
            guard isStored || record.lane != .store else {
                throw LedgerError.conflict("the command \(record.key) is done already")
            }
        }
    }

    /// A key that was never stored is a bug of the caller: the effect it names would stay pending, or was never written down.
    private func markDone(_ keys: [String]) throws {
        guard !keys.isEmpty else { return }
        var update = try RowStatement(database, SQLText.markDone)
        for key in keys {
            update.bind(key)
            guard try update.run() == 1 else { throw LedgerError.conflict("no effect has the key \(key)") }
        }
    }

    private func close(_ numbers: [DropNumber]) throws {
        guard !numbers.isEmpty else { return }
        var update = try RowStatement(database, SQLText.closeDrop)
        for number in numbers {
            update.bind(number)
            guard try update.run() == 1 else { throw LedgerError.conflict("no drop has the number \(number)") }
        }
    }

    private func unclaim(_ numbers: [DropNumber]) throws {
        guard !numbers.isEmpty else { return }
        var delete = try RowStatement(database, SQLText.deleteDrop)
        for number in numbers {
            delete.bind(number)
            try delete.run()
        }
    }
}
