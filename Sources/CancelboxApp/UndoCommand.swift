// cancelbox undo: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a decision back that has not gone out.",
        discussion: """
            An approval that waits for its turn, and a case that was closed without a word to the customer, wait for a person again. What the
            store or the customer has heard of cannot be taken back.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    func run() throws { try options.hand(over: .undo, note: note) }
}
