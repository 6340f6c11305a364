// The public JSONTestSuite as judge. y_: must be read; n_: must be refused; i_: either, but it must end.

import Foundation
import StrictJSON
import Testing

struct JSONTestSuiteTests {
    @Test func `the reader agrees with JSONTestSuite`() throws {
        guard let folder = corpusFolder else {
            FileHandle.standardError.write(Data("NOT RUN: JSONTestSuite is not beside the repository\n".utf8))
            return
        }
        var counts: [Character: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            guard name.hasSuffix(".json"), let kind = name.first else { continue }
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
            // Only the fact of an error matters here.
            let isRead = (try? JSONReader.read(bytes)) != nil
            counts[kind, default: 0] += 1
            switch kind {
            case "y": #expect(isRead, "\(name) must be read")
            case "n": #expect(!isRead, "\(name) must be refused")
            default: break
            }
        }
        #expect(counts["y", default: 0] >= 90)
        #expect(counts["n", default: 0] >= 180)
    }
}

/// Where the suite lies, if it does.
private var corpusFolder: String? {
    let shared =
        ProcessInfo.processInfo.environment["CANCELBOX_SHARED"]
        ?? URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path()
    let folder = shared + "/corpus/json-test-suite/test_parsing"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
}
