// What stands in the file and the port has no question for.

import Cancellation
import Foundation
import GRDB

enum Stored {
    /// All events, in the order in which they were stored.
    static func events(in path: String) throws -> [Event] {
        let bodies = try DatabaseQueue(path: path).read { database in
            try Data.fetchAll(database, sql: "SELECT body FROM events ORDER BY rowid")
        }
        return try bodies.map { try JSONDecoder().decode(Event.self, from: $0) }
    }
}
