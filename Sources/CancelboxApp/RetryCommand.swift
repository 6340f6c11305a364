// cancelbox retry: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try a case again that the store rejected, or look now at one that waits for the store.",
        discussion: """
            A rejected cancellation is decided anew on what the store shows now, and given again if the rules say so. A note is not needed.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String?

    func run() throws { try options.hand(over: .retry, note: note) }
}
