// Results, tasks and reasons as JSON. The schemas under docs/schemas describe them; golden files hold them.

package import Cancellation
import Intake
import Ports
package import StrictJSON

extension Case {
    /// `cancelbox.result/1`: what became of this case, for programs and people.
    package var resultFile: JSONText {
        let order = order
        let request = request
        return .members(
            ("schema", .string("cancelbox.result/1")),
            ("case", .string(id.rawValue)),
            ("revision", .integer(revision)),
            ("state", .string(state.rawValue)),
            ("channel", .string(key.channel.rawValue)),
            ("orderId", .optional((order?.orderID ?? request.orderID)?.rawValue)),
            ("productOrderId", .optional((order?.productOrderID ?? request.productOrderID)?.rawValue)),
            ("product", product),
            ("cancelQuantity", .optional(quantity)),
            ("reason", (request.reason ?? Reason()).json),
            ("requestedAt", .time(request.requestedAt ?? order?.openCancelClaim?.requestedAt)),
            ("receivedAt", .time(receivedAt)),
            ("decidedAt", .time(decidedAt)),
            ("cancelledAt", .time(cancelledAt)),
            ("decision", verdict?.json ?? .null),
            ("refund", refund.json),
            ("notices", .array(notices.map(\.json))),
            ("evidence", .array(evidence.map(\.json))),
            ("history", .array(history.map(\.json)))
        )
    }

    private var product: JSONText {
        .members(
            ("name", .optional(order?.productName ?? request.product?.name)),
            ("option", .optional(order?.option ?? request.product?.option)),
            ("quantity", .optional(order?.quantity ?? request.product?.quantity))
        )
    }
}

extension JSONText {
    /// ISO 8601 with +09:00, or null.
    package static func time(_ instant: Instant?) -> JSONText { .optional(instant?.iso8601) }
}

extension Reason {
    package var json: JSONText {
        .members(("code", .optional(code)), ("cause", .optional(cause?.rawValue)), ("text", .optional(text)))
    }
}

extension Verdict {
    fileprivate var json: JSONText {
        .members(
            ("outcome", .string(outcome.rawValue)), ("rule", .string(rule)), ("policy", .string(policy)),
            ("because", .array(because.map { .string($0) })))
    }
}

extension Refund {
    fileprivate var json: JSONText {
        .members(
            ("status", .string(status.rawValue)), ("means", .optional(means)), ("amount", .optional(amount)),
            ("currency", .string("KRW")), ("guide", .optional(guide)))
    }
}

extension NoticeRecord {
    fileprivate var json: JSONText {
        let folder = medium == .email ? Spool.emails : Spool.textMessages
        return .members(
            ("kind", .string(kind.rawValue)), ("medium", .string(medium.rawValue)), ("at", .time(at)),
            ("file", .string("\(folder.path)/\(file)")))
    }
}

extension Evidence {
    fileprivate var json: JSONText {
        .members(
            ("drop", .string(drop)), ("name", .string(name)), ("index", .integer(index)),
            ("writerGone", .optional(writerGone?.rawValue)), ("part", .string(sources.part)),
            ("fields", sources.fieldsJSON))
    }
}

extension FactSources {
    /// Field name → `[offset, length]`, or the cell of a workbook; in alphabetical order.
    package var fieldsJSON: JSONText {
        let ranges = fields.mapValues { JSONText.array([.integer($0.offset), .integer($0.length)]) }
        let places = ranges.merging((cells ?? [:]).mapValues { .string($0) }) { range, _ in range }
        return .object(places.sorted { $0.key < $1.key }.map { JSONText.Member(key: $0.key, value: $0.value) })
    }
}

extension HistoryEntry {
    fileprivate var json: JSONText {
        let entry = JSONText.members(
            ("at", .time(at)), ("event", .string(event)), ("state", .string(state.rawValue)), ("note", .optional(note)))
        return by.map { entry.adding("by", .string($0.rawValue)) } ?? entry
    }
}

