// What can be seen of a spool from outside while its daemon runs or does not: counts, ages, how inboxes are watched. Changes nothing.

import Cancellation
import Engine
import Foundation
import LinuxHost
import Ports
import SQLiteLedger
import SmartStore

/// One look at a spool.
struct SpoolStatus {
    /// One folder files are dropped into; a Maildir has two.
    struct InboxLook {
        var inbox: Inbox
        /// What the sweep will take, and what it passes over: in progress by name, or without its done file.
        var waiting = FolderCount()
        var inProgress = FolderCount()
        /// How the daemon watches it; nil when no daemon runs or it has not said yet.
        var watch: WatchNote.Inbox?
        /// Why it cannot be counted.
        var problem: String?
    }

    var spool: String
    var at: Instant
    /// The number of the daemon's process; nil when none runs.
    var daemon: Int32?
    var inboxes: [InboxLook]
    var work: FolderCount
    /// Files, without the reasons beside them.
    var quarantined: FolderCount
    /// By state; nil when there is no ledger yet.
    var cases: [CaseState: Tally]?
    /// What is queued in each lane.
    var lanes: [LaneDepth] = []
    /// Requests that wait for the store, and since when the oldest does.
    var waitingForStore: (count: Int, oldest: Instant?) = (0, nil)
    /// While so many wait, nothing new is taken.
    let mostWaiting: Int
    var ledgerProblem: String?
    /// How many product orders the file of orders holds; nil when it cannot be used.
    var orders: Int?
    var ordersProblem: String?
    var freeBytes: Int?
    var freeFiles: Int?

    init(spool: String, configuration: Configuration) throws(FileSystemError) {
        let files = try LiveFileSystem(spool: spool)
        self.spool = spool
        mostWaiting = configuration.engineSettings.mostWaitingRequests
        at = Instant(milliseconds: SystemTime().now())
        let daemon = SpoolLock.owner(of: spool)
        self.daemon = daemon
        let count = configuration.inboxes.count
        let note = WatchNote(spool: spool).flatMap { $0.process == daemon && $0.inboxes.count == count ? $0 : nil }
        inboxes = configuration.inboxes.enumerated().map { index, inbox in
            var look = InboxLook(inbox: inbox)
            look.watch = note?.inboxes[index]
            do throws(FileSystemError) {
                try look.count(on: files, inProgress: configuration.inProgress)
            } catch {
                look.problem = "\(error). \(error.adviceOnInbox)"
            }
            return look
        }
        work = try Self.count(Spool.work, on: files) { $0.bytes.first != UInt8(ascii: ".") }
        quarantined = try Self.count(Spool.quarantine, on: files) { !$0.bytes.reversed().starts(with: Self.reason) }
        readLedger()
        readOrders(configuration.orders)
        // Unknown where the system does not say.
        let room = try? FileManager.default.attributesOfFileSystem(forPath: spool)
        freeBytes = (room?[.systemFreeSize] as? NSNumber)?.intValue
        freeFiles = (room?[.systemFreeNodes] as? NSNumber)?.intValue
    }

    private static let reason = Array(".reason.json".utf8.reversed())

    /// A spool that no daemon has prepared yet has none of its folders.
    private static func count(
        _ folder: Folder, on files: LiveFileSystem, where include: (FileName) -> Bool
    ) throws(FileSystemError) -> FolderCount {
        do throws(FileSystemError) {
            return try files.count(folder, where: include)
        } catch .missing {
            return FolderCount()
        }
    }

    private mutating func readOrders(_ path: String) {
        do throws(OrderBookError) {
            orders = try OrderBook.check(OrderFile(path: path).renewed() ?? [])
        } catch {
            ordersProblem = error.advice
        }
    }

    private mutating func readLedger() {
        let path = spool + "/" + Spool.ledger
        guard FileManager.default.fileExists(atPath: path) else { return }
        do throws(LedgerError) {
            let ledger: any LedgerReading = try SQLiteLedger(reading: path)
            cases = try ledger.tallies()
            lanes = try ledger.laneDepths()
            waitingForStore = try ledger.waitingDepth()
        } catch {
            ledgerProblem = "\(error). \(error.advice)"
        }
    }
}

extension SpoolStatus.InboxLook {
    fileprivate mutating func count(on files: LiveFileSystem, inProgress names: InProgress) throws(FileSystemError) {
        let folder = inbox.folder
        guard inbox.hasDoneFiles else {
            waiting = try files.count(folder) { !names.covers($0) }
            inProgress = try files.count(folder) { names.covers($0) }
            return
        }
        // A drop for each done file; what has none is in progress.
        waiting = try files.count(folder) { name in
            DoneFile.announced(by: name).map { !names.covers($0) } ?? false
        }
        inProgress = try files.count(folder) { DoneFile.announced(by: $0) == nil }
        inProgress.files = max(0, inProgress.files - waiting.files)
    }
}
