// Every limit of intake in one place. Reading a file of any content ends within these.

/// The most that is read of anything.
package struct Limits: Hashable, Sendable {
    /// Bytes of one drop.
    package var drop = 64 << 20
    /// Requests of one drop.
    package var requests = 20_000
    /// Nesting of JSON, and its values (16 bytes each while they are read, their keys as much again).
    package var jsonDepth = 128
    package var jsonValues = 4 << 20
    /// Bytes of a drop that may be one bare JSON string or number.
    package var bareValue = 4 << 10
    /// Nesting of MIME parts, and their number.
    package var mimeDepth = 32
    package var mimeParts = 512
    /// Mails within a mail within a mail: what is attached deeper is not read.
    package var mailsWithin = 4
    /// Bytes of a mail's text that are searched for what it asks.
    package var mailText = 256 << 10
    /// Order numbers in the words of one mail: who has more of them sends a table.
    package var mailOrders = 100
    /// Bytes of a customer's words that are kept as the reason.
    package var reasonText = 4 << 10
    /// Bytes of the note of a person's decision.
    package var decisionText = 4 << 10
    /// Messages of one mbox.
    package var mboxMessages = 20_000
    /// Authentication-Results fields of a mail, results of one field, properties of one result; what is beyond is left out.
    package var authenticationFields = 32
    package var authenticationResults = 64
    package var authenticationProperties = 16
    /// Tables: rows and cells that hold something, cells of one row, bytes of one cell's text.
    package var tableRows = 100_000
    package var tableCells = 2_000_000
    package var tableColumns = 1024
    package var tableCellText = 32 << 10
    /// Bytes of the rows of a table that are handed back, each cell counting one more.
    package var tableRejected = 32 << 20
    /// Rows of a table that are searched for the names of its columns.
    package var tableHeaderRows = 20
    /// Sheets and parts of a workbook.
    package var workbookSheets = 64
    package var workbookParts = 4096
    /// Bytes a workbook unpacks to: at the most, and as a multiple of the drop once it is more than `workbookUnjudged`.
    package var workbookUnpacked = 128 << 20
    package var workbookExpansion = 200
    package var workbookUnjudged = 4 << 20
    /// Rounds of digests behind a workbook's password, and passwords that are tried.
    package var passwordRounds = 1_000_000
    package var passwords = 16

    package init() {}
}
