// cancelbox ask: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Cancellation
import Intake

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Ask the customer for what is missing.",
        discussion: """
            At most once a case; the case closes when the question stays unanswered.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(
        help: "What to ask for: orderNumber, knownOrderNumber, product or quantity; may be repeated.",
        transform: { word in
            guard let fact = MissingFact(rawValue: word) else {
                let known = MissingFact.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("`\(word)` cannot be asked for. Known: \(known).")
            }
            return fact
        })
    var missing: [MissingFact]

    @Option(help: "Why.")
    var note: String?

    func run() throws { try options.hand(over: .ask, note: note, missing: missing) }
}
