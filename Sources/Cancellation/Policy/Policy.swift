// Which rules decide, and the periods they count with. A value: read once, given to every decision.

/// The seller's way of deciding.
package struct Policy: Hashable, Sendable {
    /// Stands in every verdict, so that a decision can be explained after the rules have changed.
    package var version: String
    /// Tried in order; the first that matches decides. No match is a review.
    package var rules: [Rule]
    /// Free text read with less confidence than this (0…1) is shown to a person.
    package var minimumConfidence = 0.6
    /// Seconds until the store is asked again, one after the other; the last one repeats. See `pollDelay(after:)`.
    package var rereadAfter: [Int64] = [5, 15, 60, 300, 900]
    /// Seconds that the store may stay silent about an order, or a cancellation may stay unseen there, before a person is called. The
    /// order is read all the same.
    package var reflectDeadline: Int64 = 3600
    /// Seconds after the store took a cancellation, or may have, until the customer is told that it takes longer.
    package var delayNoticeAfter: Int64 = 86_400
    /// Seconds during which a read may still show the state from before a command whose answer was lost: a call of half a minute may be
    /// carried out at its end, and reads lag behind. The command is not repeated sooner.
    package var staleReads: Int64 = 60
    /// How often the command of one decision is given before a person is called.
    package var maximumAttempts = 3
    /// Seconds for which a number that the store does not know counts as not there yet: a dump of orders may be older than the order.
    package var orderWait: Int64 = 7200
    /// Seconds until a question is repeated, once.
    package var askReminder: Int64 = 2 * 86_400
    /// Seconds until a question that stays unanswered closes its case.
    package var askExpiry: Int64 = 7 * 86_400
    /// How much may go back in an hour before a person is asked.
    package var moneyLimit = MoneyLimit()
    /// What business days are counted with.
    package var calendar = BusinessCalendar.korean

    /// Seconds until the order is read again, `elapsed` seconds after the case began to wait: `rereadAfter` one after the other, then
    /// hourly from the first hour on, then every six hours from the first day on.
    package func pollDelay(after elapsed: Int64) -> Int64 {
        let last = rereadAfter.last ?? 60
        if elapsed >= 86_400 { return max(last, 21_600) }
        if elapsed >= 3600 { return max(last, 3600) }
        var passed: Int64 = 0
        for delay in rereadAfter {
            passed += delay
            if elapsed < passed { return delay }
        }
        return last
    }

    package init(version: String, rules: [Rule]) {
        self.version = version
        self.rules = rules
    }

    /// The policy that ships with Cancelbox.
    package static let standard = Policy(version: "standard/2", rules: Rule.standard)
}

/// What a matching rule does.
package enum Action: Hashable, Sendable {
    /// Approve the buyer's claim. Refunds real money.
    case approve
    /// Cancel as the seller, for the stated reason. Refunds real money.
    case sellerCancel
    /// The store is at it already: wait until it shows the cancellation as done.
    case await
    case refuse(NoticeKind)
    case ask([MissingFact])
    case review(TaskKind)
    case withdraw
    /// The store has done it before us: nothing to do but to say so.
    case acknowledge

    /// The name it has in a policy.
    package var name: String {
        switch self {
        case .approve: "approve"
        case .sellerCancel: "sellerCancel"
        case .await: "await"
        case .refuse: "refuse"
        case .ask: "ask"
        case .review: "review"
        case .withdraw: "withdraw"
        case .acknowledge: "acknowledge"
        }
    }
}

/// One rule: conditions that must all hold, and what follows.
package struct Rule: Hashable, Sendable {
    package var name: String
    package var conditions: [Condition]
    package var action: Action
    /// Why, for the seller, in Korean.
    package var because: String
    /// What a customer is told who is refused: why, and what to do instead. Nil: `because`.
    package var say: String?

    package init(
        _ name: String, when conditions: [Condition], then action: Action, because: String, say: String? = nil
    ) {
        self.name = name
        self.conditions = conditions
        self.action = action
        self.because = because
        self.say = say
    }
}

/// Why a rule may not be: it could move money that nobody who may has asked to move.
package enum RuleProblem: Error, Hashable, Sendable {
    /// Approving needs an open claim: `claim: requested`.
    case approvesWithoutClaim
    /// Only what is paid and not dispatched can be cancelled: `orderStatus: PAYED`.
    case cancelsInOtherState
    /// Only a request to cancel moves money: `intent: cancel`.
    case cancelsWithoutIntent
    /// What is unsure or said with an "if" is a person's: `unsure: false`, `conditional: false`.
    case cancelsInDoubt
    /// Without the buyer's claim somebody who may must stand behind it: `requester: inbox` or `buyer`.
    case cancelsForAnybody
    /// The reason must be one the store takes: `reasonSendable: true`.
    case cancelsWithoutReason
    /// While the store shows a claim, a cancellation of the seller's own is refused or done twice: `claim: none`.
    case cancelsBesideClaim

    /// What to write, in words.
    package var advice: String {
        switch self {
        case .approvesWithoutClaim: "may approve only where `claim: requested` stands"
        case .cancelsInOtherState: "may move money only where `orderStatus: PAYED` stands"
        case .cancelsWithoutIntent: "may move money only where `intent: cancel` stands"
        case .cancelsInDoubt: "may move money only where `unsure: false` and `conditional: false` stand"
        case .cancelsForAnybody: "may cancel as the seller only where `requester` is inbox, buyer or both"
        case .cancelsWithoutReason: "may cancel as the seller only where `reasonSendable: true` stands"
        case .cancelsBesideClaim: "may cancel as the seller only where `claim: none` stands"
        }
    }
}

extension Rule {
    /// Refuses a rule that could move money by itself where the invariants forbid it, whatever stands before it.
    package func check() throws(RuleProblem) {
        guard action == .approve || action == .sellerCancel else { return }
        guard demands({ if case .orderStatus(let s) = $0 { s == [.paid] } else { false } }) else {
            throw .cancelsInOtherState
        }
        guard demands({ $0 == .intent([.cancel]) }) else { throw .cancelsWithoutIntent }
        guard demands({ $0 == .circumstance(.unsure, false) }), demands({ $0 == .circumstance(.conditional, false) })
        else { throw .cancelsInDoubt }
        if action == .approve {
            guard demands({ $0 == .claim([.requested]) }) else { throw .approvesWithoutClaim }
            return
        }
        guard demands({ $0 == .claim([.none]) }) else { throw .cancelsBesideClaim }
        guard demands({ if case .requester(let p) = $0 { !p.contains(.unproven) } else { false } }) else {
            throw .cancelsForAnybody
        }
        guard demands({ $0 == .circumstance(.reasonSendable, true) }) else { throw .cancelsWithoutReason }
    }

    private func demands(_ isWanted: (Condition) -> Bool) -> Bool { conditions.contains(where: isWanted) }
}
