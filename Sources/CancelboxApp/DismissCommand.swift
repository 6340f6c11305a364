// cancelbox dismiss: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct DismissCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Close a case that is not ours: spam, or a machine.",
        discussion: """
            Nothing is sent to anybody.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String?

    func run() throws { try options.hand(over: .dismiss, note: note) }
}
