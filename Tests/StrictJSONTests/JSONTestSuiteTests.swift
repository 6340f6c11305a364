// The public JSONTestSuite as judge. y_: must be read; n_: must be refused; i_: either, and docs/INTAKE.md says which and why.

import Foundation
import StrictJSON
import Testing

/// The texts whose fate RFC 8259 leaves open and that we read: numbers of any size, because they are kept as written. Refused are
/// invalid UTF-8, halves of surrogate pairs, byte order marks and UTF-16 (intake takes those two away before), and 500 brackets.
private let readOfOurOwnChoice: Set<String> = [
    "i_number_double_huge_neg_exp.json", "i_number_huge_exp.json", "i_number_neg_int_huge_exp.json",
    "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json", "i_number_real_pos_overflow.json",
    "i_number_real_underflow.json", "i_number_too_big_neg_int.json", "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json",
]

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
            default: #expect(isRead == readOfOurOwnChoice.contains(name), "\(name)")
            }
        }
        #expect(counts == ["y": 95, "n": 188, "i": 35])
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
