// cancelbox init: a spool to begin with.

import ArgumentParser
import Engine
import Foundation
import LinuxHost
import Ports
import SQLiteLedger

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a spool with its folders and a commented configuration.",
        discussion: """
            Safe to repeat: folders that are there stay, and a cancelbox.yaml that is there is never overwritten.
            Then put the orders beside it (orders.json, the store's own answer to product-orders/query) and start
            `cancelbox run --spool DIR`.
            """)

    @Argument(help: "The folder to become a spool; made when missing.", completion: .directory)
    var directory: String

    @Flag(help: "Begin a new ledger in a spool whose ledger was lost.")
    var newLedger = false

    func run() throws {
        do {
            try Spool.prepare(directory)
            if newLedger { try makeLedger() }
        } catch let exit as ExitCode {
            throw exit  // its reason has been said
        } catch {
            complain(
                "\(directory) cannot become a spool: a folder or file cannot be made there. Choose a folder you may write to."
            )
            throw Exit.cannotCreate
        }
        if newLedger { return print("\(directory) has a new ledger. Start: cancelbox run --spool \(directory)") }
        print("\(directory) is a spool. Drop requests into \(directory)/inbox; answers appear in \(directory)/outbox.")
        print("Next: put orders.json beside cancelbox.yaml, then run: cancelbox run --spool \(directory)")
    }
}

extension InitCommand {
    /// An empty file in its place is replaced; one that holds something is never touched.
    private func makeLedger() throws {
        let path = directory + "/" + Spool.ledger
        let size = Spool.ledgerBytes(in: directory)
        guard (size ?? 0) == 0 else {
            complain("\(path) is there already; move it away first if it is to be replaced.")
            throw Exit.cannotCreate
        }
        if size != nil { try FileManager.default.removeItem(atPath: path) }
        try SQLiteLedger(path: path).close()
    }
}

extension Spool {
    /// The size of the ledger in bytes; nil when it is not there.
    static func ledgerBytes(in spool: String) -> Int? {
        // What cannot be looked at counts as not there: opening it says why.
        let size = (try? FileManager.default.attributesOfItem(atPath: spool + "/" + ledger))?[.size] as? NSNumber
        return size?.intValue
    }

    /// Something was taken and answered here before.
    static func isUsed(_ files: LiveFileSystem) -> Bool {
        [archive, quarantine, receipts].contains { folder in
            var isEmpty = true
            // A folder that is not there holds nothing.
            try? files.list(folder) { _ in
                isEmpty = false
                return false
            }
            return !isEmpty
        }
    }

    /// Makes the folders (0700) and, when there is none, the configuration (0600).
    static func prepare(_ directory: String) throws {
        let private700: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: private700)
        let files = try LiveFileSystem(spool: directory)
        try files.create(Spool.all)
        let path = directory + "/" + configurationName
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let private600: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let text = Data(PackageResources.cancelbox_yaml)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: private600) else {
            throw CocoaError(.fileWriteNoPermission)
        }
        try files.sync()
    }

    static let configurationName = "cancelbox.yaml"
}
