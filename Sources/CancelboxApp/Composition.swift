// The composition root: the only place that knows which implementation stands behind which port.

import Cancellation
import Engine
import Foundation
import LinuxHost
import Logging
import Notices
import Ports
import SQLiteLedger
import SmartStore

/// A spool with its configuration, ready to be put to work.
struct Composition: Sendable {
    let spool: String
    let configuration: Configuration
    let log: Logger

    init(spool: String, configurationPath: String?, logLevel: Logger.Level?) throws(StartError) {
        self.spool = URL(fileURLWithPath: spool).standardizedFileURL.path
        let path = configurationPath ?? self.spool + "/" + Spool.configurationName
        do throws(ConfigurationError) {
            configuration = try Configuration(path: path, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw .configuration(error.description)
        }
        var log = Logger(label: "cancelbox", factory: StreamLogHandler.standardError(label:))
        log.logLevel = logLevel ?? configuration.logLevel
        self.log = log
    }

    /// Takes the spool for this process; held as long as the returned lock lives.
    func lock() throws(StartError) -> SpoolLock {
        do throws(SpoolLockError) {
            return try SpoolLock(spool: spool)
        } catch {
            if case .held = error { throw .inUse("the spool is in use. \(error.advice)") }
            throw .trouble("the spool cannot be locked: \(error). \(error.advice)")
        }
    }

    /// Opens ledger, store and disk. Call on the thread that will use the pipeline.
    /// - Parameter wake: called when a worker has finished something.
    func pipeline(wake: @escaping @Sendable () -> Void = {}) throws(StartError) -> Pipeline {
        let time = SystemTime()
        do {
            let files = try LiveFileSystem(spool: spool)
            try checkLedger(files)
            let ledger = try SQLiteLedger(path: spool + "/" + Spool.ledger)
            let store = try orderBook(time: time)
            var settings = configuration.engineSettings
            // The order book never shows what was before a command.
            settings.policy.staleReads = 0
            let decisions = spool + "/" + Spool.decisions.path
            settings.decisionsArePrivate = { Self.isPrivate(decisions) }
            let notices = try TemplateNoticeWriter(sender: configuration.sender, templates: .korean)
            return Pipeline(
                settings: settings, files: files, ledger: ledger, store: store, notices: notices,
                time: time, log: log,
                lanes: Lanes(intake: ThreadLane(), outbox: ThreadLane(), store: ThreadLane()), wake: wake)
        } catch let error as StartError {
            throw error
        } catch let error as LedgerError {
            throw .trouble("the ledger cannot be opened: \(error). \(error.advice)")
        } catch {
            throw .trouble("\(error)")
        }
    }

    /// A ledger that is missing beside a used spool was lost: beginning anew without a word would forget what was cancelled already.
    private func checkLedger(_ files: LiveFileSystem) throws(StartError) {
        let path = spool + "/" + Spool.ledger
        let size = Spool.ledgerBytes(in: spool)
        guard (size ?? 0) == 0, Spool.isUsed(files) else { return }
        throw .trouble(
            "\(path) is \(size == nil ? "missing" : "empty"), and this spool has been used. Put the ledger back from the backup; or, if it "
                + "is lost, run `cancelbox init --new-ledger \(spool)`: what was answered before is then known to nobody, so look at the store "
                + "before you drop old files again.")
    }

    /// Old orders may say "paid" of what was sent meanwhile.
    private static func report(_ problem: OrderBookError?, of path: String, to log: Logger) {
        guard let problem else { return log.notice("the orders can be read again", metadata: ["orders": "\(path)"]) }
        log.error(
            "the new orders cannot be read, going on with those of before",
            metadata: ["orders": "\(path)", "advice": "\(problem.advice)"])
    }

    private func orderBook(time: SystemTime) throws(StartError) -> OrderBook {
        let path = configuration.orders
        do throws(OrderBookError) {
            let journal = try FileJournal(path: spool + "/orderbook.journal")
            return try OrderBook(
                source: OrderFile(path: path), journal: journal, now: { Instant(milliseconds: time.now()) },
                trouble: { [log] in Self.report($0, of: path, to: log) })
        } catch {
            throw .configuration("the order book \(path) cannot be used. \(error.advice)")
        }
    }
}

/// Why Cancelbox cannot start. The text says what to do.
enum StartError: Error, CustomStringConvertible {
    case configuration(String)
    case inUse(String)
    case trouble(String)

    var description: String {
        switch self {
        case .configuration(let text), .inUse(let text), .trouble(let text): text
        }
    }
}
