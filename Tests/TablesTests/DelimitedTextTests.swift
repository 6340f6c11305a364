// Rows of delimited text: delimiters, line ends, places.

import Tables
import Testing

struct DelimitedTextTests {
    private func sheet(_ text: String) throws -> Sheet {
        let bytes = Array(text.utf8)
        return try #require(DelimitedText(bytes)).sheet(of: bytes, limits: .generous)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `every line end ends one row`(end: String) throws {
        let sheet = try sheet(["a,b", "1,\"x\(end)y\"", "3,4"].joined(separator: end))
        #expect(sheet.texts == [["a", "b"], ["1", "x\(end)y"], ["3", "4"]])
        #expect(sheet.rows.map(\.number) == [1, 2, 4])
    }

    @Test(arguments: [",", ";", "\t", "|"])
    func `the delimiter is the one that cuts evenly`(delimiter: String) throws {
        let rows = [["a", "b", "c"], ["1,5;", "2", "3"], ["x|y", "", "z,"]]
        let text = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }.joined(separator: "\n")
        #expect(try sheet(text).texts == rows)
    }

    @Test func `places count the bytes of the file, the mark and quotes included`() throws {
        let text = "\u{FEFF}가,\"나 \"\"다\"\"\",라\n"
        let cells = try sheet(text).rows[0].cells
        let bytes = Array(text.utf8)
        #expect(cells.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["가", "\"나 \"\"다\"\"\"", "라"])
        #expect(cells.map(\.text) == ["가", "나 \"다\"", "라"])
    }

    @Test func `an open quote is told with its line`() {
        #expect(throws: TableError.openQuote(line: 2)) { try sheet("a,b\n1,\"2\n3,4\n5,6\n") }
    }

    @Test(arguments: ["a,", "hello, world, ", "\"a\",", "\n", ",", "x,y\n", "\"\n\","])
    func `the beginning costs what it may hold, whatever the text is`(unit: String) throws {
        let bytes = Array(String(repeating: unit, count: 20_000).utf8)
        let beginning = DelimitedText(delimiter: UInt8(ascii: ",")).beginning(of: bytes, rows: 20, columns: 100)
        #expect(beginning.rows.count <= 20 && beginning.rows.allSatisfy { $0.width <= 100 })
    }

    @Test func `a row that is too wide is cut in the beginning, and none of its cells gets lost`() throws {
        let bytes = Array("a,b,c,d,e\n1,2\n3,4,5,6\n".utf8)
        let rows = DelimitedText(delimiter: UInt8(ascii: ",")).beginning(of: bytes, rows: 5, columns: 2).rows
        #expect(rows.map { $0.cells.map(\.text) } == [["a", "b"], ["c", "d"], ["e"], ["1", "2"], ["3", "4"]])
    }

    @Test(arguments: ["", "one word", "two words\nand more\n"])
    func `text without a delimiter is no table`(text: String) {
        #expect(DelimitedText(Array(text.utf8)) == nil)
    }
}
