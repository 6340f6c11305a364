// Where mails written by others are found, when they are there: `../shared` beside the repository, or CANCELBOX_SHARED.

import Foundation

enum SharedCorpus {
    /// A folder of the corpus; says so on standard error when there is none.
    static func folder(_ name: String) -> URL? {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let shared =
            ProcessInfo.processInfo.environment["CANCELBOX_SHARED"].map { URL(filePath: $0) }
            ?? repository.appending(path: "../shared").standardized
        let folder = shared.appending(path: name)
        if FileManager.default.fileExists(atPath: folder.path) { return folder }
        FileHandle.standardError.write(Data("NOT RUN: \(name) is not beside the repository\n".utf8))
        return nil
    }

    static func files(in folder: URL, suffixes: [String]) -> [URL] {
        let all =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return all.filter { suffixes.contains($0.pathExtension) }.sorted { $0.path < $1.path }
    }
}
