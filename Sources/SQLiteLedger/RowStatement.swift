// One statement that a batch runs for many rows. Owns its bindings and what SQLite answers; knows no table.

internal import GRDB
internal import GRDBSQLite

/// Binds values straight to SQLite, in the order of the statement's `?1`, `?2`, …; GRDB keeps the statement, the connection and
/// the transaction.
///
/// GRDB's own arguments go through three boxes a value, and a full batch binds some thirty thousand of them: without them a commit
/// took a quarter less time.
struct RowStatement {
    private let database: Database
    private let statement: Statement
    private var position: CInt = 0
    /// What the first binding that failed came to: the row must not be written with what the one before it had there.
    private var failure = SQLITE_OK

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
    }

    /// Text up to its first NUL is all that SQL's own functions see; callers replace NULs where a sender may have put them.
    mutating func bind(_ text: String?) {
        guard var text else { return bind { sqlite3_bind_null($0, $1) } }
        text.withUTF8 { bind(text: $0) }
    }

    /// A JSON body, as the sink wrote it.
    mutating func bind(_ body: JSONSink) {
        body.bytes.withUnsafeBufferPointer { bind(text: $0) }
    }

    mutating func bind(_ number: Int64?) {
        bind { if let number { sqlite3_bind_int64($0, $1, number) } else { sqlite3_bind_null($0, $1) } }
    }

    mutating func bind(_ number: Int?) { bind(number.map(Int64.init)) }

    mutating func bind(_ flag: Bool) { bind(flag ? 1 : 0) }

    mutating func bind(blob bytes: [UInt8]) {
        // An empty blob is not NULL.
        bind {
            bytes.isEmpty
                ? sqlite3_bind_zeroblob($0, $1, 0)
                : sqlite3_bind_blob64($0, $1, bytes, UInt64(bytes.count), Self.copied)
        }
    }

    /// Runs the statement with what was bound since the last time.
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    mutating func run() throws -> Int {
        defer { (position, failure) = (0, SQLITE_OK) }
        let code = failure == SQLITE_OK ? sqlite3_step(statement.sqliteStatement) : failure
        let message = code == SQLITE_DONE ? nil : database.lastErrorMessage
        // Says the same code once more.
        sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
        return database.changesCount
    }

    /// SQLite takes a copy of what is bound.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private mutating func bind(_ value: (SQLiteStatement, CInt) -> CInt) {
        position += 1
        let code = value(statement.sqliteStatement, position)
        if failure == SQLITE_OK { failure = code }
    }

    private mutating func bind(text: UnsafeBufferPointer<UInt8>) {
        bind { statement, position in
            text.withMemoryRebound(to: CChar.self) { characters in
                // Without an address it would be NULL, and an empty text is not.
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(statement, position, "", 0, Self.copied)
                }
                let encoding = UInt8(SQLITE_UTF8)
                return sqlite3_bind_text64(
                    statement, position, start, UInt64(characters.count), Self.copied, encoding)
            }
        }
    }
}
