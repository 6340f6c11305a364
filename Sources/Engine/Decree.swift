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
struct Decree {
    var drop: Int
    var index: Int
    var decision: PersonDecision
    var evidence: Evidence
    /// Who decides, as far as we believe it; nil with `problem`.
    var by: OperatorName?
    /// Why nobody is believed to have decided this, and what to do.
    var problem: String?
    var lookUp: LookUp = .notAsked
}

extension Registry {
    /// The decisions of a drop that was read.
    func decrees(of drop: ReadDrop, at position: Int) -> [Decree] {
        guard drop.document.refusal == nil, let sha256 = drop.record.sha256 else { return [] }
        return drop.document.decisions.enumerated().map { index, decision in
            var evidence = Evidence(
                drop: sha256, name: drop.record.printableName, index: index, sources: decision.evidence)
            evidence.writerGone = drop.record.writerGone
            var decree = Decree(drop: position, index: index, decision: decision, evidence: evidence)
            switch author(of: decision, in: drop.inbox) {
            case .success(let name): decree.by = name
            case .failure(let problem): decree.problem = problem.words
            }
            return decree
        }
    }

    /// What the store shows now of the orders that are to be approved.
    func lookUp(_ decrees: inout [Decree], in work: inout UnitOfWork) throws(LedgerError) {
        let ids = Set(decrees.filter { $0.by != nil }.map(\.decision.caseID))
        guard !ids.isEmpty else { return }
        work.load(try ledger.cases(ids.sorted()))
        let cases = work.cases
        func subject(_ decree: Decree) -> Case? {
            decree.by != nil && decree.decision.action == .approve ? cases[decree.decision.caseID] : nil
        }
        let queries = Set(decrees.compactMap(subject).filter { !$0.state.isClosed }.flatMap(\.queries))
        guard !queries.isEmpty else { return }
        let answers = store.lookUp(Array(queries))
        for index in decrees.indices {
            if let subject = subject(decrees[index]) { decrees[index].lookUp = subject.bestAnswer(among: answers) }
        }
    }

    /// Lets the case hear of it. The same bytes are heard once.
    func carryOut(_ decree: Decree, in work: inout UnitOfWork, at now: Instant) -> RequestRecord {
        var record = RequestRecord(index: decree.index, caseID: nil, intent: .none, problem: decree.problem)
        guard let by = decree.by else { return record }
        let id = decree.decision.caseID
        guard let subject = work.cases[id] else {
            record.problem =
                "건 \(id)이(가) 없습니다. cancelbox cases로 번호를 확인해 다시 넣어 주세요 (no such case: look its number up and drop the file again)."
            return record
        }
        record.caseID = id
        record.isDuplicate = subject.evidence.contains { $0.drop == decree.evidence.drop && $0.index == decree.index }
        guard !record.isDuplicate else { return record }
        let event = decree.event(by: by)
        record.problem = subject.objection(to: event)
        work.apply(event, to: id, at: now, policy: policy)
        return record
    }

    /// Who decides. In the private folder its owner's word is enough: whoever can write there could as well write the ledger.
    private func author(of decision: PersonDecision, in inbox: Inbox) -> Result<OperatorName, Unproven> {
        if inbox.takesDecisions { return decision.operatorName.map { .success($0) } ?? .failure(.nameless) }
        guard let token = decision.tokenSHA256 else { return .failure(.noToken) }
        guard let known = operators.first(where: { $0.tokenSHA256 == token }) else { return .failure(.unknownToken) }
        guard decision.operatorName == nil || decision.operatorName == known.name else { return .failure(.otherName) }
        return .success(known.name)
    }
}

/// Why nobody is believed to have decided.
private enum Unproven: Error {
    case nameless, noToken, unknownToken, otherName

    var words: String {
        switch self {
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

extension Decree {
    fileprivate func event(by name: OperatorName) -> Event {
        let word = OperatorWord(name, note: decision.note, evidence: evidence)
        return switch decision.action {
        case .approve: .approvedByPerson(word, lookUp)
        case .refuse: .refusedByPerson(word)
        case .ask: .askedByPerson(word, decision.missing)
        case .hold: .heldByPerson(word)
        case .release: .releasedByPerson(word)
        case .note: .noted(word)
        }
    }

    /// The store gave no answer about an order that is to be approved.
    var isUnanswered: Bool { if case .unavailable = lookUp { true } else { false } }
}
