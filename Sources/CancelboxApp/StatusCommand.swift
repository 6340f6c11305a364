// cancelbox status: how a spool is, for people and for monitoring. Touches nothing.

import ArgumentParser
import Engine
import Foundation
import Ports
import StrictJSON

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how a spool is: its daemon, how each inbox is watched, what waits and since when.",
        discussion: """
            For every inbox: `events` (heard, proved by a sign of life each minute), `unproven` (no sign of life can be left
            there) or `polled` (looked into every pollIntervalSeconds) with the reason, and how many files wait.
            Changes nothing, and makes no ledger where there is none.
              cancelbox status --spool /srv/cancelbox --json | jq '.inboxes[] | {folder, watch, waiting}'
            docs/schemas/status.schema.json describes the JSON.
            """)

    @Option(help: "The spool.", completion: .directory)
    var spool: String

    @Option(help: "The configuration; without it, cancelbox.yaml in the spool.", completion: .file())
    var config: String?

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() throws {
        let composition: Composition
        do {
            composition = try Composition(spool: spool, configurationPath: config, logLevel: nil)
        } catch {
            complain("\(error)")
            throw Exit.configuration
        }
        do throws(FileSystemError) {
            let status = try SpoolStatus(spool: composition.spool, configuration: composition.configuration)
            printLine(json ? status.json.bytes() : Array(status.text.utf8))
        } catch {
            complain("the spool cannot be looked at: \(error). \(EngineError.files(error).advice)")
            throw Exit.trouble
        }
    }
}
