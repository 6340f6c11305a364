// Decision files: JSON that says `"cancelbox": "decision"`. Strict, because a person's word moves money: what is not known is refused.

import Cancellation
import Digest
import StrictJSON

/// The decisions of a drop; nil when it is no decision file. Decisions and anything else in one drop are refused.
func decisions(
    in nodes: [JSONNode], limits: Limits, shift: Int
) throws(DecisionProblem) -> [PersonDecision]? {
    let values = nodes.flatMap { $0.array ?? [$0] }
    guard values.contains(where: isDecision) else { return nil }
    var decisions: [PersonDecision] = []
    for value in values {
        guard isDecision(value), let members = value.members else { throw .mixed(offset: value.range.lowerBound) }
        decisions.append(try DecisionReader(members, limits: limits, shift: shift).decision(at: value.range.lowerBound))
    }
    return decisions
}

private func isDecision(_ node: JSONNode) -> Bool { node["cancelbox"]?.string == "decision" }

/// Reads the members of one decision.
private struct DecisionReader {
    private static let known: Set<String> = [
        "cancelbox", "case", "action", "operator", "note", "missing", "token", "id", "cancelAnyway", "reason", "order",
        "tell",
    ]
    private static let longestName = 100
    private static let longestToken = 512

    private var values: [String: JSONNode] = [:]
    private let limits: Limits
    private let shift: Int

    init(_ members: JSONMembers, limits: Limits, shift: Int) throws(DecisionProblem) {
        (self.limits, self.shift) = (limits, shift)
        for member in members {
            let (key, offset) = (member.key, member.keyRange.lowerBound)
            guard Self.known.contains(key) else { throw .unknownMember(offset: offset) }
            guard values[key] == nil else { throw .repeatedKey(offset: offset) }
            values[key] = member.node
        }
    }

    func decision(at offset: Int) throws(DecisionProblem) -> PersonDecision {
        guard let number = try text("case", longest: 130), isCaseID(number) else { throw .noCase(offset: offset) }
        guard let action = try text("action", longest: 20).flatMap(PersonDecision.Action.init) else {
            throw .noAction(offset: values["action"]?.range.lowerBound ?? offset)
        }
        let note = try text("note", longest: limits.decisionText)
        if note == nil, action.needsNote { throw .noNote(offset: offset) }
        let missing = try missingFacts()
        guard missing.isEmpty == (action != .ask) else {
            throw .badMissing(offset: values["missing"]?.range.lowerBound ?? offset)
        }
        _ = try text("id", longest: Self.longestName)
        let token = try text("token", longest: Self.longestToken)
        let fields = values.filter { $0.key != "token" && $0.key != "cancelbox" }.mapValues { node in
            ByteRange(offset: node.range.lowerBound + shift, length: node.range.count)
        }
        let anyway = try flag("cancelAnyway", of: .approve, action)
        let tells = try flag("tell", of: .close, action)
        let reason = try text("reason", longest: 100)
        guard reason == nil || action == .approve && Reason.sendableCodes.contains(reason ?? "") else {
            throw .badReason(offset: values["reason"]?.range.lowerBound ?? offset)
        }
        let order = try text("order", longest: 40)
        guard (order.flatMap(OrderID.init(rawValue:)) != nil) == (action == .link), (order == nil) == (action != .link)
        else { throw .badOrder(offset: values["order"]?.range.lowerBound ?? offset) }
        var decision = PersonDecision(
            caseID: CaseID(reference: number) ?? CaseID(trusted: number), action: action,
            operatorName: try text("operator", longest: Self.longestName).map(OperatorName.init), note: note,
            missing: missing, tokenSHA256: token.map { sha256(Array($0.utf8)) },
            evidence: FactSources(fields: fields))
        decision.cancelsAnyway = anyway
        decision.tells = tells
        decision.reason = reason
        decision.order = order.map(OrderID.init(trusted:))
        return decision
    }

    /// A member that is true or not there, beside one action only.
    private func flag(
        _ key: String, of wanted: PersonDecision.Action, _ action: PersonDecision.Action
    ) throws(DecisionProblem) -> Bool {
        guard let node = values[key], !node.isNull else { return false }
        guard node.bool == true, action == wanted else { throw .unknownMember(offset: node.range.lowerBound) }
        return true
    }

    /// The text of a member, without white space around it; nil when it is not there, null or blank.
    private func text(_ key: String, longest: Int) throws(DecisionProblem) -> String? {
        guard let node = values[key], !node.isNull else { return nil }
        let offset = node.range.lowerBound
        guard let text = node.string?.trimmingSpaces else { throw .notText(offset: offset) }
        guard text.utf8.count <= longest else { throw .tooLong(offset: offset, limit: longest) }
        // Notes are shown on terminals, which obey control characters.
        guard text.unicodeScalars.allSatisfy(isPrintable) else { throw .notText(offset: offset) }
        return text.isEmpty ? nil : text
    }

