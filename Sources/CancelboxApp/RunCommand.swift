// cancelbox run: the daemon, or one round of it.

import ArgumentParser
import Engine
import Foundation
import LinuxHost
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

    @Option(help: "trace, debug, info, notice, warning or error; overrides the configuration.")
    var logLevel: Logger.Level?

    func run() async throws {
        do {
            let composition = try Composition(spool: spool, configurationPath: config, logLevel: logLevel)
            let lock = try composition.lock()
            defer { withExtendedLifetime(lock) {} }
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

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// For `--once`, which has no watcher to be woken by.
func sleepMilliseconds(_ milliseconds: Int64) {
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
}

/// The daemon as a service: a thread of its own, because everything it calls blocks.
struct DaemonService: Service {
    let composition: Composition
    let watch: WatcherProcess

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    continuation.resume(with: Result { try self.work() })
                }
                thread.name = "cancelbox daemon"
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onGracefulShutdown: {
            watch.stop()
        }
    }

    private func work() throws {
        let daemon = Daemon(
            pipeline: try composition.pipeline(), watch: watch, time: SystemTime(),
            sweepIntervalMilliseconds: composition.configuration.engineSettings.sweepIntervalMilliseconds,
            log: composition.log)
        composition.log.notice("watching", metadata: ["spool": "\(composition.spool)"])
        try daemon.run()
        composition.log.notice("stopped; everything begun is finished")
    }
}

extension Composition {
    /// The watcher process beside this program, over all inboxes.
    func watcher() throws(StartError) -> WatcherProcess {
        do {
            let files = try LiveFileSystem(spool: spool)
            for inbox in configuration.inboxes { try files.create(inbox.folder) }
        } catch {
            throw .trouble("an inbox cannot be made: \(error)")
        }
        let folders = configuration.inboxes.map { inbox in
            inbox.folder.path.hasPrefix("/") ? inbox.folder.path : spool + "/" + inbox.folder.path
        }
        let log = log
        return WatcherProcess(program: Self.watcherProgram, folders: folders) { level, message, metadata in
            log.log(level: level, "\(message)", metadata: metadata.mapValues { "\($0)" })
        }
    }

    /// `cancelbox-watch` lies beside `cancelbox`; the environment may name another one.
    private static var watcherProgram: String {
        if let program = ProcessInfo.processInfo.environment["CANCELBOX_WATCH_PROGRAM"] { return program }
        // Without /proc the name we were called by has to do.
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let own = link ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("cancelbox-watch").path
    }
}
