// One day, run and judged.

import Simulation
import Testing

/// A day that is over, and what was wrong with it.
struct Trial {
    let day: SimulatedDay
    let problems: [String]

    /// Runs `day`; its end must be `wanted`, when that is given, and every invariant must hold.
    init(_ day: SimulatedDay, wanted: Outcome) {
        self.day = day
        day.run()
        problems = day.offencesAtRest() + Outcome(of: day).differences(from: wanted).map { "differs: \($0)" }
    }

    /// The same, where only the gist of `calm`, an undisturbed day, is wanted.
    init(_ day: SimulatedDay, like calm: SimulatedDay) {
        self.day = day
        day.run()
        calm.run()
        problems = day.offencesAtRest() + Gist(of: day).differences(from: Gist(of: calm))
    }

    /// Something went wrong as planned.
    var wasHit: Bool { !day.plan.hits.isEmpty }

    /// Reports the problems with everything that is needed to see them again. True when there were none.
    @discardableResult
    func report(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
        guard !problems.isEmpty else { return true }
        Effort.noteFailure()
        let shown = problems.prefix(30).joined(separator: "\n  ")
        let hits = day.plan.hits.prefix(4).joined(separator: "; ")
        Issue.record(
            "\(words), steps \(hits), \(day.restarts) restarts:\n  \(shown)", sourceLocation: sourceLocation)
        return false
    }
}
