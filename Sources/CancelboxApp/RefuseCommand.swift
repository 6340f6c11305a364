// cancelbox refuse: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct RefuseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Refuse a cancellation. The customer is told the note.",
        discussion: """
            --note is what the customer reads as the reason.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    func run() throws { try options.hand(over: .refuse, note: note) }
}
