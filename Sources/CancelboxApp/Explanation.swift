// Why a case was decided as it was: the rules of the policy tried once more on the facts of that moment. Decides nothing.

import Cancellation
import Ports

struct Explanation {
    private let subject: Case
    private let policy: Policy
    /// What the rules looked at; nil where no single order was known.
    private let facts: RuleInput?

    /// - Parameter events: of the case, from the ledger. The last one on which the rules decided is replayed, with the case as it was by then.
    init(_ subject: Case, events: [EventRecord], policy: Policy) {
        self.subject = subject
        self.policy = policy
        guard let place = events.lastIndex(where: { $0.rule != nil && $0.event.word == nil }) else {
            facts = nil
            return
        }
        let deciding = events[place]
        let before = Self.replayed(subject, events, upTo: place, policy: policy)
        let after = before.decide(deciding.event, at: deciding.at, policy: policy).subject
        var provenance = before.provenance
        switch deciding.event {
        case .requested(_, let from, _), .answered(_, let from, _): provenance = from
        default: break
        }
        facts = after.order.map {
            RuleInput(
                request: after.request, requester: provenance.requester, order: $0, now: deciding.at,
                minimumConfidence: policy.minimumConfidence)
        }
    }

    /// The case as the events before `place` had made it: what came later says nothing about a decision.
    private static func replayed(_ subject: Case, _ events: [EventRecord], upTo place: Int, policy: Policy) -> Case {
        var replay = Case(
            id: subject.id, key: subject.key, request: subject.request, provenance: subject.provenance,
            receivedAt: subject.receivedAt)
        if case .requested(let request, let provenance, _) = events.first?.event {
            (replay.request, replay.provenance) = (request, provenance)
        }
        for record in events[..<place] { replay = replay.decide(record.event, at: record.at, policy: policy).subject }
        return replay
    }

    var text: String {
        var rows: [(String, String?)] = [
            ("case", "\(subject.id)  \(subject.state.rawValue)"), ("", subject.state.meaning),
            ("decision", subject.verdict.map { "\($0.outcome.rawValue) by \($0.rule) (\($0.policy))" } ?? "none yet"),
        ]
        let known = facts?.words ?? []
        rows += (subject.verdict?.because ?? []).filter { !known.contains($0) }.map { ("", $0) }
        if let used = subject.verdict?.policy, used != policy.version {
            rows.append(("", "decided by policy \(used); the rules below are those of \(policy.version)"))
        }
        guard let facts else {
            rows.append(("rules", "none was tried: no single order was known"))
            return lines(rows)
        }
        rows += facts.words.map { ("fact", $0) }
        rows += tried(on: facts)
        return lines(rows + whatElse(facts))
    }

    private func tried(on facts: RuleInput) -> [(String, String?)] {
        var rows: [(String, String?)] = []
        for rule in policy.rules {
            guard let failed = rule.conditions.first(where: { !facts.hold($0) }) else {
                rows.append(("match", "\(rule.name) → \(rule.action.name): \(rule.because)"))
                rows += rule.conditions.map { ("", "  because \($0.words)") }
                return rows
            }
            rows.append(("tried", "\(rule.name): not \(failed.words)"))
        }
        return rows + [("match", "none: a person decides")]
    }

    /// Each fact that a rule asks for, with another value than it has: does another rule match then?
    private func whatElse(_ facts: RuleInput) -> [(String, String?)] {
        let outcome = facts.match(policy.rules)
        var seen: Set<String> = []
        var rows: [(String, String?)] = []
        for asked in policy.rules.flatMap(\.conditions) where !asked.isLimit {
            for value in asked.possibleValues where seen.insert("\(asked.name)=\(value)").inserted {
                let other = policy.rules.first { rule in
                    rule.conditions.allSatisfy { $0.name == asked.name ? $0.values.contains(value) : facts.hold($0) }
                }
                guard other?.name != outcome?.name else { continue }
                let follows = other.map { "\($0.name) → \($0.action.name)" } ?? "no rule: a person decides"
                rows.append(("if", "\(asked.name) were \(value): \(follows)"))
            }
        }
        return rows
    }
}

extension Condition {
    /// A limit of a number has no list of values to try.
    fileprivate var isLimit: Bool { name.hasSuffix("AtLeast") || name.hasSuffix("Below") }

    /// The values it wants; what is so or not may be either.
    fileprivate var possibleValues: [String] {
        if case .circumstance = self { return ["true", "false"] }
        return values
    }
}