extension OperatorTask {
    /// `cancelbox.task/1`: what a person has to do, and why no rule could.
    package var file: JSONText {
        .members(
            ("schema", .string("cancelbox.task/1")), ("case", .string(caseID.rawValue)),
            ("kind", .string(kind.rawValue)), ("at", .time(at)), ("what", .string(what)),
            ("because", .array(because.map { .string($0) })), ("words", .optional(words)),
            ("file", .optional(dropName)),
            ("result", .string("\(Spool.results.path)/\(caseID).json")))
    }
}

extension DropRecord {
    /// Needs an operator's task: it could not be read, ended its reader, takes a password, does not fit the ledger, or its bytes are lost.
    var needsPerson: Bool {
        disposition == .quarantine
            && (attempts > 0 && sha256 == nil || isLocked || isNotCarriedOut || isStoreError) || isSpoilt || isCrowded
    }

    /// A mail that asked for more than one customer does.
    private var isCrowded: Bool { requests.contains { $0.problem == crowdedMailProblem } }

    /// The exporter brings errors instead of orders.
    private var isStoreError: Bool { problem?.hasPrefix(storeErrorMark) ?? false }

    /// A workbook whose password nobody has told us.
    var isLocked: Bool { kind == DocumentKind.lockedWorkbook.rawValue }

    /// The name of `taskFile`.
    var taskName: FileName { FileName("drop-\(WorkName.padded(number)).json") }

    /// `cancelbox.task/1` about a drop instead of a case.
    var taskFile: JSONText {
        .members(
            ("schema", .string("cancelbox.task/1")), ("case", .null),
            ("kind", .string(taskKind)),
            ("at", .time(acquiredAt)), ("what", .string(whatToDo)),
            (
                "because",
                .array(
                    [problem, "이름 \(printableName)", "수신함 \(inbox)", "읽기 시도 \(attempts)번"].compactMap {
                        $0.map { .string($0) }
                    })
            ),
            ("result", .null))
    }

    private var taskKind: String {
        if isNotCarriedOut { return "refusedDrop" }
        if isCrowded { return "crowdedMail" }
        return isSpoilt ? "spoiltDrop" : isLocked ? "lockedWorkbook" : "unreadableDrop"
    }

    private var whatToDo: String {
        if isNotCarriedOut { return "이 파일의 요청을 처리하지 못했습니다. 스토어 센터에서 주문을 확인하고 직접 처리해 주세요: \(place ?? "")" }
        if isCrowded { return "메일 한 통에 요청이 너무 많아 앞의 몇 건만 접수했습니다. 메일을 읽고 나머지를 처리해 주세요: \(place ?? "")" }
        if isSpoilt { return "판단은 끝났지만 보관할 원본 파일이 없거나 손상되었습니다. 원본을 따로 확보해 주세요: \(place ?? "")" }
        return isLocked
            ? "암호를 몰라 열지 못한 엑셀 파일을 보관했습니다. 설정 workbookPasswords에 암호를 적고 다시 시작한 뒤 이 파일을 다시 넣어 주세요: \(place ?? "")"
            : isStoreError
                ? "주문을 내보내는 도구가 스토어에서 오류를 받았습니다. 고칠 때까지 새 취소 요청이 들어오지 않을 수 있습니다. 토큰과 권한을 확인해 주세요: \(place ?? "")"
                : "읽지 못한 파일을 격리했습니다. 취소 요청이 들어 있을 수 있으니 내용을 확인하고 처리해 주세요: \(place ?? "")"
    }

    /// `cancelbox.reason/1`: why the bytes beside it were not read.
    var reasonFile: JSONText {
        .members(
            ("schema", .string("cancelbox.reason/1")), ("name", .string(printableName)),
            ("sha256", .optional(sha256)), ("bytes", .optional(bytes)), ("inbox", .string(inbox)),
            ("at", .time(acquiredAt)), ("problem", .optional(problem)))
    }
}
