// A folder for one test, gone with it.

import Foundation
import Ports
import SQLiteLedger

final class ScratchFolder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        // Nothing to be done about a folder that cannot be removed; it lies in the temporary directory.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Where the tests keep their ledger.
    var ledger: String { path + "/ledger.sqlite" }

    func bench() throws -> LedgerBench {
        try LedgerBench(
            open: { try SQLiteLedger(path: self.ledger) }, close: { try ($0 as? SQLiteLedger)?.close() })
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
    }
}
