// cancelbox read: what intake makes of files. Touches nothing else.

import ArgumentParser
import Foundation
import Intake
import StrictJSON

struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Print what Cancelbox understands of files, one JSON line each.",
        discussion: """
            Nothing is claimed, decided or changed: use it to see how a mail or an export will be read.
              cancelbox read inbox-example/inbox/*.eml | jq .requests
            Each line: {"file","bytes","sha256","kind","mail","requests","problem"}; docs/schemas/read.schema.json describes it.
            Passwords for workbooks are taken from CANCELBOX_WORKBOOK_PASSWORDS, one a line.
            Exit code 0 when every file was read, 65 when one could not be.
            """)

    @Option(help: "A cancelbox.yaml whose fieldNames, lexicon and workbookPasswords count.", completion: .file())
    var config: String?

    @Argument(help: "Files to read.", completion: .file())
    var files: [String]

    func run() throws {
        let known = try configuration()
        let told = ProcessInfo.processInfo.environment["CANCELBOX_WORKBOOK_PASSWORDS"] ?? ""
        let passwords = known?.workbookPasswords ?? told.split(separator: "\n").map(String.init)
        var isUnreadable = false
        for path in files {
            let line = ReadLine(
                path: path, names: known?.fieldNames ?? .usual, lexicon: known?.lexicon ?? .usual, passwords: passwords)
            if line.problem != nil { isUnreadable = true }
            printLine(line.json.bytes(indented: false))
        }
        if isUnreadable { throw Exit.unreadable }
    }

    private func configuration() throws -> Configuration? {
        guard let config else { return nil }
        do throws(ConfigurationError) {
            return try Configuration(path: config, environment: ProcessInfo.processInfo.environment)
        } catch {
            complain(error.description)
            throw Exit.configuration
        }
    }
}
