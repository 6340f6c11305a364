// docs/STATES.md is rendered from the code, so that the page cannot say anything else than the program does.

import Cancellation
import Foundation
import Testing

struct StatesPageTests {
    private var page: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/STATES.md")
    }

    private var sections: [(name: String, text: String)] {
        let states = CaseState.allCases.map { state in
            "| `\(state.rawValue)` | \(state.isClosed ? "closed" : "open") | \(state.meaning) |"
        }
        let rules = Policy.standard.rules.enumerated().map { index, rule in
            "| \(index + 1) | `\(rule.name)` | \(rule.because) |"
        }
        return [
            (
                "case states",
                (["| state | | what is true, and what ends it |", "|---|---|---|"] + states).joined(separator: "\n")
            ),
            ("transitions", TransitionTests.table),
            ("rules", (["| | rule | why |", "|---|---|---|"] + rules).joined(separator: "\n")),
        ]
    }

    @Test func `the page shows the states, transitions and rules that are in the code`() throws {
        var text = try String(contentsOf: page, encoding: .utf8)
        let before = text
        for (name, section) in sections {
            let (begin, end) = ("<!-- \(name) -->\n", "\n<!-- end -->")
            let start = try #require(text.range(of: begin), "docs/STATES.md lacks the mark \(begin)")
            let stop = try #require(text.range(of: end, range: start.upperBound..<text.endIndex))
            text.replaceSubrange(start.upperBound..<stop.lowerBound, with: section)
        }
        if ProcessInfo.processInfo.environment["CANCELBOX_UPDATE_GOLDEN"] == "1", text != before {
            try text.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(
            text == before,
            "docs/STATES.md is out of date; CANCELBOX_UPDATE_GOLDEN=1 make test renders it, then look at the change")
    }
}
