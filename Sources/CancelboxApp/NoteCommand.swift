// cancelbox note: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Intake

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write a note into the history of a case.",
        discussion: """
            Changes nothing else.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    func run() throws { try options.hand(over: .note, note: note) }
}
