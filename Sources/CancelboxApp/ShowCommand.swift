// cancelbox show: all that is known of one case, the customer's name and numbers too.

import ArgumentParser
import Cancellation
import Engine
import Foundation
import Intake
import Ports
import StrictJSON

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one case: its order, its request, its decision and everything that happened to it.",
        discussion: """
              cancelbox show 2026112012345671-1 --spool /srv/cancelbox
            Shows personal data, unlike `cancelbox cases`. With --json the case's result (docs/schemas/result.schema.json) stands
            under "result", with "buyer", "requester" and "order" beside it.
            """)

    @Argument(
        help:
            "The number of the case; or of its order, a name, the end of a telephone number, or a file, where only one case fits."
    )
    var number: String

    @OptionGroup var options: SpoolOptions

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() throws {
        let book = try CaseBook(spool: options.composition().spool)
        let subject = try book.subject(number)
        let timers = try book.timers(of: subject)
        printLine(json ? subject.shownJSON(timers).bytes() : Array(subject.shownLines(timers).utf8))
        if !json { printLine(Array(try said(subject, book).utf8)) }
    }
}

extension ShowCommand {
    private static let longestQuote = 2000

    /// What the customer wrote, in his own words, and where the original lies.
    private func said(_ subject: Case, _ book: CaseBook) throws -> String {
        let composition = try options.composition()
        var text = ""
        for evidence in subject.evidence.prefix(5) {
            guard let place = try book.archivedDrop(evidence.drop)?.place else { continue }
            text += "from \(printable(evidence.name)), \(composition.spool)/\(place)\n"
            guard let bytes = FileManager.default.contents(atPath: "\(composition.spool)/\(place)"),
                let words = quotable("text", of: [UInt8](bytes))
            else { continue }
            let said = String(decoding: words, as: UTF8.self)
            let shown = said.count > Self.longestQuote ? said.prefix(Self.longestQuote) + "…" : said[...]
            for line in shown.split(separator: "\n", omittingEmptySubsequences: false) {
                text += "  > \(printable(String(line)))\n"
            }
        }
        return text
    }
}

extension Case {
    fileprivate func shownJSON(_ timers: [TimerRecord]) -> JSONText {
        .members(
            ("schema", .string("cancelbox.case/1")), ("result", resultFile),
            ("buyer", person(order?.orderer.name, nil, order?.orderer.phone)),
            ("requester", person(request.requester?.name, request.requester?.email, request.requester?.phone)),
            (
                "order",
                .members(
                    ("status", .optional(order?.status.rawValue)),
                    ("placeOrderStatus", .optional(order?.placeOrderStatus?.rawValue)),
                    ("claim", .optional(order?.claim.map { "\($0.type.rawValue)/\($0.status.rawValue)" })),
                    ("dispatchDueAt", .time(order?.dispatchDueAt)))
            ),
            ("dueAt", .time(timers.first?.due)),
            (
                "timers",
                .array(timers.map { .members(("kind", .string($0.kind.rawValue)), ("at", .time($0.due))) })
            ))
    }

    private func person(_ name: String?, _ email: String?, _ phone: String?) -> JSONText {
        .members(("name", .optional(name)), ("email", .optional(email)), ("phone", .optional(phone)))
    }

    fileprivate func shownLines(_ timers: [TimerRecord]) -> String {
        var rows: [(String, String?)] = [
            ("case", "\(id)  \(state.rawValue)  revision \(revision)"), ("", state.meaning),
            ("order", order.map { "\($0.orderID)  product order \($0.productOrderID)  \($0.status.rawValue)" }),
            ("claim", order?.claim.map { "\($0.type.rawValue)/\($0.status.rawValue)" }),
            ("product", order.map { "\($0.productName) \($0.option ?? "")" } ?? request.product?.name),
            ("quantity", quantity.map(String.init)), ("payment", order?.paymentMeans),
            ("buyer", words(order?.orderer.name, order?.orderer.phone)),
            ("asked by", words(request.requester?.name, request.requester?.email, request.requester?.phone)),
            ("wants", "\(request.intent.rawValue)\(request.conditional ? ", conditionally" : "")"),
            ("reason", words(request.reason?.code, request.reason?.text)),
            ("refund", refund.amount.map { "\(refund.status.rawValue)  \($0)원" }),
            ("decision", verdict.map { "\($0.outcome.rawValue) by \($0.rule) (\($0.policy))" }),
        ]
        rows += (verdict?.because ?? []).map { ("", $0) }
        rows += timers.map { ("due", "\($0.due.iso8601)  \($0.kind.rawValue)") }
        rows += notices.map { ("notice", "\($0.at.iso8601)  \($0.kind.rawValue)  \($0.medium.rawValue)  \($0.file)") }
        rows += evidence.map { ("evidence", "\($0.name)  #\($0.index)  \($0.drop.prefix(12))") }
        rows += history.map { entry in
            let who = entry.by.map { "  by \($0.rawValue)" } ?? ""
            return (
                "history", "\(entry.at.iso8601)  \(entry.event) → \(entry.state.rawValue)\(who)  \(entry.note ?? "")"
            )
        }
        return lines(rows)
    }

    private func words(_ parts: String?...) -> String? {
        let known = parts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: "  ")
    }
}

/// Names and values in two columns; what has no value is left out.
func lines(_ rows: [(String, String?)]) -> String {
    rows.compactMap { name, value in
        value.map { name.padding(toLength: 10, withPad: " ", startingAt: 0) + printable($0) + "\n" }
    }.joined()
}
