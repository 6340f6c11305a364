// cancelbox approve: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct ApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a cancellation that waits for a person.",
        discussion: """
            The order is read at the store again, and what it shows then is acted on: an open claim is approved, else the seller
            cancels for the stated reason. What the store shows cannot be overridden: the receipt says why.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    @Flag(name: .customLong("cancel-anyway"), help: "Cancel although the customer asked for something else.")
    var cancelAnyway = false

    func run() throws { try options.hand(over: .approve, note: note, cancelsAnyway: cancelAnyway) }
}
