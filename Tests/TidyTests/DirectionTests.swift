// Who may import whom. The table of docs/ARCHITECTURE.md as a test.

import Testing

struct DirectionTests {
    /// What the modules of each room may import. A room that is missing here fails.
    static let allowed: [String: Set<String>] = [
        "Cancellation": [],
        "StrictJSON": [],
        "Tables": ["CGsf", "CXML", "CCrypto"],
        "Digest": ["CCrypto"],
        "Intake": ["Cancellation", "StrictJSON", "Tables", "Digest", "CGMime"],
        "Ports": ["Cancellation"],
        "Engine": ["Cancellation", "Intake", "Ports", "StrictJSON", "Digest", "Logging", "Synchronization"],
        "LinuxHost": ["Ports", "CLinux", "Glibc", "Synchronization", "Logging"],
        "SQLiteLedger": ["Cancellation", "Ports", "GRDB", "GRDBSQLite", "Foundation", "Glibc"],
        "SmartStore": ["Cancellation", "Ports", "StrictJSON", "Glibc"],
        "Notices": ["Cancellation", "Ports", "StrictJSON", "CGMime", "Mustache"],
        "CancelboxApp": [
            "Cancellation", "Intake", "Ports", "Engine", "LinuxHost", "SQLiteLedger", "SmartStore", "Notices",
            "StrictJSON",
            "Digest", "ArgumentParser", "ServiceLifecycle", "UnixSignals", "Logging", "Yams", "Foundation", "Glibc",
        ],
        "cancelbox": ["CancelboxApp"],
        "cancelbox-bench": ["ArgumentParser", "Foundation", "Glibc"],
        "cancelbox-watch": ["CInotifyTools", "Glibc"],
    ]
    static let cRooms: Set<String> = ["CInotifyTools", "CGMime", "CGsf", "CXML", "CCrypto", "CLinux"]

    @Test func `every room imports only what it may`() throws {
        for room in try Repository.folders("Sources") where !Self.cRooms.contains(room) {
            let may = try #require(Self.allowed[room], "Sources/\(room) is not in the table of directions")
            for (path, lines) in try Repository.swiftFiles("Sources/\(room)") {
                for module in lines.compactMap(imported) {
                    #expect(may.contains(module), "\(path) may not import \(module)")
                }
            }
        }
    }

    @Test func `the pure rooms reach no clock, disk, network or dice`() throws {
        let forbidden = [
            "Date()", "Date.now", "ContinuousClock", "FileManager", "FileHandle", ".random(", "getenv", "arc4random",
        ]
        for room in ["Cancellation", "Intake", "StrictJSON", "Tables", "Digest"] {
            for (path, lines) in try Repository.swiftFiles("Sources/\(room)") {
                for word in forbidden {
                    #expect(!lines.contains { $0.contains(word) }, "\(path) uses \(word)")
                }
            }
        }
    }

    @Test func `the library with the GPL has one importer`() throws {
        let importers = try Repository.swiftFiles("Sources").filter { file in
            file.lines.contains { imported($0) == "CInotifyTools" }
        }
        #expect(importers.allSatisfy { $0.path.hasPrefix("Sources/cancelbox-watch/") })
        #expect(!importers.isEmpty)
    }

    private func imported(_ line: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), words.prefix(index).allSatisfy({ modifiers.contains($0) })
        else {
            return nil
        }
        return words.dropFirst(index + 1).first {
            !["struct", "enum", "class", "func", "protocol", "var"].contains($0)
        }?
        .split(separator: ".").first.map(String.init)
    }

    private var modifiers: Set<String> {
        ["package", "public", "internal", "private", "@preconcurrency", "@_exported"]
    }
}