    private func missingFacts() throws(DecisionProblem) -> [MissingFact] {
        guard let node = values["missing"], !node.isNull else { return [] }
        let offset = node.range.lowerBound
        guard let elements = node.array, elements.count <= MissingFact.allCases.count else {
            throw .badMissing(offset: offset)
        }
        var facts: [MissingFact] = []
        for element in elements {
            guard let fact = element.string.flatMap(MissingFact.init(rawValue:)), !facts.contains(fact) else {
                throw .badMissing(offset: element.range.lowerBound)
            }
            facts.append(fact)
        }
        return facts
    }
}

/// Letters, figures, `-` and `_`: what our own numbers of cases are made of.
private func isCaseID(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
}

/// Why a decision file is not acted on. Owns the words; never repeats what stood in the file.
enum DecisionProblem: Error, Hashable {
    case mixed(offset: Int)
    case unknownMember(offset: Int)
    case repeatedKey(offset: Int)
    case noCase(offset: Int)
    case noAction(offset: Int)
    case noNote(offset: Int)
    case badMissing(offset: Int)
    case badReason(offset: Int)
    case badOrder(offset: Int)
    case notText(offset: Int)
    case tooLong(offset: Int, limit: Int)

    /// One sentence, Korean and English, that says what is wrong, where, and what to do.
    func text(in bytes: [UInt8]) -> String {
        switch self {
        case .mixed(let offset):
            "\(at(offset, bytes)) 결정이 아닌 것이 있습니다. 결정 파일에는 결정만 넣어 주세요 (\(line(offset, bytes)): something else than a decision; put decisions into a file of their own)."
        case .unknownMember(let offset):
            "\(at(offset, bytes)) 모르는 항목이 있습니다. case, action, operator, note, missing, token, id, cancelAnyway와 reason(approve에만), tell(close에만), order(link에만)만 쓸 수 있습니다 (\(line(offset, bytes)): unknown member; a decision has case, action, operator, note, missing, token, id; to approve cancelAnyway: true and reason; to close tell: true; to link order)."
        case .repeatedKey(let offset):
            "\(at(offset, bytes)) 같은 이름의 항목이 두 번 있습니다. 하나만 남겨 다시 넣어 주세요 (\(line(offset, bytes)): the same key stands twice; keep one and drop the file again)."
        case .noCase(let offset):
            "\(at(offset, bytes)) 결정에 건 번호(case)가 없거나 번호가 아닙니다. 고쳐서 다시 넣어 주세요 (\(line(offset, bytes)): the decision names no case; write its number and drop the file again)."
        case .noAction(let offset):
            "\(at(offset, bytes)) 결정의 action은 approve, refuse, ask, hold, release, retry, note, close, dismiss, link, undo 중 하나여야 합니다 (\(line(offset, bytes)): the action must be approve, refuse, ask, hold, release, retry, note, close, dismiss, link or undo)."
        case .noNote(let offset):
            "\(at(offset, bytes)) 결정에 이유(note)가 없습니다. 이유를 적어 다시 넣어 주세요 (\(line(offset, bytes)): the decision gives no reason; write a note and drop the file again)."
        case .badMissing(let offset):
            "\(at(offset, bytes)) missing에는 ask일 때 물어볼 것을 orderNumber, knownOrderNumber, product, quantity 중에서 적습니다 (\(line(offset, bytes)): missing names what to ask for, with ask only: orderNumber, knownOrderNumber, product, quantity)."
        case .badReason(let offset):
            "\(at(offset, bytes)) reason은 approve일 때 스토어에 보낼 사유 코드입니다: \(Reason.sendableCodes.sorted().joined(separator: ", ")) (\(line(offset, bytes)): reason is, with approve only, one of the store's codes named here)."
        case .badOrder(let offset):
            "\(at(offset, bytes)) order에는 link일 때 주문번호나 상품주문번호를 적습니다 (\(line(offset, bytes)): order names, with link only, the number of an order or a product order)."
        case .notText(let offset):
            "\(at(offset, bytes)) 값이 글자가 아니거나 제어 문자가 들어 있습니다. 고쳐서 다시 넣어 주세요 (\(line(offset, bytes)): not a text, or one with control characters; correct it and drop the file again)."
        case .tooLong(let offset, let limit):
            "\(at(offset, bytes)) 값이 너무 깁니다 (최대 \(limit) 바이트). 줄여서 다시 넣어 주세요 (\(line(offset, bytes)): longer than \(limit) bytes; shorten it and drop the file again)."
        }
    }

    private func at(_ offset: Int, _ bytes: [UInt8]) -> String { "\(lineNumber(of: offset, in: bytes))번째 줄:" }
    private func line(_ offset: Int, _ bytes: [UInt8]) -> String { "line \(lineNumber(of: offset, in: bytes))" }
}
