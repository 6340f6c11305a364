// Tables that were cut or damaged anywhere: they end, and never in a crash.

import Intake
import Testing

struct BrokenTableTests {
    /// The bomb is large when it is whole, and random rounds make passwords slow: both have tests of their own.
    private static var names: [String] {
        get throws { try TableFixture.names.filter { !$0.contains("bomb") && !$0.contains("password") } }
    }

    @Test func `a table that is cut off ends`() throws {
        for name in try Self.names {
            let bytes = try TableFixture.bytes(name)
            for count in stride(from: bytes.count % 41, to: bytes.count, by: max(1, bytes.count / 41)) {
                let cut = Array(bytes.prefix(count))
                _ = completeness(of: cut)
                let document = read(cut)
                #expect(document.requests.count <= 50)
            }
        }
    }

    @Test func `a table with a damaged byte ends`() throws {
        for name in try Self.names {
            let bytes = try TableFixture.bytes(name)
            let step = max(1, bytes.count / 37)
            for place in stride(from: 0, to: bytes.count, by: step) {
                for flip in [UInt8(1), 0x80, 0xFF] {
                    var damaged = bytes
                    damaged[place] ^= flip
                    #expect(read(damaged).requests.count <= 50)
                }
            }
        }
    }

    @Test func `a protected workbook that was tampered with is not believed`() throws {
        let bytes = try TableFixture.bytes("xlsx-agile-password-0000")
        // Where the encrypted package lies in this file. Most of its parts are never looked at, and yet none may differ.
        for place in stride(from: 5120 + 8, to: 5120 + 5512, by: 457) {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(read(damaged, passwords: ["0000"]).problem?.contains("EncryptedPackage") == true, "byte \(place)")
        }
    }

    @Test func `a file is whole when its directory is there`() throws {
        let bytes = try TableFixture.bytes("xlsx-cancel-page")
        #expect(completeness(of: bytes) == .whole)
        #expect(completeness(of: bytes.dropLast()) == .cut)
        #expect(completeness(of: Array(bytes.prefix(bytes.count / 2))) == .cut)
        #expect(completeness(of: try TableFixture.bytes("csv-utf8")) == .unclear)
        #expect(completeness(of: try TableFixture.bytes("xls-cancel-page")) == .unclear)
    }
}
