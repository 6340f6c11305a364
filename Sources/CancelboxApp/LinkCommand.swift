// cancelbox link: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Say which order a case is about that has found none.",
        discussion: """
            --order is the number of the order or of the product order. The order is read at the store, and its own case takes the request
            over: it proves nothing about who wrote, and the rules decide as ever.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "The number of the order, or of the product order.")
    var order: String

    @Option(help: "Why.")
    var note: String?

    func run() throws { try options.hand(over: .link, note: note, order: order) }
}
