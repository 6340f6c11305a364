// From one row to the request it makes. What the facts mean is JSON's and tables' alike: RequestFacts judges them.

import Cancellation
import Tables

/// The rows of one sheet below one header.
struct TableRows {
    let sheet: Sheet
    let header: TableHeader
    /// The checks of the columns that hold order numbers.
    let orderNumbers: [Int: OrderNumberCells]
    let limits: Limits
    /// A text, where stray delimiters move the cells.
    let isDelimited: Bool

    /// The request of `row`; nil when it states a fact and asks for nothing.
    func request(of row: Row) throws(RowProblem) -> Request? {
        guard !row.isHidden else { throw .hidden }
        if isDelimited, row.cells.contains(where: { $0.column >= header.titles.count && !$0.isBlank }) {
            throw .tooWide
        }
        let facts = try facts(of: row)
        guard !isTotal(row) else { return nil }
        guard !isAmbiguous(facts) else { throw .noAction }
        guard !statesFact(facts) else { return nil }
        guard facts.namesOrder else { throw .noOrderNumber }
        guard !lacksState(facts) else { throw .noAction }
        let request: Request?
        do throws(JSONProblem) {
            request = try facts.request(shift: 0)
        } catch {
            throw rowProblem(error)
        }
        guard request != nil || !speaksOfCancelling(row) else { throw .noAction }
        return request.map { placed($0, in: row) }
    }

    /// The state of an order is 취소, and nothing else says whether it was cancelled or is to be.
    private func isAmbiguous(_ facts: RequestFacts) -> Bool {
        guard facts.namesOrder, let state = facts[.orderStatus], facts[.claimStatus] == nil, facts[.action] == nil
        else {
            return false
        }
        return ["취소", "cancel"].contains(normalised(state.text)) && facts[.kind] == nil && facts[.claimType] == nil
    }

    /// A row that asks for nothing we understand, and has a word for cancelling in a column that we do not know.
    private func speaksOfCancelling(_ row: Row) -> Bool {
        row.cells.contains { cell in
            header.fields[cell.column] == nil && cell.text.utf8.count < 2_000 && isCancelWord(cell.text)
                && !isDone(cell.text)
        }
    }

    /// A claim that is finished asks for nothing, whatever reason stands beside it.
    private func statesFact(_ facts: RequestFacts) -> Bool {
        if facts[.action] == nil, let claim = facts[.claimStatus], isDone(claim.text) { return true }
        if case .nothing = facts.wish { return true }
        return false
    }

    /// A line of sums below the others.
    private func isTotal(_ row: Row) -> Bool {
        let isNumbered = row.cells.contains { orderNumbers[$0.column] != nil && $0.text.contains(where: \.isNumber) }
        return !isNumbered && row.cells.contains { totals.contains(normalised($0.text.trimmingSpaces)) }
    }

    /// The table has a column for the state of claims, this row has none there, and a reason or quantity all the same: a left-over
    /// of a claim, or a forgotten state. Nobody may guess which.
    private func lacksState(_ facts: RequestFacts) -> Bool {
        guard header.fields.values.contains(.claimStatus), facts[.action] == nil, facts[.kind] == nil,
            facts[.claimStatus].map({ isNoClaim($0.text) }) ?? true
        else { return false }
        if case .wants(.cancel, let sign) = facts.wish { return sign != facts[.orderStatus] }
        return false
    }

    /// Each fact's range is its column, until `placed` knows better.
    private func facts(of row: Row) throws(RowProblem) -> RequestFacts {
        var facts = RequestFacts(maximumText: limits.reasonText)
        facts.isTable = true
        for cell in row.cells {
            guard let field = header.fields[cell.column], !cell.isBlank || cell.kind == .uncalculated else { continue }
            let column = cell.column..<(cell.column + 1)
            guard cell.kind != .error else { throw .errorCell(column: title(cell.column)) }
            guard cell.kind != .uncalculated else { throw .uncalculated(column: title(cell.column)) }
            if let numbers = orderNumbers[cell.column], numbers.isDamaged(cell.asWritten) {
                throw .damagedNumber(column: title(cell.column))
            }
            let text = field.isTime ? cell.timeText : cell.asWritten.text
            if field == .claimStatus, let known = facts[.claimStatus], normalised(known.text) != normalised(text) {
                throw .conflict(column: title(cell.column))
            }
            do throws(JSONProblem) {
                try facts.add(text, isNumber: cell.kind == .number, at: column, as: field, in: .request)
            } catch {
                throw rowProblem(error)
            }
        }
        return facts
    }

    /// The request with the places of its facts in the file instead of their columns.
    private func placed(_ request: Request, in row: Row) -> Request {
        var request = request
        let columns = request.evidence.fields.mapValues(\.offset)
        var sources = FactSources()
        for (name, column) in columns {
            guard let cell = row[column] else { continue }
            if isDelimited {
                sources.fields[name] = ByteRange(offset: cell.range.lowerBound, length: cell.range.count)
            } else {
                sources.cells = (sources.cells ?? [:]).merging([name: sheet.place(of: cell, in: row)]) { $1 }
            }
        }
        request.evidence = sources
        return request
    }

    private func rowProblem(_ problem: JSONProblem) -> RowProblem {
        switch problem {
        case .damagedNumber(let column): .damagedNumber(column: title(column))
        case .badQuantity(let column): .badQuantity(column: title(column))
        case .conflict(let column), .repeatedKey(let column), .sharedByItems(let column):
            .conflict(column: title(column))
        case .badNumber(let column), .unknownSchema(let column): .badNumber(column: title(column))
        case .noAction, .unclear, .storeError, .tooLarge, .notJSON, .badUTF16or32, .tooManyRequests, .namesNothing:
            .noAction
        }
    }

    private func title(_ column: Int) -> String {
        header.titles.indices.contains(column) ? header.titles[column].trimmingSpaces : columnName(column)
    }
}

private let totals: Set<String> = ["합계", "총계", "소계", "총합계", "계", "total", "grandtotal", "subtotal", "sum"]

extension Field {
    fileprivate var isTime: Bool { self == .requestedAt || self == .cancelRequestedAt }
}

extension Cell {
    var isBlank: Bool { text.trimmingSpaces.isEmpty }

    /// The cell without the marks that make a spreadsheet take figures for text, `="2026…"` and `'2026…`: then it is text for sure.
    var asWritten: Cell {
        guard kind == .untyped || kind == .text else { return self }
        let plain = text.trimmingSpaces
        var cell = self
        if plain.hasPrefix("=\""), plain.hasSuffix("\""), plain.count >= 3 {
            cell.text = String(plain.dropFirst(2).dropLast())
        } else if plain.hasPrefix("'"), let next = plain.dropFirst().first, next.isNumber || "=+-@".contains(next) {
            cell.text = String(plain.dropFirst())
        } else {
            return self
        }
        cell.kind = .text
        return cell
    }

    /// A date's text; bare serial numbers of days, as exports have them, become one.
    fileprivate var timeText: String {
        let text = asWritten.text.trimmingSpaces
        // From 1954 to 2118: five figures, which no other way to write a date has.
        guard kind == .number || kind == .untyped || kind == .text, let serial = Double(text), serial >= 20_000,
            serial < 80_000
        else { return text }
        return dateText(serial: serial) ?? text
    }
}
