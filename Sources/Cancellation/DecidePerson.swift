// Decisions of a person. They override the rules, never the facts, and are kept with their reason.

extension Step {
    mutating func approvedByPerson(_ note: String) {
        switch subject.state {
        case .reviewing, .held, .asking, .failed:
            guard let order = subject.order else { return record("주문을 알 수 없어 승인할 수 없습니다.") }
            conclude(.approve, rule: "person", because: [note])
            if order.openCancelClaim != nil { return approve() }
            guard let code = subject.request.reason?.code, Reason.sendableCodes.contains(code) else {
                return record("스토어에 보낼 수 있는 취소 사유가 없습니다.")
            }
            cancelAsSeller()
        case .received, .approved, .uncertain, .reflecting, .cancelled, .refused, .withdrawn, .expired:
            record(note)
        }
    }

    mutating func refusedByPerson(_ note: String) {
        switch subject.state {
        case .received, .reviewing, .held, .asking, .failed:
            conclude(.refuse, rule: "person", because: [note])
            enter(.refused, note: note)
            notify(.refused)
        case .approved, .uncertain, .reflecting, .cancelled, .refused, .withdrawn, .expired:
            record(note)
        }
    }

    mutating func askedByPerson(_ missing: [MissingFact]) {
        switch subject.state {
        case .received, .reviewing, .held, .failed:
            conclude(.ask, rule: "person", because: ["missing=" + missing.map(\.rawValue).joined(separator: ",")])
            ask(missing)
        case .asking, .approved, .uncertain, .reflecting, .cancelled, .refused, .withdrawn, .expired:
            record(nil)
        }
    }

    mutating func heldByPerson(_ note: String) {
        switch subject.state {
        case .received, .asking, .reviewing, .failed: enter(.held, note: note)
        // Too late to stop what may be under way at the store.
        case .held, .approved, .uncertain, .reflecting, .cancelled, .refused, .withdrawn, .expired: record(note)
        }
    }

    mutating func releasedByPerson() {
        switch subject.state {
        case .held:
            enter(.received)
            effects.append(.reread)
        case .received, .asking, .reviewing, .approved, .uncertain, .reflecting, .failed, .cancelled, .refused,
            .withdrawn, .expired:
            record(nil)
        }
    }
}
