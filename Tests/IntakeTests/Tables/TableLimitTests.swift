// Every limit of tables, one below it, at it, and one above it.

import Intake
import Testing

struct TableLimitTests {
    struct Bound: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var setLimit: @Sendable (inout Limits, Int) -> Void
        var limit = 12
        var refusal: String
        /// A table that measures as much as is asked for.
        var bytes: @Sendable (Int) -> [UInt8]
    }

    private static func text(_ rows: [[String]]) -> [UInt8] {
        Array(rows.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
    }

    private static func table(rows count: Int, titles: [String] = []) -> [[String]] {
        [["상품주문번호", "취소사유"] + titles] + (1..<max(2, count)).map { ["20261123000000\(10 + $0)", "변심"] }
    }

    static let bounds = [
        Bound(testDescription: "rows", setLimit: { $0.tableRows = $1 }, refusal: "rows") { text(table(rows: $0)) },
        Bound(testDescription: "cells", setLimit: { $0.tableCells = $1 }, refusal: "cells") { count in
            text(table(rows: count / 2) + (count % 2 == 0 ? [] : [["2026112300000099"]]))
        },
        Bound(testDescription: "cells of one row", setLimit: { $0.tableColumns = $1 }, refusal: "one row") { count in
            text(table(rows: 2, titles: (2..<count).map { _ in "" }))
        },
        Bound(
            testDescription: "text of a cell", setLimit: { $0.tableCellText = $1 }, limit: 100, refusal: "one cell"
        ) { text(table(rows: 2) + [["2026112300000012", String(repeating: "x", count: $0)]]) },
        Bound(testDescription: "requests", setLimit: { $0.requests = $1 }, refusal: "요청이 너무 많습니다") {
            text(table(rows: $0 + 1))
        },
        Bound(
            testDescription: "bytes handed back", setLimit: { $0.tableRejected = $1 }, limit: 20,
            refusal: "too many rows"
        ) {
            text(
                table(rows: 2) + Array(repeating: ["", "x"], count: 3) + [["", String(repeating: "y", count: $0 - 11)]])
        },
        Bound(testDescription: "sheets", setLimit: { $0.workbookSheets = $1 }, limit: 3, refusal: "sheets") {
            StoredWorkbook.bytes(sheets: $0)
        },
        Bound(testDescription: "parts", setLimit: { $0.workbookParts = $1 }, refusal: "parts") {
            StoredWorkbook.bytes(sheets: 1, moreParts: $0 - StoredWorkbook.partsOfOneSheet)
        },
        Bound(testDescription: "unpacked", setLimit: { $0.workbookUnpacked = $1 }, limit: 5000, refusal: "unpacked") {
            StoredWorkbook.bytes(sheets: 1, unpackingTo: $0)
        },
        Bound(
            testDescription: "unpacked, whatever the size of the drop",
            setLimit: { ($0.workbookUnjudged, $0.workbookExpansion) = ($1, 0) }, limit: 5000,
            refusal: "times its own size"
        ) { StoredWorkbook.bytes(sheets: 1, unpackingTo: $0) },
    ]

    @Test(arguments: bounds, [-1, 0, 1])
    func `a limit of tables holds exactly`(bound: Bound, beyond: Int) {
        var limits = Limits()
        bound.setLimit(&limits, bound.limit)
        let document = read(bound.bytes(bound.limit + beyond), limits: limits)
        let isRefused = document.problem?.contains(bound.refusal) ?? false
        #expect(isRefused == (beyond > 0), "\(document.problem ?? "no problem")")
        #expect(document.requests.isEmpty == (beyond > 0), "\(document.refusal ?? "no refusal")")
    }

    @Test(arguments: [-1, 0, 1])
    func `the names of the columns are looked for among the first rows only`(beyond: Int) {
        var limits = Limits()
        limits.tableHeaderRows = 5
        let notices = Array(repeating: ["안내문", "입니다"], count: limits.tableHeaderRows - 1 + beyond)
        let document = read(Self.text(notices + Self.table(rows: 2)), limits: limits)
        #expect(document.requests.count == (beyond > 0 ? 0 : 1))
    }

    @Test(arguments: [99_999, 100_000, 100_001])
    func `a password costs only so many rounds`(limit: Int) throws {
        var limits = Limits()
        limits.passwordRounds = limit
        let document = read(
            try TableFixture.bytes("xlsx-agile-password-0000"), limits: limits, passwords: ["0000"])
        #expect(document.problem?.contains("rounds") ?? false == (limit < 100_000))
        #expect(document.requests.isEmpty == (limit < 100_000))
    }

    @Test(arguments: [1, 2, 3])
    func `only so many passwords are tried`(limit: Int) throws {
        var limits = Limits()
        limits.passwords = limit
        let bytes = try TableFixture.bytes("xlsx-standard-password-1111")
        let document = read(bytes, limits: limits, passwords: ["0000", "1111"])
        #expect(document.kind == (limit < 2 ? .lockedWorkbook : .xlsx))
    }
}
