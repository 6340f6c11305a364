// cancelbox hold: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Park a case: nothing happens to it until it is released.",
        discussion: """
            Too late once a command to the store is under way.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    func run() throws { try options.hand(over: .hold, note: note) }
}
