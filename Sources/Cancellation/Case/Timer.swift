// Timers: when a case has to be looked at again by itself. Rows of the ledger, so that they survive restarts; a case may have several.

/// What a timer is for. The names are part of the ledger.
package enum TimerKind: String, Codable, Sendable, CaseIterable {
    /// Read the order again. A look that shows nothing new moves this timer and leaves no other trace.
    case poll
    /// Repeat the question that was not answered.
    case reminder
    /// Close the question that was not answered.
    case expiry
    /// Tell the customer that it takes longer.
    case delayNotice
    /// Call a person: the store has not answered, or not finished, for too long.
    case deadline
    /// Ask the customer how it went, after the case is closed.
    case followUp
}

/// What a decision does to the timers of its case.
package struct TimerChanges: Hashable, Sendable {
    /// The timers the case has had are over, apart from those in `due`.
    package var clearsOthers = false
    /// When these are due now.
    package var due: [TimerKind: Instant] = [:]

    package init(clearsOthers: Bool = false, due: [TimerKind: Instant] = [:]) {
        self.clearsOthers = clearsOthers
        self.due = due
    }

    package var isEmpty: Bool { !clearsOthers && due.isEmpty }

    /// What these and then `later` come to.
    package func followed(by later: TimerChanges) -> TimerChanges {
        if later.clearsOthers { return later }
        return TimerChanges(clearsOthers: clearsOthers, due: due.merging(later.due) { _, new in new })
    }
}
