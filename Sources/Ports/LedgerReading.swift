// What operators and reports ask of the ledger, beside the daemon that writes it.

package import Cancellation

/// Which cases are wanted.
package struct CaseFilter: Hashable, Sendable {
    /// Nil: whatever their state.
    package var states: Set<CaseState>?
    /// When they were received; nil: whenever.
    package var received: Range<Instant>?

    package init(states: Set<CaseState>? = nil, received: Range<Instant>? = nil) {
        self.states = states
        self.received = received
    }
}

/// The ledger for those who only read it. Every question is answered from an index; what may be long comes row by row and is never held
/// in memory as a whole. Used from one thread.
package protocol LedgerReading: AnyObject {
    func cases(_ ids: [CaseID]) throws(LedgerError) -> [Case]
    /// Calls `body` with each case that `filter` wants, the oldest first, until it returns false.
    func forEachCase(_ filter: CaseFilter, _ body: (Case) -> Bool) throws(LedgerError)
    /// Calls `body` with each event of all cases in `range`, the oldest first, until it returns false.
    func forEachEvent(in range: Range<Instant>, _ body: (EventRecord) -> Bool) throws(LedgerError)
    /// Everything that happened to a case, in order.
    func events(of id: CaseID) throws(LedgerError) -> [EventRecord]
    /// When a case is looked at again by itself, the earliest first.
    func timers(of id: CaseID) throws(LedgerError) -> [TimerRecord]
    /// Cases by state.
    func tallies() throws(LedgerError) -> [CaseState: Tally]
    /// What is queued, leased or a dead letter in each lane.
    func laneDepths() throws(LedgerError) -> [LaneDepth]
    /// How many requests wait for their orders, and since when the oldest does.
    func waitingDepth() throws(LedgerError) -> (count: Int, oldest: Instant?)
    /// The first drop with these bytes that was kept as it was; nil when there is none.
    func archivedDrop(fingerprint: String) throws(LedgerError) -> DropRecord?
}

extension LedgerReading {
    /// All cases in these states, the oldest first.
    package func cases(in states: Set<CaseState>) throws(LedgerError) -> [Case] {
        var cases: [Case] = []
        try forEachCase(CaseFilter(states: states)) { subject in
            cases.append(subject)
            return true
        }
        return cases
    }
}
