// Why a table cannot be read at all. Values only: the words for its sender are intake's.

package enum TableError: Error, Hashable, Sendable {
    /// More than is read of anything.
    case tooMuch(Excess, limit: Int)
    /// The file contradicts its own format; the text names the part.
    case damaged(String)
    /// It is a ZIP or OLE2 file, and no workbook.
    case noWorkbook
    /// Excel 95 and before, or the binary workbook of Excel 2007 (.xlsb).
    case oldFormat
    /// A password is asked for and none was given.
    case passwordMissing
    /// None of the passwords given opens it.
    case passwordWrong
    /// Protected in a way that is not read.
    case protection(String)
    /// A quote that is never closed, and the line where it stands.
    case openQuote(line: Int)
}
