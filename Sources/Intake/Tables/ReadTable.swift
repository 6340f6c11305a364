// Tables → documents: rows that ask become requests, rows that cannot be read are handed back with the reason, and the others go on.

import Cancellation
import Tables

/// Reads a workbook, which `looksLikeWorkbook`. Its visible sheets that have a header are read, the others passed over.
/// - Parameter passwords: tried one after another where the workbook is protected.
func readWorkbook(_ bytes: [UInt8], limits: Limits, names: FieldNames, passwords: [String]) -> Document {
    do throws(TableError) {
        let workbook = try Tables.readWorkbook(
            bytes, passwords: Array(passwords.prefix(limits.passwords)), limits: limits.tables)
        let kind: DocumentKind = workbook.format == .xlsx ? .xlsx : .xls
        var reading = TableReading(limits: limits, names: names, isDelimited: false)
        for sheet in workbook.sheets { reading.read(sheet) }
        return reading.document(kind: kind)
    } catch {
        let isLocked = error == .passwordMissing || error == .passwordWrong
        let kind: DocumentKind = isLocked ? .lockedWorkbook : looksLikeZip(bytes) ? .xlsx : .xls
        return Document(kind: kind, problem: error.text)
    }
}

/// Reads a web page, which `looksLikeHTML`: its tables with a header are read, everything else is passed over.
func readPage(_ bytes: [UInt8], limits: Limits, names: FieldNames) -> Document {
    do throws(TableError) {
        var reading = TableReading(limits: limits, names: names, isDelimited: false)
        for sheet in try pageTables(bytes, limits: limits) { reading.read(sheet) }
        return reading.document(kind: .html)
    } catch {
        return Document(kind: .html, problem: error.text)
    }
}

/// Whether `bytes` begin like a workbook of any kind.
func looksLikeWorkbook(_ bytes: [UInt8]) -> Bool { looksLikeZip(bytes) || looksLikeCompound(bytes) }

/// Reads delimited text; nil when the bytes are no text, or no table with an order number in it.
func readDelimited(_ bytes: [UInt8], limits: Limits, names: FieldNames) -> Document? {
    guard let text = tableText(bytes), let delimited = DelimitedText(text) else { return nil }
    do throws(TableError) {
        let sheet = try delimited.sheet(of: text, limits: limits.tables)
        guard !isCutInCharacter(bytes) else { throw .damaged("EOF") }
        var reading = TableReading(limits: limits, names: names, isDelimited: true)
        reading.read(sheet)
        return reading.hasHeader ? reading.document(kind: .csv) : nil
    } catch {
        let beginning = delimited.beginning(
            of: text, rows: limits.tableHeaderRows, columns: limits.tableColumns)
        guard TableHeader.find(in: beginning, limits: limits, names: names) != nil else { return nil }
        return Document(kind: .csv, problem: error.text)
    }
}

/// What was read of one file's sheets so far.
private struct TableReading {
    let limits: Limits
    let names: FieldNames
    let isDelimited: Bool
    private(set) var hasHeader = false
    private var canAsk = false
    private var requests: [Request] = []
    private var rejected: [RejectedRows] = []
    private var rejectedBytes = 0

    init(limits: Limits, names: FieldNames, isDelimited: Bool) {
        self.limits = limits
        self.names = names
        self.isDelimited = isDelimited
    }

    mutating func read(_ sheet: Sheet) {
        guard let (first, index) = TableHeader.find(in: sheet, limits: limits, names: names) else { return }
        hasHeader = true
        var header = first
        var part: [Row] = []
        // Exports that were put one below the other bring their headers along.
        for row in sheet.rows.dropFirst(index + 1) {
            if part.isEmpty, header.row + 1 == row.number, let both = header.with(subtitles: row, names: names) {
                header = both
            } else if row.namesOrderColumn(names), let next = TableHeader(row, names: names) {
                read(part, of: sheet, below: header)
                (header, part) = (next, [])
            } else if !row.cells.allSatisfy(\.isBlank) {
                part.append(row)
            }
        }
        read(part, of: sheet, below: header)
    }

    private mutating func read(_ rows: [Row], of sheet: Sheet, below header: TableHeader) {
        canAsk = canAsk || header.canAsk
        guard header.canAsk else { return }
        let columns = header.numberColumns
        let numbers = OrderNumberCells(rows.flatMap { row in columns.compactMap { row[$0]?.asWritten } })
        let orderNumbers = Dictionary(uniqueKeysWithValues: columns.map { ($0, numbers) })
        let table = TableRows(
            sheet: sheet, header: header, orderNumbers: orderNumbers, limits: limits, isDelimited: isDelimited)
        var bad: [RejectedRow] = []
        for row in rows where requests.count <= limits.requests && rejectedBytes <= limits.tableRejected {
            do throws(RowProblem) {
                if let request = try table.request(of: row) { requests.append(request) }
            } catch {
                let place = sheet.name.isEmpty ? "\(row.number)번째 줄" : "'\(sheet.name)' \(row.number)행"
                let cells = (0..<max(header.titles.count, row.width)).map { row[$0]?.text ?? "" }
                // One long text that many cells share is many long texts when it is written down.
                rejectedBytes += cells.reduce(0) { $0 + $1.utf8.count + 1 }
                bad.append(RejectedRow(cells: cells, reason: error.text(place: place)))
            }
        }
        if !bad.isEmpty { rejected.append(RejectedRows(titles: header.titles, rows: bad)) }
    }

    func document(kind: DocumentKind) -> Document {
        guard hasHeader else {
            return Document(
                kind: kind,
                remark:
                    "표에서 '상품주문번호'나 '주문번호' 열을 찾지 못했습니다. 열 이름이 있는 표로 다시 넣어 주세요 (no column for order numbers was found; drop a table with the names of its columns)."
            )
        }
        guard canAsk else {
            return Document(
                kind: kind,
                remark:
                    "표에 무엇을 원하는지가 없습니다. '취소 처리상태', '요청유형' 또는 '취소사유' 열을 넣어 다시 넣어 주세요 (the table does not say what is wanted; add a column for the state, the kind of request or the reason)."
            )
        }
        guard rejectedBytes <= limits.tableRejected else {
            return Document(
                kind: kind,
                problem:
                    "읽을 수 없는 줄이 너무 많습니다(첫 번째: \(rejected.first?.rows.first?.reason ?? "")). 표를 고쳐 다시 넣어 주세요 (too many rows cannot be read; correct the table and drop it again)."
            )
        }
        return Document(kind: kind, requests: requests, rejected: rejected)
    }
}

extension Limits {
    fileprivate var tables: TableLimits {
        TableLimits(
            rows: tableRows, columns: tableColumns, cells: tableCells, cellText: tableCellText, sheets: workbookSheets,
            parts: workbookParts, unpacked: workbookUnpacked, expansion: workbookExpansion, unjudged: workbookUnjudged,
            passwordRounds: passwordRounds)
    }
}
