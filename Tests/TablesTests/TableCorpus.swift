// Where tables written by others are found, when they are there: `../shared` beside the repository, or CANCELBOX_SHARED.

import Foundation
import Tables

enum TableCorpus {
    /// A folder of the corpus; says so on standard error when there is none.
    static func folder(_ name: String) -> URL? {
        let shared =
            ProcessInfo.processInfo.environment["CANCELBOX_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized
        let folder = shared.appending(path: "corpus/\(name)")
        if FileManager.default.fileExists(atPath: folder.path) { return folder }
        FileHandle.standardError.write(Data("NOT RUN: \(name) is not beside the repository\n".utf8))
        return nil
    }

    static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}

extension TableLimits {
    /// Wide enough for every test that is not about limits.
    static let generous = TableLimits(
        rows: 100_000, columns: 1000, cells: 1_000_000, cellText: 32 << 10, sheets: 64, parts: 1000,
        unpacked: 64 << 20, expansion: 200, unjudged: 1 << 20, passwordRounds: 1_000_000)
}

extension Sheet {
    /// The texts of all rows, empty cells as empty texts.
    var texts: [[String]] {
        rows.map { row in (0..<row.width).map { row[$0]?.text ?? "" } }
    }
}
