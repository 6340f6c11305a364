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
            Each line: case, state, since when, amount in won, product, buyer (masked), and why it waits.
              cancelbox cases --spool /srv/cancelbox --state reviewing
            Beside a running daemon; changes nothing. States: docs/STATES.md.
            """)

    @OptionGroup var options: SpoolOptions

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
        let wanted = state.isEmpty ? CaseState.allCases.filter { !$0.isClosed } : state
        let book = try CaseBook(spool: composition.spool)
        let cases = try book.cases(in: Set(wanted))
        if json {
            let list = JSONText.members(
                ("schema", .string("cancelbox.cases/1")),
                ("cases", .array(try cases.map { $0.listed(due: try book.timers(of: $0).first?.due) })))
            return printLine(list.bytes())
        }
        for subject in cases { printLine(Array((subject.line + "\n").utf8)) }
        if cases.isEmpty { complain("no case in these states: \(wanted.map(\.rawValue).joined(separator: ", "))") }
    }
}

extension Case {
    private var amount: Int? { refund.amount ?? order.map { $0.payment(for: quantity ?? $0.remainingQuantity) } }

    private var buyer: String? { masked(order?.orderer.name ?? request.requester?.name) }

    fileprivate var line: String {
        let product = [order?.productName ?? request.product?.name ?? "-", quantity.map { "\($0)개" }]
        let words = [
            id.rawValue, state.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0), receivedAt.iso8601,
            amount.map { "\($0)원" } ?? "-", product.compactMap(\.self).joined(separator: " "), buyer ?? "-",
            verdict?.because.first ?? history.last?.note ?? "",
        ]
        return words.map(printable).joined(separator: "  ")
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
