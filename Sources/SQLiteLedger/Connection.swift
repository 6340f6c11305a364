// How the connection is set up, and how a file is known to be ours before the first byte of it is written.

internal import GRDB
internal import Ports

enum Connection {
    /// `PRAGMA application_id` of every ledger: "CBox" in ASCII.
    static let applicationID = 0x4342_6F78

    /// Foreign keys are enforced (GRDB's default), and a second is waited for another writer.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(1)
        configuration.prepareDatabase { database in
            // In WAL mode NORMAL would lose the latest commits in a power cut.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // Otherwise REPLACE would delete rows without asking the triggers.
            try database.execute(sql: "PRAGMA recursive_triggers = ON")
            // Statements that a trigger may refuse keep the pages they change for a way back: in memory, not in a file.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // KiB. What a batch touches stays in memory until it is committed.
            try database.execute(sql: "PRAGMA cache_size = -16384")
            // Pages. A case is written twice in a batch, and copied into the file once when both fall between two checkpoints.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
        }
        return configuration
    }

    static var readingConfiguration: Configuration {
        var configuration = configuration
        configuration.readonly = true
        return configuration
    }

    /// Looks whose file this is.
    static func check(_ database: Database) throws {
        guard try version(of: database) == Migration.latest else {
            throw LedgerError.unreadable("the ledger is of an older version; `cancelbox run` brings it up to date")
        }
    }

    /// Looks whose file this is, and only then switches to WAL mode and brings the schema up to date.
    static func prepare(_ database: Database) throws {
        let version = try version(of: database)
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw LedgerError.storage("no WAL mode here (\(mode ?? "no answer")): the spool must lie on a local disk")
        }
        guard version < Migration.latest else { return }
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }  // a constant statement; asked for below
        try database.inTransaction(.immediate) {
            // Asked again: another process may have been faster.
            try Migration.migrate(database, from: try self.version(of: database))
            return .commit
        }
    }

    /// The version of the schema; 0 for an empty file.
    private static func version(of database: Database) throws -> Int {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == applicationID, version > 0 {
            guard version <= Migration.latest else {
                throw LedgerError.unreadable(
                    "the ledger has version \(version), this program knows \(Migration.latest)")
            }
            return version
        }
        let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == 0, version == 0, objects == 0 else {
            throw LedgerError.unreadable("an SQLite file, but no ledger (application_id \(application))")
        }
        return 0
    }
}
