// What SQLite's answers mean for the engine. The only place that looks at result codes.

internal import GRDB
internal import Ports

/// Runs `work` and turns whatever it throws into a `LedgerError`.
func ledgerErrors<Value>(_ work: () throws -> Value) throws(LedgerError) -> Value {
    do {
        return try work()
    } catch let error as LedgerError {
        throw error
    } catch let error as DatabaseError {
        throw LedgerError(error)
    } catch {
        // GRDB throws nothing else for the calls made here, except when a column holds what no version of ours wrote.
        throw .unreadable("\(error)")
    }
}

extension LedgerError {
    /// Sorted by what helps: waiting, room on the disk, nothing at all, another file. Messages of SQLite name tables, never values.
    init(_ error: DatabaseError) {
        let words = "\(error.message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy(words)
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_NOMEM:
            self = .storage(words)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_SCHEMA: self = .unreadable(words)
        default: self = .conflict(words)
        }
    }
}
