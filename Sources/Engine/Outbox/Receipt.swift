// The receipt: the answer to whoever dropped the file, row by row.

package import Cancellation
import Intake
package import Ports
package import StrictJSON

/// What became of one request, in the words of receipts and of the sum that adds up.
package enum RequestStatus: String, Hashable, Sendable, CaseIterable {
    case cancelled, refused, asked, withdrawn, duplicate
    /// A person decides.
    case waiting
    /// The store has still to show the order, or to carry out what was decided.
    case waitingForStore
    /// The question stayed unanswered.
    case expired
    /// An automatic mail: an answering machine asks for nothing.
    case ignored
    /// Not read; `problem` says why.
    case rejected

    /// The status of a request by the case it belongs to.
    package init(_ request: RequestRecord, in cases: [CaseID: Case]) {
        guard request.problem == nil else { self = .rejected; return }
        guard request.waiting == nil else { self = .waitingForStore; return }
        guard let id = request.caseID, let subject = cases[id] else { self = .ignored; return }
        if request.isDuplicate || subject.verdict?.outcome == .duplicate { self = .duplicate; return }
        switch subject.state {
        case .cancelled: self = .cancelled
        case .refused: self = .refused
        case .asking: self = .asked
        case .withdrawn: self = .withdrawn
        case .expired: self = .expired
        case .received, .approved, .commanding, .unknown, .reflecting: self = .waitingForStore
        case .reviewing, .held, .rejected: self = .waiting
        }
    }
}

/// What became of one drop, as the demo shows it and the receipt says it.
package struct DropReport: Sendable {
    /// The word in the receipt's file name.
    package enum Status: String, Sendable, CaseIterable {
        /// Every request is answered or has its case.
        case accepted
        /// Some requests could not be read.
        case partial
        /// At least one request waits for a person or the store, or the whole drop for a password.
        case held
        /// Nothing of it was read; the bytes are in quarantine.
        case rejected
    }

    package var drop: DropRecord
    /// Each request with its status, in the order of the drop.
    package var requests: [(record: RequestRecord, status: RequestStatus)]
    package var cases: [CaseID: Case]
    /// The rows of a table that could not be read.
    let rejected: [RejectedRows]
    /// An earlier process may have written a receipt already, when a case of the drop was not as far as it is now.
    let isRepeat: Bool

    init(_ drop: DropRecord, cases: [CaseID: Case], rejected: [RejectedRows] = [], isRepeat: Bool = false) {
        self.drop = drop
        self.cases = cases
        self.rejected = rejected
        self.isRepeat = isRepeat
        requests = drop.requests.map { ($0, RequestStatus($0, in: cases)) }
    }

    package var status: Status {
        if drop.disposition == .quarantine { return drop.isLocked ? .held : .rejected }
        let rejected = requests.count { $0.status == .rejected }
        if rejected > 0 { return rejected == requests.count ? .rejected : .partial }
        return requests.contains { [.waiting, .waitingForStore].contains($0.status) } ? .held : .accepted
    }

    /// `<dropped name>.<status>.json`, made safe whatever was dropped.
    package var fileName: FileName { fileName(as: status) }

    /// With the drop's number, where another drop's receipt stands under the plain name.
    var numberedFileName: FileName { fileName(as: status, isNumbered: true) }

    /// The receipts that this one may take the place of, under either name.
    var outdatedFileNames: [FileName] {
        guard isRepeat else { return [] }
        return Status.allCases.flatMap { [fileName(as: $0), fileName(as: $0, isNumbered: true)] }
    }

    private func fileName(as status: Status, isNumbered: Bool = false) -> FileName {
        let number = isNumbered ? ".\(WorkName.padded(drop.number))" : ""
        return FileName("\(safeFileName(drop.name))\(number).\(status.rawValue).json")
    }

    /// `cancelbox.receipt/1`
    /// - Parameter rejectedFile: where the rows that could not be read lie, below the spool.
    package func file(rejectedFile: String?) -> JSONText {
        guard let rejectedFile else { return answer }
        let rows = rejected.reduce(0) { $0 + $1.rows.count }
        return answer.adding("rejected", .members(("rows", .integer(rows)), ("file", .string(rejectedFile))))
    }

    /// The same, with what an earlier receipt said in its member `rejected`.
    func file(rejected: JSONNode?) -> JSONText {
        guard let rejected, let rows = rejected["rows"]?.integer, let file = rejected["file"]?.string else {
            return answer
        }
        return answer.adding("rejected", .members(("rows", .integer(rows)), ("file", .string(file))))
    }

    private var answer: JSONText {
        .members(
            ("schema", .string("cancelbox.receipt/1")),
            (
                "drop",
                .members(
                    ("name", .string(drop.printableName)), ("sha256", .optional(drop.sha256)),
                    ("bytes", .optional(drop.bytes)))
            ),
            ("status", .string(status.rawValue)),
            ("receivedAt", .time(drop.acquiredAt)),
            ("problem", .optional(drop.problem)),
            ("place", .optional(drop.place)),
            (
                "requests",
                .array(
                    requests.map { request in
                        .members(
                            ("index", .integer(request.record.index)),
                            ("case", .optional(request.record.caseID?.rawValue)),
                            ("status", .string(request.status.rawValue)),
                            ("problem", .optional(request.record.problem)))
                    })
            )
        )
    }
}
