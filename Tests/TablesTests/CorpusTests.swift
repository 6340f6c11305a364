// Tables written by others, with what they should read as: csv-spectrum, and the protected workbooks of msoffcrypto-tool.

import Foundation
import Tables
import Testing

struct CorpusTests {
    @Test func `every CSV of the spectrum reads as expected`() throws {
        guard let folder = TableCorpus.folder("csv-spectrum") else { return }
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "csvs"), includingPropertiesForKeys: nil)
        #expect(files.count == 12)
        for file in files {
            let name = file.deletingPathExtension().lastPathComponent
            // Latin-1, and its expected telephone number is not the one in the file.
            if name == "location_coordinates" { continue }
            var bytes = try TableCorpus.bytes(file)
            // Whoever copied these files lost their carriage returns on the way.
            if name.hasSuffix("_crlf"), !bytes.contains(13) { bytes = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
            let sheet = try DelimitedText(delimiter: UInt8(ascii: ",")).sheet(of: bytes, limits: .generous)
            let head = try #require(sheet.texts.first)
            let rows = sheet.texts.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
            let truth = try Data(contentsOf: folder.appending(path: "json/\(name).json"))
            let expected = try JSONDecoder().decode([[String: String]].self, from: truth)
            #expect(Array(rows) == expected, "\(name)")
        }
    }

    @Test func `a protected workbook opens with its password and no other`() throws {
        guard let folder = TableCorpus.folder("xlsx-encrypted") else { return }
        let locked = try TableCorpus.bytes(folder.appending(path: "inputs/example_password.xlsx"))
        let plain = try TableCorpus.bytes(folder.appending(path: "outputs/example.xlsx"))
        let expected = try readWorkbook(plain, passwords: [], limits: .generous).sheets
        #expect(expected.first?.texts.first == ["lorem", "ipsum"])
        let opened = try readWorkbook(locked, passwords: ["0000", "Password1234_"], limits: .generous)
        #expect(opened.sheets == expected)
        #expect(throws: TableError.passwordMissing) { try readWorkbook(locked, passwords: [], limits: .generous) }
        #expect(throws: TableError.passwordWrong) {
            try readWorkbook(locked, passwords: ["password1234_", ""], limits: .generous)
        }
    }

    @Test(arguments: [
        ("rc4cryptoapi_password", "Password1234_"), ("xor_password_123456789012345", "123456789012345"),
    ])
    func `a protected old workbook opens with its password and no other`(name: String, password: String) throws {
        guard let folder = TableCorpus.folder("xlsx-encrypted") else { return }
        let locked = try TableCorpus.bytes(folder.appending(path: "inputs/\(name).xls"))
        let plain = try TableCorpus.bytes(folder.appending(path: "outputs/\(name)_plain.xls"))
        let expected = try readWorkbook(plain, passwords: [], limits: .generous).sheets
        #expect(try readWorkbook(locked, passwords: ["0000", password], limits: .generous).sheets == expected)
        #expect(throws: TableError.passwordMissing) { try readWorkbook(locked, passwords: [], limits: .generous) }
        #expect(throws: TableError.passwordWrong) {
            try readWorkbook(locked, passwords: [password + "!", "x", ""], limits: .generous)
        }
    }

    @Test func `old workbooks read as they are`() throws {
        guard let folder = TableCorpus.folder("xlsx-encrypted") else { return }
        for name in ["inputs/plain.xls", "outputs/rc4cryptoapi_password_plain.xls"] {
            let bytes = try TableCorpus.bytes(folder.appending(path: name))
            let (format, sheets) = try readWorkbook(bytes, passwords: [], limits: .generous)
            #expect(format == .xls)
            #expect(sheets.first?.texts == [["lorem ipsum", "3"]], "\(name)")
        }
        let large = try TableCorpus.bytes(folder.appending(path: "outputs/xor_password_123456789012345_plain.xls"))
        let rows = try #require(readWorkbook(large, passwords: [], limits: .generous).sheets.first).texts
        #expect(rows == (1...420).map { Array(repeating: "\($0)", count: 26) })
    }
}
