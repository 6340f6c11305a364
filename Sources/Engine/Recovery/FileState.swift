// Every place a dropped file can be, with what the ledger says of it, and what a start does with it. docs/STATES.md is rendered
// from here; a test makes each state on a real disk and starts the program on it. Decides nothing.

package import Ports

/// One combination of places, from the inbox to the archive, in the order a file passes through them.
package enum FileState: CaseIterable, Sendable {
    case dropped, longNameCommitted, acquired, unread
    case decided, renameUndone, damaged, gone, putAway, closed
    case stray, leftOver

    /// What there is to see on the disk and in the ledger.
    package struct Traces: Hashable, Sendable {
        package var isInInbox = false
        package var isInWork = false
        /// The states its row may have; nil is no row.
        package var rows: Set<DropState?> = [nil]
        package var hasPendingEffects = false
        /// In the archive, or in quarantine.
        package var isKept = false
        /// Files of the outbox: `+`, `-`, or `?` for any part of them.
        package var outbox = "-"
    }

    package var traces: Traces {
        switch self {
        case .dropped: Traces(isInInbox: true)
        case .longNameCommitted: Traces(isInInbox: true, rows: [.acquired])
        case .acquired: Traces(isInWork: true, rows: [nil, .acquired])
        case .unread: Traces(isInWork: true, rows: [.acquired])
        case .decided: Traces(isInWork: true, rows: [.decided], hasPendingEffects: true, outbox: "?")
        case .renameUndone: Traces(isInInbox: true, rows: [.decided], hasPendingEffects: true, outbox: "?")
        case .damaged: Traces(isInWork: true, rows: [.decided], hasPendingEffects: true, outbox: "?")
        case .gone: Traces(rows: [.decided], hasPendingEffects: true, outbox: "?")
        case .putAway: Traces(rows: [.decided], hasPendingEffects: true, isKept: true, outbox: "+")
        case .closed: Traces(rows: [.closed], isKept: true, outbox: "+")
        case .stray: Traces(isInWork: true)
        case .leftOver: Traces(outbox: "`tmp/` ?")
        }
    }

    package var name: String {
        switch self {
        case .dropped: "dropped"
        case .longNameCommitted: "acquisition committed"
        case .acquired: "acquired"
        case .unread: "cannot be read"
        case .decided: "decided"
        case .renameUndone: "decided, and the rename undone by a power cut"
        case .damaged: "decided, and the bytes damaged by a power cut"
        case .gone: "decided, and the bytes gone"
        case .putAway: "put away"
        case .closed: "closed"
        case .stray: "stray"
        case .leftOver: "left over"
        }
    }

    /// What the next start does.
    package var recovery: String {
        switch self {
        case .dropped: "finds it in the sweep"
        case .longNameCommitted:
            "only for a name too long to be kept in `work/`: finds no file there, removes the row; the sweep finds the file"
        case .acquired:
            "makes a row of what the name in `work/` says, waits for a writer that still has it open, and reads it; a drop whose reading ended the process (its number stands in `work/.reading`) is counted, and goes to quarantine as poison the third time, with a task for a person"
        case .unread:
            "its reading failed (`attempts` counts, as for poison): goes on with the others and tries again; quarantine and a task the third time"
        case .decided:
            "runs the pending effects (a command only after reading the order), writes outbox and receipt again with the same bytes, moves the file"
        case .renameUndone: "takes the same bytes (by SHA-256) out of the inbox once more, then as decided"
        case .damaged: "as decided; receipt and a task say that what lies in the archive is not what was read"
        case .gone: "as decided, but there is nothing to move; receipt and a task say so"
        case .putAway: "the same: the file is found in its place, the outbox files are replaced by equal ones"
        case .closed: "nothing"
        case .stray:
            "a name that is none of ours, or a number the ledger has given to another drop (a restored ledger): takes it as a new drop under a new number"
        case .leftOver: "empties `tmp/`: nothing there was ever promised"
        }
    }

    /// The table of docs/STATES.md.
    package static var table: String {
        let head = [
            "| state | inbox | work | ledger: drop | ledger: cases, effects | outbox | archive / quarantine | after a crash, the next start |",
            "|---|---|---|---|---|---|---|---|",
        ]
        return (head + allCases.map(\.row)).joined(separator: "\n")
    }

    private var row: String {
        let traces = traces
        let rows = traces.rows.map { $0.map { "`\($0.rawValue)`" } ?? "-" }.sorted().joined(separator: " or ")
        let effects = traces.hasPendingEffects ? "+ pending" : self == .closed ? "+ done" : "-"
        func mark(_ isThere: Bool) -> String { isThere ? "+" : "-" }
        let cells = [
            name, mark(traces.isInInbox), mark(traces.isInWork), rows, effects, traces.outbox, mark(traces.isKept),
            recovery,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
