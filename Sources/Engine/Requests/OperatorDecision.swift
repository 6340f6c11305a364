// From decision files to events: who may decide, which case it is about, and what the store shows of it. Decides nothing itself.

package import Cancellation
import Intake
import Ports

/// Somebody who may decide in any inbox, by a token.
package struct Operator: Hashable, Sendable {
    package var name: OperatorName
    /// SHA-256 of the token, hexadecimal in lower case. The token itself is known to its owner only.
    package var tokenSHA256: String

    package init(name: OperatorName, tokenSHA256: String) {
        self.name = name
        self.tokenSHA256 = tokenSHA256
    }
}

/// One person's decision on its way to its case.
struct OperatorDecision {
    var drop: Int
    var index: Int
    var request: PersonDecision
    var evidence: Evidence
    /// Who decides, as far as we believe it; nil with `problem`.
    var by: OperatorName?
    /// Why nobody is believed to have decided this, and what to do.
    var problem: String?
    var lookUp: LookUp = .notAsked
    /// `lookUp` is what the store shows now.
    var isSeen = false
}

extension RequestRouter {
    /// The decisions of a drop that was read.
    func decisions(of drop: ReadDrop, at position: Int) -> [OperatorDecision] {
        guard drop.document.refusal == nil, let sha256 = drop.record.sha256 else { return [] }
        return drop.document.decisions.enumerated().map { index, request in
            var evidence = Evidence(
                drop: sha256, name: drop.record.printableName, index: index, sources: request.evidence)
            evidence.writerGone = drop.record.writerGone
            var decision = OperatorDecision(drop: position, index: index, request: request, evidence: evidence)
            switch author(of: request, in: drop.inbox) {
            case .success(let name): decision.by = name
            case .failure(let problem): decision.problem = problem.words
            }
            return decision
        }
    }

    /// What is known of the orders that are to be approved: what the store shows now where it answers at once, else what it showed last.
    /// Either way the order is read once more before the command is given.
    func lookUp(
        _ decisions: inout [OperatorDecision], in store: StoreView, _ work: inout UnitOfWork
    ) throws(LedgerError) {
        let ids = Set(decisions.filter { $0.by != nil }.map(\.request.caseID))
        guard !ids.isEmpty else { return }
        work.load(try ledger.cases(ids.sorted()))
        let cases = work.cases
        func approved(_ decision: OperatorDecision) -> Case? {
            let isAbout = [.approve, .refuse].contains(decision.request.action)
            return decision.by != nil && isAbout ? cases[decision.request.caseID] : nil
        }
        let queries = Set(decisions.compactMap(approved).filter { !$0.state.isClosed }.flatMap(\.queries))
        guard !queries.isEmpty else { return }
        let answers = store.ask(Array(queries))
        for index in decisions.indices {
            guard let subject = approved(decisions[index]) else { continue }
            let shown = subject.queries.bestAnswer(among: answers)
            if case .unavailable = shown, let order = subject.order {
                decisions[index].lookUp = .found([order])
            } else {
                (decisions[index].lookUp, decisions[index].isSeen) = (shown, true)
            }
        }
    }

    /// Applies the decision to its case; a duplicate (the same bytes) changes nothing.
    func carryOut(_ decision: OperatorDecision, in work: inout UnitOfWork, at now: Instant) -> RequestRecord {
        var record = RequestRecord(index: decision.index, caseID: nil, intent: .none, problem: decision.problem)
        guard let by = decision.by else { return record }
        let id = decision.request.caseID
        guard let subject = work.cases[id] else {
            record.problem =
                "건 \(id)이(가) 없습니다. cancelbox cases로 번호를 확인해 다시 넣어 주세요 (no such case: look its number up and drop the file again)."
            return record
        }
        record.caseID = id
        record.isDuplicate = subject.evidence.contains {
            $0.drop == decision.evidence.drop && $0.index == decision.index
        }
        guard !record.isDuplicate else { return record }
        let event = decision.event(by: by)
        if decision.request.action == .refuse, let reason = subject.rejectionReason(refusing: decision.lookUp) {
            record.problem = reason
            let word = OperatorWord(
                by, note: "\(reason) (남긴 말: \(decision.request.note ?? ""))", evidence: decision.evidence)
            work.apply(.noted(word), to: id, at: now, policy: policy)
            return record
        }
        record.problem = subject.rejectionReason(for: event)
        let seen = decision.isSeen ? decision.lookUp : nil
        work.apply(event, to: id, seeing: seen, at: now, policy: policy)
        return record
    }

    /// Who decides. In the private folder its owner's word is enough: whoever can write there could as well write the ledger.
    private func author(of decision: PersonDecision, in inbox: Inbox) -> Result<OperatorName, Unproven> {
        if inbox.takesDecisions {
            guard isPrivate() else { return .failure(.notPrivate) }
            return decision.operatorName.map { .success($0) } ?? .failure(.nameless)
        }
        guard let token = decision.tokenSHA256 else { return .failure(.noToken) }
        guard let known = operators.first(where: { $0.tokenSHA256 == token }) else { return .failure(.unknownToken) }
        guard decision.operatorName == nil || decision.operatorName == known.name else { return .failure(.otherName) }
        return .success(known.name)
    }
}

/// Why nobody is believed to have decided.
private enum Unproven: Error {
    case nameless, noToken, unknownToken, otherName, notPrivate

    var words: String {
        switch self {
        case .notPrivate:
            "decisions 폴더에 주인 말고 다른 사용자도 쓸 수 있어 결정을 반영하지 않았습니다. chmod 700으로 막은 뒤 다시 결정해 주세요 (others may write to decisions/: nothing was done; chmod 700 it and decide again)."
        case .nameless: "누가 결정했는지(operator) 적어 주세요. 결정을 반영하지 않았습니다 (write the operator's name; nothing was done)."
        case .noToken:
            "이 수신함의 결정에는 담당자의 토큰(token)이 필요합니다. 결정을 반영하지 않았습니다. 설정 operators에 있는 토큰을 적거나 서버에서 cancelbox 명령으로 결정해 주세요 (a decision needs an operator's token here; nothing was done)."
        case .unknownToken:
            "토큰이 설정 operators의 어느 것과도 맞지 않습니다. 결정을 반영하지 않았습니다 (the token is none of the configured operators'; nothing was done)."
        case .otherName:
            "operator가 토큰의 주인과 다릅니다. 결정을 반영하지 않았습니다 (the operator is not the owner of the token; nothing was done)."
        }
    }
}

extension OperatorDecision {
    fileprivate func event(by name: OperatorName) -> Event {
        let word = OperatorWord(
            name, note: request.note, evidence: evidence, cancelsAnyway: request.cancelsAnyway ? true : nil,
            reason: request.reason, tells: request.tells ? true : nil)
        return switch request.action {
        case .approve: .approvedByPerson(word, lookUp)
        case .refuse: .refusedByPerson(word)
        case .ask: .askedByPerson(word, request.missing)
        case .hold: .heldByPerson(word)
        case .release: .releasedByPerson(word)
        case .note: .noted(word)
        case .retry: .retriedByPerson(word)
        case .close: .closedByPerson(word)
        case .dismiss: .dismissedByPerson(word)
        case .undo: .undoneByPerson(word)
        // Which order it is was checked where the file was read.
        case .link: request.order.map { .linkedByPerson(word, $0) } ?? .noted(word)
        }
    }
}
