// The bindings of a row: what arrives is what was bound, or nothing does.

import GRDB
import GRDBSQLite
import Testing

@testable import SQLiteLedger

struct RowStatementTests {
    private func inTable(_ work: (Database) throws -> Void) throws {
        try DatabaseQueue().inDatabase { database in
            try database.execute(sql: "CREATE TABLE t (a, b, c)")
            try work(database)
        }
    }

    @Test func `empty is not NULL, and nil is`() throws {
        try inTable { database in
            var insert = try RowStatement(database, "INSERT INTO t VALUES (?1, ?2, ?3)")
            insert.bind("")
            insert.bind(blob: [])
            insert.bind(nil as String?)
            #expect(try insert.run() == 1)
            insert.bind(nil as Int64?)
            insert.bind(blob: [0, 255])
            insert.bind("a\0b한")
            #expect(try insert.run() == 1)
            let rows = try String.fetchAll(database, sql: "SELECT quote(a) || quote(b) || quote(c) FROM t")
            #expect(rows.first == "''X''NULL")
            #expect(try Int.fetchAll(database, sql: "SELECT length(CAST(c AS BLOB)) FROM t WHERE a IS NULL") == [6])
            #expect(try String.fetchAll(database, sql: "SELECT hex(b) FROM t WHERE a IS NULL") == ["00FF"])
        }
    }

    @Test func `a value that SQLite does not take is an error, and never the value of the row before`() throws {
        try inTable { database in
            sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, 100)
            var insert = try RowStatement(database, "INSERT INTO t (a) VALUES (?1)")
            insert.bind("short")
            try insert.run()
            insert.bind(String(repeating: "x", count: 101))
            #expect {
                try insert.run()
            } throws: { error in
                (error as? DatabaseError)?.resultCode == .SQLITE_TOOBIG
            }
            #expect(try String.fetchAll(database, sql: "SELECT a FROM t") == ["short"])
            insert.bind("next")
            #expect(try insert.run() == 1, "the error is over with the row")
        }
    }

    @Test func `what a constraint refuses is an error with its words`() throws {
        try inTable { database in
            try database.execute(sql: "CREATE UNIQUE INDEX once ON t (a)")
            var insert = try RowStatement(database, "INSERT INTO t (a) VALUES (?1)")
            insert.bind(1 as Int)
            try insert.run()
            insert.bind(1 as Int)
            #expect {
                try insert.run()
            } throws: { error in
                let error = error as? DatabaseError
                return error?.resultCode == .SQLITE_CONSTRAINT && error?.message?.contains("t.a") == true
            }
            insert.bind(2 as Int)
            #expect(try insert.run() == 1)
        }
    }
}
