// Golden files: what a person has read and found right. CANCELBOX_UPDATE_GOLDEN=1 rewrites them, and fails so that they are read.

import Foundation
import Testing

let goldenFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

/// Expects the golden file `name` to hold exactly `bytes`.
func expectGolden(_ name: String, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = goldenFolder.appending(path: name)
    if ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(at: goldenFolder, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        Issue.record(
            "rewrote \(name): read it, then run again without CANCELBOX_UPDATE_GOLDEN", sourceLocation: sourceLocation)
        return
    }
    let expected = try Data(contentsOf: file)
    #expect(
        String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
        sourceLocation: sourceLocation)
    #expect(Data(bytes) == expected, sourceLocation: sourceLocation)
}
