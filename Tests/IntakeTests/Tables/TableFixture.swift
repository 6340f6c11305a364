// The inputs under Tests/Fixtures/intake, for tests that do more with them than read them once.

import Foundation

enum TableFixture {
    private static let root = URL(filePath: #filePath).appending(path: "../../../Fixtures/intake").standardized

    /// The input of one case.
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = root.appending(path: "table-\(name)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard let input = names.first(where: { $0.hasPrefix("input.") }) else { throw CocoaError(.fileNoSuchFile) }
        return [UInt8](try Data(contentsOf: folder.appending(path: input)))
    }

    static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasPrefix("table-") }
                .map { String($0.dropFirst(6)) }.sorted()
        }
    }
}
