// What the commands of a person have in common: a decision file into decisions/, and a look for its receipt. Decides nothing.

import ArgumentParser
import Cancellation
import Engine
import Foundation
import Intake
import LinuxHost
import Ports
import StrictJSON

struct DecisionOptions: ParsableArguments {
    static let usage = """
        The decision is laid into decisions/ of the spool, which needs the right to write there (the daemon's own user), and kept
        with your name in the history of the case. Exit code 65 when it was not carried out, 75 when no daemon has answered yet.
        """

    @Argument(
        help:
            "The number of the case; or of its order, a name, the end of a telephone number, or a file, where only one case fits."
    )
    var number: String

    @OptionGroup var options: SpoolOptions

    @Option(name: .customLong("operator"), help: "Who decides; your login name unless said.")
    var person: String?

    @Flag(name: .customLong("no-wait"), help: "Do not wait for the receipt.")
    var noWait = false

    @Flag(name: .shortAndLong, help: "Do not ask on a terminal before money moves.")
    var yes = false

    /// How long a daemon is given to answer, in seconds. The file stays where it is when it takes longer.
    private static let patience = 10.0

    func hand(
        over action: PersonDecision.Action, note: String?, missing: [MissingFact] = [], cancelsAnyway: Bool = false,
        reason: String? = nil, tells: Bool = false, order: String? = nil, confirming: ((Case) -> String)? = nil
    ) throws {
        let composition = try options.composition()
        let subject = try CaseBook(spool: composition.spool).subject(number)
        if let confirming { try confirm(confirming(subject)) }
        let id = UUID().uuidString.lowercased()
        let file = JSONText.members(
            ("cancelbox", .string("decision")), ("case", .string(subject.id.rawValue)),
            ("action", .string(action.rawValue)), ("operator", .string(person ?? NSUserName())),
            ("note", .optional(note)), ("missing", .array(missing.map { .string($0.rawValue) })), ("id", .string(id)),
            ("cancelAnyway", cancelsAnyway ? .bool(true) : .null), ("reason", .optional(reason)),
            ("order", .optional(order)), ("tell", tells ? .bool(true) : .null))
        let bytes = file.bytes()
        // Before it is handed over: a note that is missing or too long is its writer's to correct, here and now.
        if let problem = Intake.read(bytes).problem {
            complain(problem)
            throw ExitCode.validationFailure
        }
        let name = "\(action.rawValue)-\(id).json"
        try lay(bytes, as: name, in: composition.spool)
        guard SpoolLock.owner(of: composition.spool) != nil else {
            complain("handed over as decisions/\(name). No daemon runs on this spool: it will be done when one does.")
            throw Exit.unanswered
        }
        if noWait { return say("handed over as decisions/\(name); its receipt comes into outbox/receipts.") }
        guard let receipt = receipt(of: name, in: composition.spool) else {
            complain("handed over as decisions/\(name); not answered yet. Look for its receipt in outbox/receipts.")
            throw Exit.unanswered
        }
        try tell(receipt, try CaseBook(spool: composition.spool).subject(subject.id.rawValue))
    }

    /// Shows what is about to happen; on a terminal it asks, anywhere else whoever runs this has decided.
    private func confirm(_ what: String) throws {
        complain(what)
        guard !yes, isatty(0) == 1 else { return }
        FileHandle.standardError.write(Data("Go on? [y/N] ".utf8))
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            complain("nothing was done")
            throw Exit.declined
        }
    }

    /// Whole from the first moment: written under a name that nobody takes, then renamed.
    private func lay(_ bytes: [UInt8], as name: String, in spool: String) throws {
        do throws(FileSystemError) {
            let files = try LiveFileSystem(spool: spool)
            try files.create([Spool.decisions])
            let temporary = FileName(".\(name).part")
            try files.write(bytes, to: temporary, in: Spool.decisions)
            try files.replace(temporary, from: Spool.decisions, to: FileName(name), in: Spool.decisions)
            try files.sync()
        } catch {
            complain("the decision cannot be handed over: \(error). Run this as the user that Cancelbox runs as.")
            throw Exit.cannotCreate
        }
    }

    private func receipt(of name: String, in spool: String) -> JSONNode? {
        let end = Date().addingTimeInterval(Self.patience)
        while Date() < end {
            for status in DropReport.Status.allCases {
                let path = "\(spool)/\(Spool.receipts.path)/\(name).\(status.rawValue).json"
                guard let bytes = FileManager.default.contents(atPath: path) else { continue }
                // A receipt is whole or not there; one that is neither is looked at again.
                if let receipt = try? JSONReader.read([UInt8](bytes)) { return receipt }
            }
            sleepMilliseconds(50)
        }
        return nil
    }

    private func tell(_ receipt: JSONNode, _ subject: Case) throws {
        let row = receipt["requests"]?.array?.first
        if let problem = row?["problem"]?.string ?? receipt["problem"]?.string {
            complain("not carried out: \(printable(problem))")
            throw Exit.declined
        }
        let note = subject.history.last?.note.map { "  " + printable($0) } ?? ""
        say("\(subject.id) is now \(subject.state.rawValue).\(note)")
    }

    private func say(_ text: String) { printLine(Array((text + "\n").utf8)) }
}
