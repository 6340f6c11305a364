// cancelbox explain: why a case is where it is, from the facts and rules, with the words of the original files.

import ArgumentParser
import Cancellation
import Engine
import Foundation

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Explain a case: its facts, the rules tried in order, the evidence, and what would have changed the outcome.",
        discussion: """
            The rules are those of the present policy; it says so when the case was decided by another one.
            The evidence is quoted from the original bytes in archive/. Shows personal data.
            """)

    @Argument(
        help:
            "The number of the case; or of its order, a name, the end of a telephone number, or a file, where only one case fits."
    )
    var number: String

    @OptionGroup var options: SpoolOptions

    func run() throws {
        let composition = try options.composition()
        let book = try CaseBook(spool: composition.spool)
        let subject = try book.subject(number)
        let explanation = Explanation(
            subject, events: try book.events(of: subject), policy: composition.configuration.engineSettings.policy)
        let quotations = try subject.evidence.map { evidence in
            Quotation(
                evidence, drop: try book.archivedDrop(evidence.drop), spool: composition.spool,
                configuration: composition.configuration)
        }
        printLine(Array((explanation.text + quotations.map(\.text).joined()).utf8))
    }
}
