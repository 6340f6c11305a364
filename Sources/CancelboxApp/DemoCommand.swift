// cancelbox demo: the whole job on an example inbox, told as a seller would want to hear it.

import ArgumentParser
import Cancellation
import Engine
import Foundation
import Ports

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the main job once over an example inbox and show what happened.",
        discussion: """
            Copies the example's inbox, orders and settings into a new spool and runs the daemon's own code over it once.
              cancelbox demo --from inbox-example --spool /tmp/demo
            Then look around in the spool: results, notices and receipts are ordinary files.
            """)

    @Option(help: "A folder with inbox/, orders.json and cancelbox.yaml.", completion: .directory)
    var from = "inbox-example"

    @Option(help: "The spool to make; must not exist.", completion: .directory)
    var spool: String

    func run() throws {
        do {
            try copyExample()
            let composition = try Composition(spool: spool, configurationPath: nil, logLevel: nil)
            let lock = try composition.lock()
            defer { withExtendedLifetime(lock) {} }
            var reports: [DropReport] = []
            try composition.pipeline().runOnce(sleep: sleepMilliseconds) { reports.append($0) }
            let table = DemoTable(reports: reports.sorted { $0.drop.name.lexicographicallyPrecedes($1.drop.name) })
            print(table.text)
            print(sampleNotice(of: reports))
            print(table.sum)
            print(
                "Everything lies in \(spool): outbox/results, outbox/notices, outbox/receipts, outbox/tasks, archive, quarantine."
            )
            guard table.addsUp else {
                complain("the sum does not add up; this is a defect of Cancelbox")
                throw Exit.trouble
            }
        } catch let error as StartError {
            complain(error.description)
            throw Exit.configuration
        } catch let error as EngineError {
            complain("\(error). \(error.advice)")
            throw Exit.trouble
        }
    }

    private func copyExample() throws {
        let disk = FileManager.default
        guard !disk.fileExists(atPath: spool) else {
            complain("\(spool) is there already; name a folder that is not.")
            throw Exit.cannotCreate
        }
        try Spool.prepare(spool)
        try disk.removeItem(atPath: "\(spool)/\(Spool.configurationName)")
        for name in [Spool.configurationName, "orders.json"] {
            try disk.copyItem(atPath: "\(from)/\(name)", toPath: "\(spool)/\(name)")
        }
        let drops = disk.enumerator(atPath: "\(from)/inbox")
        while let path = drops?.nextObject() as? String {
            guard drops?.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            try disk.copyItem(atPath: "\(from)/inbox/\(path)", toPath: "\(spool)/inbox/\(path)")
        }
    }

    /// One notice in full, headers and all, its text decoded for reading.
    private func sampleNotice(of reports: [DropReport]) -> String {
        let notices = reports.flatMap { $0.cases.values }.flatMap(\.notices)
        let wanted = notices.filter { $0.kind == .cancelled && $0.medium == .email }.map(\.file).min()
        guard let file = wanted,
            let bytes = FileManager.default.contents(atPath: "\(spool)/\(Spool.emails.path)/\(file)")
        else { return "" }
        return "One of the notices, \(Spool.emails.path)/\(file):\n\n" + ReadableMail.text(of: [UInt8](bytes)) + "\n"
    }
}
