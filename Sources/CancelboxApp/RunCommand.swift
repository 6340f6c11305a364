// cancelbox run: the daemon, or one round of it.

import ArgumentParser
import Engine
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Watch the inboxes of a spool and carry every request to its end.",
        discussion: """
            Runs until SIGTERM or SIGINT, finishes what is begun and ends with 0. One daemon per spool.
            With --once it takes what lies in the inboxes, waits for files that are still settling, and ends.
            """)

    @Option(help: "The spool, as made by `cancelbox init`.", completion: .directory)
    var spool: String

    @Option(help: "The configuration; without it, cancelbox.yaml in the spool.", completion: .file())
    var config: String?

    @Flag(help: "Process what is there, then end.")
    var once = false

    @Option(
        help: "trace, debug, info, notice, warning or error; overrides the configuration.",
        transform: { word in
            guard let level = Logger.Level(rawValue: word) else { throw ValidationError("`\(word)` is no log level.") }
            return level
        })
    var logLevel: Logger.Level?

    func run() async throws {
        do {
            let composition = try Composition(spool: spool, configurationPath: config, logLevel: logLevel)
            let lock = try composition.lock()
            defer { withExtendedLifetime(lock) {} }
            try composition.prepareInboxes()
            if once {
                try composition.pipeline().runOnce(sleep: sleepMilliseconds)
            } else {
                try await watch(composition)
            }
        } catch let error as StartError {
            throw exit(for: error)
        } catch let error as EngineError {
            complain("\(error). \(error.advice)")
            throw Exit.trouble
        }
    }

    private func watch(_ composition: Composition) async throws {
        let service = DaemonService(composition: composition, watch: try composition.watcher())
        let group = ServiceGroup(
            services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: composition.log)
        try await group.run()
    }

    private func exit(for error: StartError) -> ExitCode {
        complain(error.description)
        switch error {
        case .configuration: return Exit.configuration
        case .inUse: return Exit.inUse
        case .trouble: return Exit.trouble
        }
    }
}
