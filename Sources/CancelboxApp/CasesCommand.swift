// cancelbox cases: which cases there are, one a line. Names and numbers of customers are masked.

import ArgumentParser
import Cancellation
import Engine
import Foundation
import Ports
import StrictJSON

struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "List the open cases, or those in some states.",
        discussion: """
            Each line: case, state, since when, amount in won, product, buyer (masked), and why it waits. WORDS find cases in any
            state: by the number of the case, order or product order, a name or address, the end of a telephone number, or a file.
              cancelbox cases --spool /srv/cancelbox --state reviewing --since 2026-11-20
              cancelbox cases 5678 --spool /srv/cancelbox
            Beside a running daemon; changes nothing. States: docs/STATES.md.
            """)

    @Argument(help: "Only cases that these words fit.")
    var words: String?

    @OptionGroup var options: SpoolOptions

    @Option(
        help: "Only cases received on this day or later: 2026-11-20.",
        transform: { word in
            guard let day = KoreanDate(iso8601: word) else { throw ValidationError("`\(word)` is no day: 2026-11-20.") }
            return day
        })
    var since: KoreanDate?

    @Option(
        help: "Only cases in this state; may be repeated. Closed ones are shown only when named.",
        transform: { word in
            guard let state = CaseState(rawValue: word) else {
                let known = CaseState.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("`\(word)` is no state. States: \(known).")
            }
            return state
        })
    var state: [CaseState] = []

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() throws {
        let composition = try options.composition()
        let usual = words == nil ? CaseState.allCases.filter { !$0.isClosed } : CaseState.allCases
        let wanted = state.isEmpty ? usual : state
        let book = try CaseBook(spool: composition.spool)
        var cases =
            try words.map { try book.find($0).filter { wanted.contains($0.state) } } ?? book.cases(in: Set(wanted))
        if let since { cases.removeAll { $0.receivedAt < since.start } }
        if json {
            let list = JSONText.members(
                ("schema", .string("cancelbox.cases/1")),
                ("cases", .array(try cases.map { $0.listed(due: try book.timers(of: $0).first?.due) })))
            return printLine(list.bytes())
        }
        printLine(Array(table(cases).utf8))
        if cases.isEmpty { complain("no case in these states: \(wanted.map(\.rawValue).joined(separator: ", "))") }
    }

    /// A line for each case, under titles, and the sum below.
    private func table(_ cases: [Case]) -> String {
        guard !cases.isEmpty else { return "" }
        let titles = ["CASE", "STATE", "RECEIVED", "AMOUNT", "PRODUCT", "BUYER", "WHY"]
        let amount = cases.compactMap(\.amount).reduce(0, +)
        return aligned([titles] + cases.map(\.columns))
            + "\(cases.count) case\(cases.count == 1 ? "" : "s"), \(amount)원\n"
    }
}

extension Case {
    fileprivate var amount: Int? { refund.amount ?? order.map { $0.payment(for: quantity ?? $0.remainingQuantity) } }

    private var buyer: String? { masked(order?.orderer.name ?? request.requester?.name) }

    fileprivate var columns: [String] {
        let product = [order?.productName ?? request.product?.name ?? "-", quantity.map { "\($0)개" }]
        let words = [
            id.rawValue, state.rawValue, String(receivedAt.iso8601.prefix(16)), amount.map { "\($0)원" } ?? "-",
            product.compactMap(\.self).joined(separator: " "), buyer ?? "-",
            verdict?.because.first ?? history.last?.note ?? "",
        ]
        return words.map(printable).map { $0.count > 60 ? $0.prefix(59) + "…" : $0 }
    }

    fileprivate func listed(due: Instant?) -> JSONText {
        .members(
            ("case", .string(id.rawValue)), ("state", .string(state.rawValue)), ("receivedAt", .time(receivedAt)),
            ("dueAt", .time(due)), ("amount", .optional(amount)),
            ("product", .optional(order?.productName ?? request.product?.name)), ("quantity", .optional(quantity)),
            ("buyer", .optional(buyer)),
            ("phone", .optional(masked(order?.orderer.phone ?? request.requester?.phone))),
            ("rule", .optional(verdict?.rule)), ("because", .optional(verdict?.because.first)))
    }
}
