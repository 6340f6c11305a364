// The command line: one file per subcommand, this one names them.

import ArgumentParser

/// Runs the command line of this process and exits.
package func runCancelbox() async { await Cancelbox.main() }

/// `cancelbox`
struct Cancelbox: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancelbox",
        abstract:
            "취소함: drop cancellation requests into a folder; they are checked, decided, cancelled, proved and answered.",
        discussion: """
            A first round:
              cancelbox init /srv/cancelbox         folders and a commented configuration
              cancelbox run --spool /srv/cancelbox  watch its inbox until told to stop
              cp order.json /srv/cancelbox/inbox/   drop a request; see outbox/ for answers

            Exit codes: 0 done, 64 wrong usage, 65 a file could not be read or a decision not carried out, 66 no such case,
            69 the spool is in use, 73 cannot be created, 74 disk or ledger trouble,
            75 handed over and not answered yet, 78 wrong configuration.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, StatusCommand.self, CasesCommand.self, ShowCommand.self, ExplainCommand.self,
            ApproveCommand.self, RefuseCommand.self, AskCommand.self, HoldCommand.self, ReleaseCommand.self,
            RetryCommand.self, CloseCommand.self, DismissCommand.self, LinkCommand.self, UndoCommand.self,
            NoteCommand.self, QuarantineCommand.self, RequeueCommand.self, CheckCommand.self, InitCommand.self,
            ReadCommand.self, DemoCommand.self,
        ])
}

/// Exit codes of sysexits(3), so that service managers and scripts can tell causes apart.
enum Exit {
    static let unreadable = ExitCode(65)
    /// A decision that was not carried out: data that fit nothing, like a file that cannot be read.
    static let declined = unreadable
    static let noSuchCase = ExitCode(66)
    static let inUse = ExitCode(69)
    static let cannotCreate = ExitCode(73)
    static let trouble = ExitCode(74)
    /// Handed over to a daemon that does not run, or has not answered in time: it will be done.
    static let unanswered = ExitCode(75)
    static let configuration = ExitCode(78)
}
