// cancelbox release: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Release a held case: the order is read again and the rules decide.",
        discussion: """
            A note is not needed.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String?

    func run() throws { try options.hand(over: .release, note: note) }
}
