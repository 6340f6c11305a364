// The circuit breaker for money: how much may go back in an hour, and what happens when more would. A value that counts; it stops nothing by
// itself, the engine asks it before a command is stored.

/// How much may be cancelled within any sixty minutes. More is a flood, a slip or a fraud until a person has looked.
package struct MoneyLimit: Hashable, Sendable {
    /// Cancellations; nil: as many as there are.
    package var countPerHour: Int?
    /// Won; nil: as much as there is.
    package var amountPerHour: Int?
    /// How many different persons must release what was held: 2 for the four-eyes principle.
    package var releases = 1

    package init(countPerHour: Int? = nil, amountPerHour: Int? = nil, releases: Int = 1) {
        self.countPerHour = countPerHour
        self.amountPerHour = amountPerHour
        self.releases = releases
    }
}

/// A case that the limit stopped.
package struct MoneyHold: Hashable, Codable, Sendable {
    /// Who has released it so far.
    package var releasedBy: [OperatorName] = []
    /// Released by as many as must: the limit does not stop it again.
    package var isReleased = false

    package init() {}
}

/// What was decided to go back lately, and what is held because it was too much.
package struct MoneyFlow: Hashable, Sendable {
    /// One cancellation that was decided.
    package struct Move: Hashable, Sendable {
        package var at: Instant
        /// In won.
        package var amount: Int

        package init(at: Instant, amount: Int) {
            self.at = at
            self.amount = amount
        }
    }

    /// Of the last hour, oldest first.
    private var moves: [Move]
    /// The cases that wait for a person. While there is one, the breaker is open and nothing new passes.
    package private(set) var held: Set<CaseID>
    /// How often money had been moved when this was true, as the ledger counts it.
    package var version: Int

    package init(moves: [Move] = [], held: Set<CaseID> = [], version: Int = 0) {
        self.version = version
        self.moves = moves.sorted { $0.at < $1.at }
        self.held = held
    }

    /// The span that is looked at, in seconds.
    package static let window: Int64 = 3600

    /// Why `amount` won may not go back at `now`; nil when they may.
    package mutating func rejectionReason(for amount: Int, at now: Instant, limit: MoneyLimit) -> String? {
        let start = now.adding(seconds: -Self.window)
        if let first = moves.firstIndex(where: { $0.at > start }) { moves.removeFirst(first) } else { moves = [] }
        if !held.isEmpty, limit.countPerHour != nil || limit.amountPerHour != nil {
            return "취소 한도를 넘어 보류된 건이 있어 모두 보류합니다. 보류된 건을 확인하고 풀어(release) 주세요."
        }
        if let most = limit.countPerHour, moves.count + 1 > most {
            return "한 시간에 취소할 수 있는 \(most)건을 넘습니다. 정상적인 요청인지 확인하고 풀어(release) 주세요."
        }
        let sum = moves.reduce(0) { $0 &+ $1.amount }
        if let most = limit.amountPerHour, sum &+ amount > most {
            return "한 시간에 취소할 수 있는 \(most)원을 넘습니다. 정상적인 요청인지 확인하고 풀어(release) 주세요."
        }
        return nil
    }

    /// Counts `amount` won that go back.
    package mutating func add(_ amount: Int, at now: Instant) { moves.append(Move(at: now, amount: amount)) }

    /// Takes up what `subject` is now: held by the limit, or no longer.
    package mutating func update(_ subject: Case) {
        if subject.isHeldByLimit { held.insert(subject.id) } else { held.remove(subject.id) }
    }
}

extension Case {
    /// The limit stopped it, and nobody has decided what becomes of it.
    package var isHeldByLimit: Bool { state == .held && moneyHold?.isReleased == false }

    /// The case enters `approved` for the first time: from here on its money counts.
    package func beginsToMove(after before: CaseState) -> Bool {
        guard state == .approved else { return false }
        switch before {
        case .received, .asking, .reviewing, .held, .rejected: return true
        case .approved, .commanding, .unknown, .reflecting, .cancelled, .refused, .withdrawn, .expired: return false
        }
    }
}

extension Step {
    /// The limit does not let this cancellation pass: it is held before anything is stored for the store.
    mutating func overLimit(_ why: String) {
        guard subject.state == .approved else { return }
        subject.refund = Refund()
        subject.moneyHold = MoneyHold()
        callPerson(.moneyLimit, note: why, state: .held)
        notify(.received)
    }

    /// A person releases a case; of one that the limit stopped, as many as the policy wants.
    mutating func released(by person: OperatorName) {
        if subject.isHeldByLimit, var hold = subject.moneyHold {
            if !hold.releasedBy.contains(person) { hold.releasedBy.append(person) }
            let missing = policy.moneyLimit.releases - hold.releasedBy.count
            hold.isReleased = missing <= 0
            subject.moneyHold = hold
            guard hold.isReleased else { return record("다른 사람 \(missing)명이 더 풀어야(release) 합니다.") }
        }
        enter(.received)
        effects.append(.reread)
    }
}
