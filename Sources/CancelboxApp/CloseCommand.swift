// cancelbox close: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a case that was answered without a cancellation.",
        discussion: """
            Nothing is sent, unless you say --tell: then the customer reads the note.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why; with --tell, what the customer reads.")
    var note: String

    @Flag(help: "Send the note to the customer.")
    var tell = false

    func run() throws { try options.hand(over: .close, note: note, tells: tell) }
}
