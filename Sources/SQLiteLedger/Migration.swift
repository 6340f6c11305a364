// The versions of the schema, oldest first. A file in Migrations/ that has ever been released is never edited; a new one follows.

internal import GRDB
internal import Ports

enum Migration {
    /// SQL texts; the one at index `n` leads from version `n` to `n + 1`.
    private static let all: [[UInt8]] = [
        PackageResources.v001_ledger_sql, PackageResources.v002_writer_gone_sql, PackageResources.v003_queue_sql,
        PackageResources.v004_owners_sql, PackageResources.v005_receipts_sql,
    ]

    static var latest: Int { all.count }

    /// Applies what is missing. To be called within a transaction, so that no half-made schema is ever seen.
    static func migrate(_ database: Database, from version: Int) throws {
        guard version < latest else { return }
        for sql in all[version...] {
            try database.execute(sql: String(decoding: sql, as: UTF8.self))
        }
        // They are off while tables are replaced that others refer to.
        guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
            throw LedgerError.unreadable("the ledger holds rows that refer to nothing")
        }
        try database.execute(sql: "PRAGMA application_id = \(Connection.applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(latest)")
    }
}
