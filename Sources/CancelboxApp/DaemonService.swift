// The daemon as a service of the service group, and the watcher it listens to.

import Engine
import Foundation
import LinuxHost
import Logging
import Ports
import ServiceLifecycle

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
            pipeline: try composition.pipeline(wake: { [watch] in watch.nudge() }), watch: watch, time: SystemTime(),
            sweepIntervalMilliseconds: composition.configuration.engineSettings.sweepIntervalMilliseconds,
            log: composition.log)
        composition.log.notice("watching", metadata: ["spool": "\(composition.spool)"])
        try daemon.run()
        composition.log.notice("stopped; everything begun is finished")
    }
}

extension Composition {
    /// Makes the inboxes where they are missing. A claim is a rename, so they must lie where the spool does.
    func prepareInboxes() throws(StartError) {
        let inboxes = configuration.inboxes.map(\.folder)
        let far: Folder?
        do throws(FileSystemError) {
            let files = try LiveFileSystem(spool: spool)
            try files.create(inboxes)
            far = try files.firstElsewhere(of: inboxes)
        } catch {
            throw .trouble("an inbox cannot be used: \(error). \(error.adviceOnInbox)")
        }
        guard let far else { return try checkDecisions() }
        throw .configuration(
            "the inbox \(far.path) lies on another file system or mount than the spool, so its files cannot be renamed into "
                + "the spool. Move one of the two, or give the inbox a spool of its own.")
    }

    /// Nobody but its owner, who is this user or root, may write to the folder. One that cannot be looked at is the sweep's to report.
    static func isPrivate(_ path: String) -> Bool {
        // Reported by the sweep, which cannot read it either.
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return true }
        let mode = (facts[.posixPermissions] as? NSNumber)?.intValue ?? 0
        let owner = (facts[.ownerAccountID] as? NSNumber)?.uint32Value
        return mode & 0o022 == 0 && (owner == nil || owner == geteuid() || owner == 0)
    }

    /// Whoever may write there may decide: only the owner of the spool.
    private func checkDecisions() throws(StartError) {
        let path = spool + "/" + Spool.decisions.path
        guard !Self.isPrivate(path) else { return }
        throw .configuration(
            "others than its owner may write to \(path), and a file there decides cases. Take that right away: chmod 700 \(path)"
        )
    }

    /// The watcher process beside this program, over all inboxes.
    func watcher() throws(StartError) -> WatcherProcess {
        let folders = configuration.inboxes.map { inbox in
            inbox.folder.path.hasPrefix("/") ? inbox.folder.path : spool + "/" + inbox.folder.path
        }
        var timing = WatchTiming()
        timing.poll = Int64(configuration.pollIntervalSeconds * 1000)
        let log = log
        do {
            let files = try LiveFileSystem(spool: spool)
            return try WatcherProcess(program: Self.watcherProgram, folders: folders, timing: timing) {
                level, message, metadata in
                log.log(level: level.loggerLevel, "\(message)", metadata: metadata.mapValues { "\($0)" })
            } report: { folders in
                do {
                    try WatchNote(folders).leave(in: files)
                } catch {
                    // Without the note `cancelbox status` knows less; nothing else depends on it.
                    log.debug("no note for cancelbox status", metadata: ["error": "\(error)"])
                }
            }
        } catch {
            throw .trouble("the watcher cannot be prepared: \(error)")
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

extension WatchLogLevel {
    fileprivate var loggerLevel: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
