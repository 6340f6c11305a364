// The demo's table: drop → what it asks → decision and why → what was done → who was told → where the files are.

import Cancellation
import Engine
import Ports

/// Reports as text for a terminal.
struct DemoTable {
    let reports: [DropReport]

    var text: String { reports.map(block).joined(separator: "\n") }

    /// received = cancelled + refused + asked + waiting + duplicate + withdrawn + quarantined, by count.
    var sum: String {
        let parts = counts.map { "\($0.count) \($0.name)" }.joined(separator: " + ")
        return "received \(received) = \(parts)" + (addsUp ? "" : "   DOES NOT ADD UP") + "\n" + money
    }

    var addsUp: Bool { received == counts.reduce(0) { $0 + $1.count } }

    /// A drop that could not be read counts as one request: somebody wanted something.
    private var received: Int {
        reports.reduce(0) { $0 + ($1.drop.disposition == .quarantine ? 1 : $1.requests.count) }
    }

    private var counts: [(name: String, count: Int)] {
        let statuses = reports.flatMap { $0.requests.map(\.status) }
        let quarantined = reports.count { $0.drop.disposition == .quarantine }
        let names: [(RequestStatus, String)] = [
            (.cancelled, "cancelled"), (.refused, "refused"), (.asked, "asked"), (.waiting, "waiting for a person"),
            (.waitingForStore, "waiting for the store"),
            (.duplicate, "duplicate"), (.withdrawn, "withdrawn"),
        ]
        return names.map { status, name in (name, statuses.count { $0 == status }) } + [("quarantined", quarantined)]
    }

    private var money: String {
        var cases: [CaseID: Case] = [:]
        for report in reports { cases.merge(report.cases) { first, _ in first } }
        let cancelled = cases.values.filter { $0.state == .cancelled }
        let amount = cancelled.reduce(0) { $0 + ($1.refund.amount ?? 0) }
        return "going back to customers: \(won(amount)) in \(cancelled.count) cases\n"
    }

    private func block(_ report: DropReport) -> String {
        var lines = ["■ \(report.drop.printableName)"]
        if let problem = report.drop.problem { lines.append("    읽을 수 없음   \(problem)") }
        for request in report.requests { lines += self.lines(for: request.record, request.status, in: report) }
        lines.append("    파일           \(report.drop.place ?? "-")")
        lines.append("                   \(Spool.receipts.path)/\(report.fileName.printable)")
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(for request: RequestRecord, _ status: RequestStatus, in report: DropReport) -> [String] {
        guard let id = request.caseID, let subject = report.cases[id] else { return ["    \(status.rawValue)"] }
        var lines = ["    요청           \(wish(request, subject))"]
        if status == .duplicate {
            lines.append("    결정           같은 건 → \(id)의 증거 \(subject.evidence.count)건, 새로 하는 일 없음")
            return lines
        }
        if let verdict = subject.verdict {
            lines.append("    결정           \(word(status)) [\(verdict.rule)] \(verdict.because.first ?? "")")
        }
        lines.append("    한 일          \(deed(subject))")
        for notice in subject.notices {
            lines.append("    알림           \(notice.medium == .email ? "메일" : "문자") \(notice.kind.rawValue)")
        }
        lines.append("    결과           \(Spool.results.path)/\(id).json")
        return lines
    }

    private func wish(_ request: RequestRecord, _ subject: Case) -> String {
        let product = subject.order.map { "\($0.productName) \(subject.quantity ?? $0.quantity)개" } ?? "주문 미확인"
        let reason = subject.request.reason.flatMap { $0.text ?? $0.code }.map { " (\($0.prefix(40)))" } ?? ""
        let wishes: [Intent: String] = [
            .cancel: "취소", .withdraw: "취소 철회", .return: "반품", .exchange: "교환", .change: "변경", .question: "문의",
            .feedback: "의견", .none: "해당 없음",
        ]
        return "\(wishes[request.intent] ?? "") · \(product)\(reason)"
    }

    private func word(_ status: RequestStatus) -> String {
        switch status {
        case .cancelled: "취소함"
        case .refused: "취소 불가"
        case .asked: "고객에게 물음"
        case .withdrawn: "철회됨"
        case .waiting: "사람이 결정"
        case .waitingForStore: "스토어의 답을 기다림"
        case .duplicate: "중복"
        case .expired: "답 없음"
        case .ignored: "자동 메일"
        case .rejected: "읽을 수 없음"
        }
    }

    private func deed(_ subject: Case) -> String {
        switch subject.state {
        case .cancelled: "스토어에서 취소 완료 확인, \(won(subject.refund.amount ?? 0)) (\(subject.refund.means ?? "결제수단 미확인"))"
        case .reviewing, .rejected: "할 일을 남김: \(Spool.tasks.path)/"
        case .withdrawn, .refused, .asking, .expired: "스토어에서 아무것도 취소하지 않음"
        case .received, .held, .approved, .commanding, .unknown, .reflecting: "기다리는 중 (\(subject.state.rawValue))"
        }
    }

    private func won(_ amount: Int) -> String {
        var digits = String(amount)
        var grouped = ""
        while digits.count > 3 {
            grouped = "," + digits.suffix(3) + grouped
            digits.removeLast(3)
        }
        return digits + grouped + "원"
    }
}
